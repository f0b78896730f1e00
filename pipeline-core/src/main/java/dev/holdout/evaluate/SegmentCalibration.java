package dev.holdout.evaluate;

import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.BenjaminiHochberg;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * In which segments scores do not mean what they say, beyond noise.
 *
 * <p>Each segment that has enough rows is tested by itself against calibrated scores: by slope and
 * intercept together, or where those do not exist by Spiegelhalter's z. P-values are adjusted over
 * all segments tested (Benjamini & Hochberg 1995).
 *
 * @param tested how many segments were
 * @param level 1 − the largest adjusted p-value at which a segment is named
 * @param off those named, the surest first
 */
public record SegmentCalibration(int tested, double level, List<Off> off) {
  private static final double USUAL_LEVEL = 0.95;
  private static final List<String> TESTS = List.of("calibration_p", "spiegelhalter_p");

  public SegmentCalibration {
    off = List.copyOf(off);
  }

  /** A segment that is not calibrated. */
  public record Off(SegmentResult segment, double pAdjusted) {}

  /** Judges the segments of an evaluation. */
  public static SegmentCalibration of(Evaluation evaluation) {
    double level = evaluation.level().map(IntervalLevel::corrected).orElse(USUAL_LEVEL);
    List<SegmentResult> segments = new ArrayList<>();
    List<Double> pValues = new ArrayList<>();
    for (SegmentResult segment : evaluation.segments()) {
      if (segment.verdict() != Verdict.TOO_FEW_ROWS) {
        pValue(segment)
            .ifPresent(
                p -> {
                  segments.add(segment);
                  pValues.add(p);
                });
      }
    }
    double[] adjusted = BenjaminiHochberg.adjust(pValues);
    List<Off> off = new ArrayList<>();
    for (int at = 0; at < adjusted.length; at++) {
      if (adjusted[at] <= 1 - level) {
        off.add(new Off(segments.get(at), adjusted[at]));
      }
    }
    off.sort(Comparator.comparingDouble(Off::pAdjusted));
    return new SegmentCalibration(segments.size(), level, off);
  }

  private static Optional<Double> pValue(SegmentResult segment) {
    return TESTS.stream()
        .map(name -> Optional.ofNullable(segment.metrics().get(name)).flatMap(Measure::value))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
