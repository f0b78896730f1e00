package dev.holdout.jobs;

import dev.holdout.error.Problems;
import dev.holdout.measure.ProportionMethod;
import dev.holdout.workflow.EvaluationRequest;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much evidence is asked of an evaluation, on the command line. */
final class EvaluateLimits {
  @Option(
      names = "--min-rows",
      paramLabel = "N",
      description = "Segments with fewer rows are not judged (default: ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private int minRows = 30;

  @Option(
      names = "--min-cell",
      paramLabel = "K",
      description =
          "For reports that leave the team: withholds what would tell of fewer than K rows.")
  private @Nullable Integer minCell;

  @Option(
      names = "--max-segments",
      paramLabel = "N",
      description =
          "Values of a segment that are told apart, the largest (default: ${DEFAULT-VALUE}).",
      defaultValue = "50")
  private int maxSegments = 50;

  @Option(
      names = "--interval",
      paramLabel = "KIND",
      description =
          "Intervals of proportions: wilson or clopper-pearson (default: ${DEFAULT-VALUE}).",
      defaultValue = "wilson")
  private String interval = "wilson";

  @Option(
      names = "--confidence",
      paramLabel = "LEVEL",
      description = "Of intervals and verdicts (default: ${DEFAULT-VALUE}).",
      defaultValue = "0.95")
  private double confidence = 0.95;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Bootstrap draws where an interval needs them (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000")
  private int draws = 1000;

  /** Whether small cells are withheld. */
  boolean withholds() {
    return minCell != null;
  }

  /** Adds what is wrong. */
  void check(Problems problems) {
    EvaluateArguments.check(minRows >= 1, "--min-rows", "" + minRows, "at least 1", problems);
    EvaluateArguments.check(
        minCell == null || minCell >= 2, "--min-cell", "" + minCell, "at least 2", problems);
    EvaluateArguments.check(
        maxSegments >= 1, "--max-segments", "" + maxSegments, "at least 1", problems);
    EvaluateArguments.check(draws >= 100, "--draws", "" + draws, "at least 100", problems);
    EvaluateArguments.check(
        confidence > 0 && confidence < 1,
        "--confidence",
        "" + confidence,
        "between 0 and 1, such as 0.95",
        problems);
    EvaluateArguments.check(
        List.of("wilson", "clopper-pearson").contains(interval),
        "--interval",
        interval,
        "wilson or clopper-pearson",
        problems);
  }

  /** The limits, once they are checked. */
  EvaluationRequest.Limits limits() {
    return new EvaluationRequest.Limits(
        minRows,
        minCell == null ? OptionalInt.empty() : OptionalInt.of(minCell),
        maxSegments,
        confidence,
        draws,
        1,
        interval.equals("wilson") ? ProportionMethod.WILSON : ProportionMethod.CLOPPER_PEARSON);
  }
}
