package dev.holdout.report.words;

import dev.holdout.decide.CalibrationReport;
import dev.holdout.decide.CalibrationReport.Candidate;
import dev.holdout.decide.CalibratorKind;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.SegmentCalibration;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Calibration in words: what was chosen and why, and where scores do not mean what they say. */
public final class CalibrationWords {
  private static final String SPACE = "\u00a0";

  private CalibrationWords() {}

  /** A kind of calibrator by its name alone. */
  public static String name(CalibratorKind kind) {
    return switch (kind) {
      case AUTO -> "automatic choice";
      case NONE -> "none";
      case TEMPERATURE -> "temperature";
      case PLATT -> "Platt";
      case BETA -> "beta";
      case ISOTONIC -> "isotonic";
    };
  }

  /** What was chosen and why, in one sentence. */
  public static String choice(CalibrationReport report) {
    if (report.unjudged().isPresent()) {
      return Names.sentence(what(report.chosen()))
          + ", not cross-fitted: "
          + Names.shown(report.unjudged().get(), 200)
          + ".";
    }
    return report.asked() == CalibratorKind.AUTO ? automatic(report) : asked(report);
  }

  private static String automatic(CalibrationReport report) {
    Candidate chosen = candidate(report, report.chosen());
    String start =
        Names.sentence(what(report.chosen()))
            + ", chosen by cross-fitted Brier score, "
            + Numbers.value("brier", chosen.brier());
    Optional<Candidate> best = best(report);
    boolean isBest = best.map(Candidate::kind).orElse(report.chosen()) == report.chosen();
    String simplest = report.chosen() == CalibratorKind.NONE ? "" : "; what is simpler is worse";
    return isBest
        ? start
            + ": no other has a lower one"
            + simplest
            + (simplest.isEmpty() ? "." : ", beyond noise.")
        : start
            + ": the lowest, "
            + name(best.orElseThrow().kind())
            + "’s, is lower by "
            + behind(chosen, IntervalLevel.percent(report.level()) + SPACE + "% interval ")
            + ", which is within noise, and this is the simplest of which that holds.";
  }

  private static String asked(CalibrationReport report) {
    Candidate chosen = candidate(report, report.chosen());
    CalibratorKind automatic = report.simplestGoodEnough();
    String start =
        Names.sentence(what(report.chosen()))
            + ", as asked for; its cross-fitted Brier score is "
            + Numbers.value("brier", chosen.brier());
    if (automatic == report.chosen()) {
      return start + ", and automatic choice would have taken it too.";
    }
    return start
        + "; automatic choice would have taken "
        + (automatic == CalibratorKind.NONE ? "the scores as they are" : name(automatic))
        + " with "
        + Numbers.value("brier", candidate(report, automatic).brier())
        + ".";
  }

  private static String what(CalibratorKind kind) {
    return kind == CalibratorKind.NONE
        ? "the scores are used as they are"
        : name(kind) + " calibration is used";
  }

  /** How far a candidate lies behind the best, with its interval. */
  public static String behind(Candidate candidate) {
    return behind(candidate, "");
  }

  private static String behind(Candidate candidate, String interval) {
    Measure behind = candidate.behind();
    double value = behind.value().orElse(0.0);
    int digits = Math.abs(value) < 0.001 ? 5 : 4;
    if (behind.lower().isEmpty() || behind.upper().isEmpty()) {
      return "best";
    }
    return Numbers.decimal(value, digits)
        + " ("
        + interval
        + Numbers.decimal(behind.lower().get(), digits)
        + " to "
        + Numbers.decimal(behind.upper().get(), digits)
        + ")";
  }

  private static Candidate candidate(CalibrationReport report, CalibratorKind kind) {
    return report.candidates().stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
  }

  private static Optional<Candidate> best(CalibrationReport report) {
    return report.candidates().stream().filter(one -> one.behind().lower().isEmpty()).findFirst();
  }

  /** How many segments were tested and how many of them are named, in one sentence. */
  public static String segments(SegmentCalibration judged) {
    if (judged.tested() == 0) {
      return "No segment has rows enough to test its calibration.";
    }
    String tested = Numbers.count(judged.tested(), "segment", "segments");
    return judged.off().isEmpty()
        ? "In none of the " + tested + " tested is calibration off beyond noise."
        : "Calibration is off beyond noise in "
            + Numbers.count(judged.off().size())
            + " of the "
            + tested
            + " tested.";
  }

  /** What is wrong in a segment: scores too low or too high, too extreme or too timid. */
  public static String segment(SegmentCalibration.Off off) {
    SegmentResult segment = off.segment();
    List<String> faults = new ArrayList<>();
    fault(segment, "calibration_intercept", 0, "too low", "too high", "intercept")
        .ifPresent(faults::add);
    fault(segment, "calibration_slope", 1, "too timid", "too extreme", "slope")
        .ifPresent(faults::add);
    String what = faults.isEmpty() ? "not what they say" : String.join(" and ", faults);
    String error =
        Segments.value(segment, "ece")
            .map(value -> ", expected calibration error " + Numbers.decimal(value, 4))
            .orElse("");
    return Names.segment(segment)
        + ": scores are "
        + what
        + error
        + String.format(Locale.ENGLISH, " (adjusted p %s; ", pValue(off.pAdjusted()))
        + Numbers.count(segment.rows(), "row", "rows")
        + ").";
  }

  private static Optional<String> fault(
      SegmentResult segment,
      String metric,
      double calibrated,
      String above,
      String below,
      String name) {
    return Segments.measure(segment, metric)
        .filter(one -> one.lower().isPresent() && one.upper().isPresent())
        .filter(one -> one.lower().get() > calibrated || one.upper().get() < calibrated)
        .map(
            one ->
                (one.lower().get() > calibrated ? above : below)
                    + " ("
                    + name
                    + " "
                    + Numbers.decimal(one.value().orElseThrow(), 2)
                    + ", "
                    + Numbers.decimal(one.lower().get(), 2)
                    + " to "
                    + Numbers.decimal(one.upper().get(), 2)
                    + ")");
  }

  private static String pValue(double p) {
    return p < 0.001 ? "below 0.001" : Numbers.decimal(p, 3);
  }

  /** Whether Test told its segments at all. */
  public static boolean tells(Evaluation evaluation) {
    return evaluation.reuse().isEmpty() && !evaluation.segments().isEmpty();
  }
}
