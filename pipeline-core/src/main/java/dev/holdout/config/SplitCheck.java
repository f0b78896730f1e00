package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.contract.ColumnType;
import dev.holdout.split.FoldSpec.Scheme;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether the settings of the split fit one another. */
final class SplitCheck {
  private static final KeyPath SPLIT = KeyPath.of("split");
  private static final Pattern DURATION =
      Pattern.compile(
          "P(?!$)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?([\\d.]+S)?)?");
  private static final List<String> LENGTHS = List.of("gap", "horizon", "embargo");

  private static final Set<String> SCHEMES =
      Arrays.stream(Scheme.values())
          .map(scheme -> scheme.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());

  private final JsonNode split;
  private final JsonNode pipeline;
  private final Findings findings;
  private final Scheme scheme;

  private SplitCheck(JsonNode pipeline, Findings findings) {
    this.pipeline = pipeline;
    this.split = pipeline.path("split");
    this.findings = findings;
    this.scheme = SplitBinder.scheme(split, PipelineBinder.text(split, "group"));
  }

  static void check(JsonNode pipeline, Findings findings) {
    JsonNode named = pipeline.path("split").path("scheme");
    boolean known = named.isMissingNode() || SCHEMES.contains(named.asText());
    if (!known || !pipeline.path("split").isObject()) {
      return;
    }
    SplitCheck check = new SplitCheck(pipeline, findings);
    check.test();
    check.groups();
    check.folds();
    check.times();
    check.zone();
    check.repeatedRows();
  }

  private void test() {
    String by = split.path("test_scheme").asText();
    boolean column = by.equals("column");
    refuse(
        "test_scheme",
        column && !split.has("test_column"),
        "column without test_column",
        "the column that says training, validation or test",
        "Add test_column");
    refuse(
        "test_column",
        !column && split.has("test_column"),
        "a column with test_scheme: " + by,
        "test_scheme: column",
        "");
    refuse(
        "test_from",
        !by.equals("time") && split.has("test_from"),
        "a beginning with test_scheme: " + by,
        "test_scheme: time",
        "");
    refuse(
        "exact",
        !by.equals("random") && split.path("exact").asBoolean(),
        "true with test_scheme: " + by,
        "test_scheme: random",
        "");
  }

  private void groups() {
    boolean group = split.has("group");
    boolean needed =
        scheme == Scheme.GROUP
            || scheme == Scheme.STRATIFIED_GROUP
            || scheme == Scheme.LEAVE_ONE_GROUP_OUT;
    refuse(
        "scheme",
        needed && !group,
        name() + " without group",
        "the column whose rows are kept together",
        "Add group to split");
    refuse(
        "scheme",
        group && scheme == Scheme.STRATIFIED,
        name() + " with group",
        "stratified_group, group or leave_one_group_out",
        "Folds by row would divide the groups");
    refuse(
        "stratify",
        needed && !split.path("stratify").isEmpty() && !split.path("exact").asBoolean(),
        "columns with scheme: " + name(),
        "none, since groups are balanced by the label",
        "");
  }

  private void folds() {
    int folds = split.path("folds").asInt();
    refuse(
        "repeats",
        split.path("repeats").asInt() > 1 && !scheme.isRepeatable(),
        "repeats of " + name(),
        "stratified, group or stratified_group",
        "Only these have other folds by another draw");
    refuse(
        "test_groups",
        scheme == Scheme.COMBINATORIAL_PURGED && split.path("test_groups").asInt() >= folds,
        split.path("test_groups").asText() + " of " + folds + " time groups",
        "fewer than folds",
        "");
    double shares = split.path("test").asDouble() + split.path("validation").asDouble();
    refuse(
        "validation",
        scheme == Scheme.HOLDOUT && shares >= 1,
        "shares of " + shares + " for validation and Test",
        "less than 1 together",
        "");
  }

  private void times() {
    boolean time = pipeline.path("roles").has("time");
    boolean folds = scheme == Scheme.WALK_FORWARD || scheme == Scheme.COMBINATORIAL_PURGED;
    boolean test = split.path("test_scheme").asText().equals("time");
    refuse(
        "scheme",
        folds && !time,
        name() + " without roles.time",
        "the column of the time",
        "Add time to roles");
    refuse(
        "test_scheme",
        test && !time,
        "time without roles.time",
        "the column of the time",
        "Add time to roles");
    JsonNode windows = split.path("windows");
    refuse(
        "windows",
        !folds && !test && !windows.isEmpty(),
        "lengths of time with scheme: " + name(),
        "walk_forward or combinatorial_purged",
        "No other scheme knows of time");
    String training = windows.path("training").asText();
    String validation = windows.path("validation").asText();
    refuse(
        "windows",
        SplitBinder.isShare(training) && !validation.isEmpty() && !SplitBinder.isShare(validation),
        "a training window by share and a validation window by time",
        "both by share, or the training window by time",
        "");
    boolean numbers = numericTime();
    for (String key : List.of("training", "validation")) {
      String length = windows.path(key).asText();
      if (!length.isEmpty() && !SplitBinder.isShare(length)) {
        length(SPLIT.then("windows").then(key), length, numbers);
      }
    }
    for (String key : LENGTHS) {
      if (windows.has(key)) {
        length(SPLIT.then("windows").then(key), windows.path(key).asText(), numbers);
      }
    }
  }

  private void length(KeyPath path, String length, boolean numbers) {
    boolean fits = numbers ? length.matches("\\d+(\\.\\d+)?") : DURATION.matcher(length).matches();
    if (!fits) {
      findings.add(
          path,
          "the text " + Wording.quoted(length),
          numbers
              ? "a number, since roles.time is one"
              : "an ISO 8601 duration such as P30D, P1M or PT6H",
          "");
    }
  }

  private boolean numericTime() {
    return numericTime(pipeline);
  }

  static boolean numericTime(JsonNode pipeline) {
    return PipelineBinder.text(pipeline.path("roles"), "time")
        .flatMap(time -> ColumnCheck.types(pipeline.path("columns").path(time)))
        .filter(type -> type == ColumnType.INTEGER || type == ColumnType.NUMBER)
        .isPresent();
  }

  private void zone() {
    String zone = split.path("time_zone").asText();
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      findings.add(
          SPLIT.then("time_zone"),
          "the text " + Wording.quoted(zone),
          "a zone such as UTC or Europe/Vienna",
          "");
    }
  }

  private void repeatedRows() {
    refuse(
        "repeated_rows",
        split.path("repeated_rows").asText().equals("together") && !pipeline.path("key").isEmpty(),
        "together with a key",
        "auto or spread, since rows with different keys are different rows",
        "Remove the key, or name the column that they share under group");
  }

  private void refuse(String key, boolean wrong, String found, String expected, String remedy) {
    if (wrong) {
      findings.add(SPLIT.then(key), found, expected, remedy);
    }
  }

  private String name() {
    return scheme.name().toLowerCase(Locale.ROOT);
  }
}
