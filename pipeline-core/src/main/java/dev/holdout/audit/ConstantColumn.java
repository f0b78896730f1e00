package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.INFO;

import java.util.List;

/** Features that have one value in all of Training, or none. INFO. */
final class ConstantColumn implements Check {
  @Override
  public List<Finding> findings(Evidence evidence) {
    return evidence.profile().columns().stream()
        .filter(evidence::feature)
        .filter(column -> column.complete() && column.cellsWithMissing().size() == 1)
        .map(ConstantColumn::finding)
        .toList();
  }

  private static Finding finding(ColumnSummary column) {
    String value =
        column.cells().isEmpty()
            ? "never has a value"
            : "always is "
                + (column.column().numeric()
                    ? Wording.value(column.column(), column.cells().get(0).number())
                    : "\"" + column.cells().get(0).text() + "\"");
    return new Finding(
        "constant_column",
        INFO,
        List.of(column.name()),
        String.format("`%s` %s in Training.", column.name(), value),
        "Nothing can be learned from it; where it does vary, a model would be guessing.",
        "Check the source. If it is meant to be so, add `" + column.name() + "` to `roles.drop`.");
  }
}
