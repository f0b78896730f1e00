package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import java.util.List;

/**
 * Training and Test cover the same time: {@code time_overlap}. HIGH if all of Training is later
 * than Test; MEDIUM if features drift ({@link Drift}), since then the same months are easier than
 * the next ones; else INFO.
 */
final class TimeOverlap implements Check {
  @Override
  public List<Finding> findings(Evidence evidence) {
    return evidence
        .overlaps()
        .times()
        .filter(times -> !times.trainingTo().isBefore(times.testFrom()))
        .map(times -> List.of(finding(times, evidence)))
        .orElse(List.of());
  }

  private static Finding finding(Overlaps.Times times, Evidence evidence) {
    List<String> columns = evidence.spec().time().map(List::of).orElse(List.of());
    if (times.trainingFrom().isAfter(times.testTo())) {
      return new Finding(
          "time_overlap",
          HIGH,
          columns,
          String.format(
              "Training (%s to %s) is later than Test (%s to %s).",
              Wording.day(times.trainingFrom()),
              Wording.day(times.trainingTo()),
              Wording.day(times.testFrom()),
              Wording.day(times.testTo())),
          "The model learns from the future and is tested on the past; in use it is the other way round.",
          "Hold out the newest rows instead of the oldest.");
    }
    boolean drifts = !Drift.drifting(evidence).isEmpty();
    return new Finding(
        "time_overlap",
        drifts ? MEDIUM : INFO,
        columns,
        String.format(
            "Test (%s to %s) comes from the same time as Training (%s to %s).",
            Wording.day(times.testFrom()),
            Wording.day(times.testTo()),
            Wording.day(times.trainingFrom()),
            Wording.day(times.trainingTo())),
        "The figures say how good the model is on rows like these, not on next month's."
            + (drifts ? " Features drift, so next month's will differ." : ""),
        "If the model is to predict the future, hold out the newest rows as Test; else this is as it should be.");
  }
}
