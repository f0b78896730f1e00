package dev.holdout.split;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import dev.holdout.split.SplitReport.FoldCount;
import java.util.Optional;

/** Refuses a split of which Training, Test or a side of a fold has no rows, whatever its scheme. */
final class EmptyParts {
  private final SplitReport report;
  private final Problems problems = new Problems();

  private EmptyParts(SplitReport report) {
    this.report = report;
  }

  /**
   * Checks all parts.
   *
   * @throws dev.holdout.error.HoldoutException with {@code DATA_INSUFFICIENT}, naming each part
   *     without rows and what helps
   */
  static void refuse(SplitReport report) {
    EmptyParts parts = new EmptyParts(report);
    parts.check("Training", report.training(), parts.ofTest("Lower"));
    parts.check("Test", report.test(), parts.ofTest("Raise"));
    for (FoldCount fold : report.folds()) {
      String name =
          "fold "
              + fold.fold()
              + (fold.description().isEmpty() ? "" : " (" + fold.description() + ")");
      parts.check(name + ", training", fold.training().rows(), parts.ofFolds());
      parts.check(name + ", validation", fold.validation().rows(), parts.ofFolds());
    }
    parts.problems.throwIfAny(
        ErrorCode.DATA_INSUFFICIENT, "Cannot split: found parts without rows");
  }

  private void check(String part, long rows, String remedy) {
    if (rows == 0) {
      problems.add(part, "no rows", "at least one", remedy + spread(report.repeatedRows()));
    }
  }

  private String ofTest(String direction) {
    TestSpec test = report.spec().test();
    return switch (test.scheme()) {
      case RANDOM -> direction + " `split.test`, or gather more rows";
      case TIME ->
          test.from().isPresent()
              ? "Change `split.test_from`"
              : direction + " `split.test`, or shorten `split.windows.gap` and `horizon`";
      case COLUMN -> "Correct the column \"" + test.column().orElse("") + "\"";
    };
  }

  private String ofFolds() {
    return switch (report.spec().folds().scheme()) {
      case STRATIFIED, GROUP, STRATIFIED_GROUP, LEAVE_ONE_GROUP_OUT ->
          "Lower `split.folds`, or gather more rows";
      case HOLDOUT -> "Change `split.validation`";
      case WALK_FORWARD, COMBINATORIAL_PURGED ->
          "Use fewer or longer windows, a shorter gap, or more rows";
    };
  }

  /** What helps where equal rows are kept together; empty elsewhere. */
  static String spread(Optional<RepeatedRowsDecision> decision) {
    return decision
        .filter(made -> made.chosen() == RepeatedRows.TOGETHER && made.repeated() > 0)
        .map(
            made ->
                String.format(
                    ". %,d rows equal another in every column and are kept together: set"
                        + " `split.repeated_rows: spread` if they are not copies",
                    made.repeated()))
        .orElse("");
  }
}
