package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.contract.ColumnType;
import dev.holdout.label.LabelEncoding;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether the columns that a file names are declared and fit for what they are named for. */
final class RoleCheck {
  private static final KeyPath KEY = KeyPath.of("key");
  private static final KeyPath GROUP = KeyPath.of("roles", "group");
  private static final KeyPath TIME = KeyPath.of("roles", "time");
  private static final KeyPath PROTECTED = KeyPath.of("roles", "protected");
  private static final KeyPath DROP = KeyPath.of("roles", "drop");
  private static final KeyPath STRATIFY = KeyPath.of("split", "stratify");
  private static final KeyPath OVERRIDES = KeyPath.of("features", "columns");
  private static final KeyPath EVENT_TIME = KeyPath.of("audit", "event_time");
  private static final KeyPath FILLED = KeyPath.of("audit", "filled");
  private static final KeyPath NEAR_DUPLICATES = KeyPath.of("audit", "near_duplicates", "columns");
  private static final KeyPath LABEL = KeyPath.of("label", "column");
  private static final KeyPath ENTITY = KeyPath.of("windows", "entity");
  private static final KeyPath READ_AT = KeyPath.of("windows", "time");
  private static final KeyPath AGGREGATED = KeyPath.of("windows", "columns");

  private final JsonNode pipeline;
  private final JsonNode columns;
  private final String label;
  private final Findings findings;
  private final UsedColumns used;

  private RoleCheck(JsonNode pipeline, Findings findings) {
    this.pipeline = pipeline;
    this.columns = pipeline.path("columns");
    this.label = at(LABEL).asText();
    this.findings = findings;
    this.used = new UsedColumns(pipeline, findings);
  }

  static void check(JsonNode pipeline, Findings findings) {
    new RoleCheck(pipeline, findings).check();
  }

  /** What is named for the readings, of which windows become the rows. */
  static void checkReadings(JsonNode pipeline, Findings findings) {
    RoleCheck check = new RoleCheck(pipeline, findings);
    check.used.declared(LABEL, check.label);
    check.names(KEY, true);
    check.names(ENTITY, true);
    check.used.declared(READ_AT, check.at(READ_AT).asText());
    check.used.notTheLabel(READ_AT, check.at(READ_AT).asText());
    for (String column : (Iterable<String>) () -> check.at(AGGREGATED).fieldNames()) {
      check.used.declared(AGGREGATED.then(column), column);
    }
    check.positive();
  }

  private void check() {
    used.declared(LABEL, label);
    for (KeyPath list : new KeyPath[] {KEY, GROUP, PROTECTED, STRATIFY}) {
      names(list, true);
    }
    names(DROP, false);
    for (String key : new String[] {"group", "test_column"}) {
      KeyPath path = KeyPath.of("split", key);
      used.declared(path, at(path).asText());
      used.notTheLabel(path, at(path).asText());
    }
    String time = at(TIME).asText();
    if (!time.isEmpty()) {
      used.declared(TIME, time);
      used.notTheLabel(TIME, time);
      type(time)
          .filter(type -> type == ColumnType.STRING || type == ColumnType.BOOLEAN)
          .ifPresent(
              type ->
                  findings.add(
                      TIME,
                      "the column "
                          + Wording.quoted(time)
                          + " of the type "
                          + ColumnCheck.name(type),
                      "a column of the types date, timestamp, integer or number",
                      "Declare the column as a date or timestamp, with a pattern if need be"));
    } else if (at(KeyPath.of("features", "time")).asBoolean()) {
      findings.add(
          KeyPath.of("features", "time"), "true without roles.time", "the column of the time", "");
    }
    for (String column : (Iterable<String>) () -> at(OVERRIDES).fieldNames()) {
      used.declared(OVERRIDES.then(column), column);
      used.notTheLabel(OVERRIDES.then(column), column);
    }
    weight();
    auditColumns();
    positive();
    anyFeature();
  }

  private void weight() {
    KeyPath path = KeyPath.of("roles", "weight");
    String weight = at(path).asText();
    if (weight.isEmpty()) {
      return;
    }
    used.number(path, weight);
  }

  private void auditColumns() {
    moment(EVENT_TIME);
    names(NEAR_DUPLICATES, true);
    for (int i = 0; i < at(FILLED).size(); i++) {
      KeyPath column = FILLED.then(i).then("column");
      used.declared(column, at(column).asText());
      used.notTheLabel(column, at(column).asText());
      moment(FILLED.then(i).then("at"));
    }
    if (!at(FILLED).isEmpty() && at(EVENT_TIME).asText().isEmpty() && at(TIME).asText().isEmpty()) {
      findings.add(
          FILLED,
          "no time of the event",
          "audit.event_time or roles.time",
          "Name the column that says when the event was");
    }
  }

  /** A date or timestamp, if there is one. */
  private void moment(KeyPath path) {
    String column = at(path).asText();
    if (column.isEmpty()) {
      return;
    }
    used.moment(path, column);
  }

  private void names(KeyPath list, boolean labelRefused) {
    JsonNode names = at(list);
    for (int i = 0; i < names.size(); i++) {
      used.declared(list.then(i), names.path(i).asText());
      if (labelRefused) {
        used.notTheLabel(list.then(i), names.path(i).asText());
      }
    }
  }

  private void positive() {
    JsonNode positive = at(KeyPath.of("label", "positive"));
    Optional<ColumnType> type = type(label);
    if (!positive.isTextual() || type.isEmpty()) {
      return;
    }
    KeyPath path = KeyPath.of("label", "positive");
    ColumnCheck.value(positive.asText(), type.get(), path, findings);
    JsonNode allowed = columns.path(label).path("allowed");
    boolean listed = allowed.isEmpty();
    for (JsonNode value : allowed) {
      listed |= LabelEncoding.yesOrNo().same(value.asText(), positive.asText());
    }
    if (!listed) {
      findings.add(
          path,
          "the text " + Wording.quoted(positive.asText()),
          "one of the label's allowed values",
          "See columns." + label + ".allowed");
    }
  }

  private void anyFeature() {
    Set<String> features = new HashSet<>();
    columns.fieldNames().forEachRemaining(features::add);
    features.removeAll(PipelineBinder.noFeatures(pipeline));
    if (!columns.isEmpty() && features.isEmpty()) {
      findings.add(
          KeyPath.of("columns"),
          "no column that is a feature",
          "at least one beside the label, the key, groups, the time and dropped columns",
          "");
    }
  }

  private Optional<ColumnType> type(String column) {
    return ColumnCheck.types(columns.path(column));
  }

  private JsonNode at(KeyPath path) {
    JsonNode node = pipeline;
    for (String step : path.steps()) {
      node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
    }
    return node;
  }
}
