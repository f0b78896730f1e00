package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * How Training and Test follow each other in time.
 *
 * <p>{@code training_after_test}: Training is mostly later than Test (a random row of Test is later
 * in less than {@value #MOSTLY_NOT} of the pairs); HIGH. {@code time_order_broken}: Test is mostly
 * later than Training, but some rows of Training are not earlier than Test; MEDIUM. {@code
 * time_overlap}: both come from the same time; MEDIUM if features drift ({@link Drift}), since then
 * the same months are easier than the next ones; else INFO. Nothing where Training ends before Test
 * begins.
 */
final class TimeOrder implements Check {
  private static final String OVERLAP = "time_overlap";
  private static final double MOSTLY = 0.9;
  private static final double MOSTLY_NOT = 0.1;
  private static final String REMEDY =
      "set `split.test_scheme: time`, which holds out the newest rows, and `split.scheme: walk_forward`, which"
          + " validates each fold on rows later than those it trains on";

  @Override
  public List<Finding> findings(Evidence evidence) {
    return evidence
        .time()
        .filter(line -> line.training().to() >= line.test().from())
        .map(line -> List.of(finding(line, evidence).with(figures(line))))
        .orElse(List.of());
  }

  @Override
  public Optional<Column> cases(Finding finding, Evidence evidence) {
    return finding.code().equals(OVERLAP)
        ? Optional.empty()
        : evidence.time().map(line -> Rows.cases(line.axis().values().geq(line.test().from())));
  }

  private static Figure[] figures(TimeLine line) {
    return new Figure[] {
      new Figure("chance that a row of Test is later than one of Training", line.testLater()),
      new Figure(
          "rows of Training not earlier than the first of Test",
          (double) line.trainingSinceTestBegins()),
      new Figure(
          "rows of Training later than the last of Test", (double) line.trainingAfterTestEnds())
    };
  }

  private static Finding finding(TimeLine line, Evidence evidence) {
    if (line.testLater() < MOSTLY_NOT) {
      return new Finding(
          "training_after_test",
          HIGH,
          List.of(line.axis().name()),
          String.format(
              "Training (%s) is later than Test (%s)%s.",
              span(line, line.training()),
              span(line, line.test()),
              line.training().from() > line.test().to() ? "" : " for the most part"),
          "The model learns from the future and is tested on the past; in use it is the other way round.",
          "Hold out the newest rows instead of the oldest: " + REMEDY + ".");
    }
    if (line.testLater() >= MOSTLY) {
      return new Finding(
          "time_order_broken",
          MEDIUM,
          List.of(line.axis().name()),
          String.format(
              "Test (%s) follows Training (%s), but not in all rows: not earlier than the first of Test are %s%s of"
                  + " Training.",
              span(line, line.test()),
              span(line, line.training()),
              line.exact() ? "" : "about ",
              Wording.count((double) line.trainingSinceTestBegins())),
          "What happened at the time of Test is known to the model, which it will not be in use.",
          "If Test was prepared so that rows of one moment are divided, this is as meant; else "
              + REMEDY
              + ".");
    }
    boolean drifts = !Drift.drifting(evidence).isEmpty();
    return new Finding(
        OVERLAP,
        drifts ? MEDIUM : INFO,
        List.of(line.axis().name()),
        String.format(
            "Test (%s) comes from the same time as Training (%s).",
            span(line, line.test()), span(line, line.training())),
        "The figures say how good the model is on rows like these, not on next month's."
            + (drifts ? " Features drift, so next month's will differ." : ""),
        "If the model is to predict the future, " + REMEDY + "; else this is as it should be.");
  }

  private static String span(TimeLine line, TimeLine.Range range) {
    return Wording.moment(line.axis(), range.from())
        + " to "
        + Wording.moment(line.axis(), range.to());
  }
}
