package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.contract.ColumnType;
import dev.holdout.contract.TimePattern;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether the promises of each column fit its type and each other. */
final class ColumnCheck {
  private static final KeyPath COLUMNS = KeyPath.of("columns");

  private ColumnCheck() {}

  static void check(JsonNode pipeline, Findings findings) {
    Map<String, String> names = new HashMap<>();
    for (Map.Entry<String, JsonNode> column : pipeline.path("columns").properties()) {
      KeyPath path = COLUMNS.then(column.getKey());
      String before = names.putIfAbsent(column.getKey().toLowerCase(Locale.ROOT), column.getKey());
      if (before != null) {
        findings.add(
            path,
            "a name that differs from " + Wording.quoted(before) + " in case alone",
            "names that differ otherwise, as Spark ignores case",
            "Rename one of them in the source");
      }
      types(column.getValue()).ifPresent(type -> promises(column.getValue(), type, path, findings));
    }
  }

  /** The type that a column declares, if it is one. */
  static Optional<ColumnType> types(JsonNode column) {
    String name = column.path("type").asText().toUpperCase(Locale.ROOT);
    return Arrays.stream(ColumnType.values()).filter(type -> type.name().equals(name)).findFirst();
  }

  private static void promises(JsonNode column, ColumnType type, KeyPath path, Findings findings) {
    boolean number = type == ColumnType.INTEGER || type == ColumnType.NUMBER;
    boolean time = type == ColumnType.DATE || type == ColumnType.TIMESTAMP;
    for (String bound : new String[] {"min", "max"}) {
      if (column.has(bound) && !number) {
        misplaced(path.then(bound), type, "integer or number", findings);
      }
    }
    for (String form : new String[] {"decimal", "group", "unit", "negative"}) {
      if (column.has(form) && !number) {
        misplaced(path.then(form), type, "integer or number", findings);
      }
    }
    String decimal = column.path("decimal").asText("point").equals("comma") ? "," : ".";
    if (number && column.path("group").asText().equals(decimal)) {
      findings.add(
          path.then("group"),
          "the mark that stands before the decimals",
          "another mark between groups of digits",
          decimal.equals(".") ? "Add decimal: comma, or change it" : "Change one of them");
    }
    if (column.has("pattern") && !time) {
      misplaced(path.then("pattern"), type, "date or timestamp", findings);
    } else if (column.has("pattern")) {
      pattern(column.get("pattern").asText(), path.then("pattern"), findings);
    }
    if (number
        && column.has("min")
        && column.path("min").asDouble() > column.path("max").asDouble(Double.MAX_VALUE)) {
      findings.add(
          path.then("min"),
          "a smallest value of " + column.get("min").asText(),
          "at most the largest, " + column.get("max").asText(),
          "");
    }
    for (int i = 0; i < column.path("allowed").size(); i++) {
      value(column.path("allowed").path(i).asText(), type, path.then("allowed").then(i), findings);
    }
  }

  private static void misplaced(KeyPath path, ColumnType type, String types, Findings findings) {
    findings.add(
        path,
        "the key for a column of the type " + name(type),
        "it only for the types " + types,
        "Remove it, or change the type");
  }

  private static void pattern(String pattern, KeyPath path, Findings findings) {
    TimePattern.fault(pattern)
        .ifPresent(fault -> findings.add(path, fault.found(), fault.expected(), fault.remedy()));
  }

  /** Reports a text that is no value of a type. */
  static void value(String text, ColumnType type, KeyPath path, Findings findings) {
    if (!isOf(type, text)) {
      findings.add(
          path, "the text " + Wording.quoted(text), "a value of the type " + name(type), "");
    }
  }

  private static boolean isOf(ColumnType type, String text) {
    return switch (type) {
      case STRING, DATE, TIMESTAMP -> true;
      case INTEGER -> text.matches("[-+]?\\d{1,19}");
      case NUMBER -> text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
      case BOOLEAN -> text.matches("(?i)true|false");
    };
  }

  static String name(ColumnType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
