package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.contract.ColumnType;
import dev.holdout.error.NearMiss;
import dev.holdout.window.EventSpec;
import java.util.LinkedHashSet;
import java.util.Set;

/** Whether a column that a file names is declared and fit for what it is named for. */
final class UsedColumns {
  private final JsonNode columns;
  private final String label;
  private final Findings findings;

  UsedColumns(JsonNode pipeline, Findings findings) {
    this.columns = pipeline.path("columns");
    this.label = pipeline.path("label").path("column").asText();
    this.findings = findings;
  }

  void declared(KeyPath path, String column) {
    if (columns.isEmpty() || column.isEmpty() || columns.has(column)) {
      return;
    }
    Set<String> known = new LinkedHashSet<>();
    columns.fieldNames().forEachRemaining(known::add);
    findings.add(
        path,
        "the column " + Wording.quoted(column) + ", which is not declared",
        known.contains(EventSpec.CLOSE)
            ? "a column of the windows: " + Wording.list(known)
            : "one of those under columns",
        NearMiss.of(column, known));
  }

  void notTheLabel(KeyPath path, String column) {
    if (!label.isEmpty() && column.equals(label)) {
      findings.add(
          path,
          "the label's column " + Wording.quoted(column),
          "another column",
          "What is to be predicted can play no other part");
    }
  }

  /** A declared number that is not the label. */
  void number(KeyPath path, String column) {
    typed(
        path,
        column,
        Set.of(ColumnType.INTEGER, ColumnType.NUMBER),
        "a column of the types integer or number",
        "");
  }

  /** A declared date or timestamp that is not the label. */
  void moment(KeyPath path, String column) {
    typed(
        path,
        column,
        Set.of(ColumnType.DATE, ColumnType.TIMESTAMP),
        "a column of the types date or timestamp",
        "Declare the column as one, with a pattern if need be");
  }

  private void typed(
      KeyPath path, String column, Set<ColumnType> allowed, String expected, String hint) {
    declared(path, column);
    notTheLabel(path, column);
    ColumnCheck.types(columns.path(column))
        .filter(type -> !allowed.contains(type))
        .ifPresent(
            type ->
                findings.add(
                    path,
                    "the column "
                        + Wording.quoted(column)
                        + " of the type "
                        + ColumnCheck.name(type),
                    expected,
                    hint));
  }
}
