package dev.holdout.workflow;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.ClassColumns;
import dev.holdout.evaluate.ClassPredictions;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.SegmentBy;
import dev.holdout.measure.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Predictions under the names that an evaluation reads, with a check of their values that comes
 * with the evaluation's own scan: no scan of its own, unless something is wrong.
 */
final class ReadPredictions {
  static final String SCORE = "_holdout_score";
  static final String LABEL = "_holdout_label";
  static final String PREDICTION = "_holdout_prediction";
  static final String WEIGHT = "_holdout_weight";
  static final String LOWER = "_holdout_lower";
  static final String UPPER = "_holdout_upper";
  static final String BASELINE = "_holdout_baseline";

  private static final String ROWS = "rows";
  private static final String UNKNOWN_LABELS = "unknown_labels";
  private static final String POSITIVES = "positives";
  private static final String NO_NUMBER = "no number: ";
  private static final int LISTED = 10;

  private final EvaluationRequest request;
  private final PredictionTable table;
  private final List<SegmentBy> segments;
  private final Optional<ClassScores> classes;
  private final Observation observation = new Observation();
  private final Dataset<Row> again;
  private final Dataset<Row> rows;

  private ReadPredictions(
      EvaluationRequest request,
      PredictionTable table,
      List<SegmentBy> segments,
      Optional<ClassScores> classes,
      Map<String, Column> columns) {
    this.request = request;
    this.table = table;
    this.segments = segments;
    this.classes = classes;
    this.again = with(columns);
    this.rows = observed();
  }

  /** Two classes. */
  static ReadPredictions binary(EvaluationRequest request, Dataset<Row> rows) {
    PredictionTable table = new PredictionTable(request.source(), rows);
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put(LABEL, table.truth(request.label(), request.positive(), "--label"));
    if (request.scores().size() == 1) {
      columns.put(SCORE, table.number(request.scores().get(0), "--score"));
    } else if (!request.scores().isEmpty()) {
      table.problem(
          "--score",
          String.join(",", request.scores()),
          request.scores().size() + " columns",
          "one column; several are for --task multiclass");
    }
    request
        .prediction()
        .ifPresent(
            name ->
                columns.put(
                    PREDICTION,
                    table.truth(name, decisionPositive(request, table, name), "--prediction")));
    return common(request, table, Optional.empty(), columns);
  }

  /** Several classes, as text; scores as numbers. */
  static ReadPredictions classes(EvaluationRequest request, Dataset<Row> rows) {
    PredictionTable table = new PredictionTable(request.source(), rows);
    ClassScores scores = ClassScores.of(request, table);
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put(LABEL, table.known(request.label()));
    request.prediction().ifPresent(name -> columns.put(PREDICTION, table.known(name)));
    boolean lists = scores.columns().size() == 1;
    for (int at = 0; at < scores.columns().size(); at++) {
      String name = scores.columns().get(at);
      columns.put(SCORE + at, lists ? Columns.named(name) : table.number(name, "--score"));
    }
    return common(request, table, Optional.of(scores), columns);
  }

  /** Numbers. */
  static ReadPredictions numbers(EvaluationRequest request, Dataset<Row> rows) {
    PredictionTable table = new PredictionTable(request.source(), rows);
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put(LABEL, table.number(request.label(), "--label"));
    String predicted = request.prediction().orElseGet(() -> request.scores().get(0));
    columns.put(PREDICTION, table.number(predicted, "--prediction"));
    request.lower().ifPresent(name -> columns.put(LOWER, table.number(name, "--lower")));
    request.upper().ifPresent(name -> columns.put(UPPER, table.number(name, "--upper")));
    return common(request, table, Optional.empty(), columns);
  }

  private static ReadPredictions common(
      EvaluationRequest request,
      PredictionTable table,
      Optional<ClassScores> classes,
      Map<String, Column> columns) {
    request.weight().ifPresent(name -> columns.put(WEIGHT, table.number(name, "--weight")));
    request
        .baseline()
        .ifPresent(name -> columns.put(BASELINE, table.number(name, "--baseline-score")));
    request.cluster().ifPresent(name -> table.isThere(name, "--cluster"));
    List<SegmentBy> segments = new PredictionSegments(table).parse(request);
    request
        .similar()
        .ifPresent(similar -> similar.features().forEach(name -> table.single(name, "--features")));
    request.slices().forEach(name -> table.single(name, "--slices"));
    table.throwIfAny();
    segments.forEach(segment -> asNumber(segment, table, columns));
    return new ReadPredictions(request, table, segments, classes, columns);
  }

  /** Bins of a column of text are bins of its numbers. */
  private static void asNumber(
      SegmentBy segment, PredictionTable table, Map<String, Column> columns) {
    if ((segment.kind() == SegmentBy.Kind.BINS || segment.kind() == SegmentBy.Kind.QUANTILES)
        && table.isText(segment.of())) {
      columns.put(segment.of(), table.number(segment.of(), "--segments"));
    }
  }

  /** What is evaluated of them. */
  EvaluationSpec spec() {
    EvaluationRequest.Limits limits = request.limits();
    return new EvaluationSpec(
        segments,
        request.intersections(),
        request.protectedAttributes(),
        limits.minRows(),
        limits.maxSegments(),
        limits.confidence(),
        limits.draws(),
        limits.seed());
  }

  /** Decisions of numbers or booleans are 0 and 1 even where the label's classes have names. */
  private static Optional<String> decisionPositive(
      EvaluationRequest request, PredictionTable table, String name) {
    boolean named = request.positive().isPresent() && table.isText(name);
    return named || table.type(name).equals(table.type(request.label()))
        ? request.positive()
        : Optional.empty();
  }

  /** The rows with the columns named here beside their own; what they hold is observed. */
  Dataset<Row> rows() {
    return rows;
  }

  /** The same for scans after that one. */
  Dataset<Row> again() {
    return again;
  }

  /** How the predictions of several classes are read. */
  ClassPredictions classPredictions() {
    ClassScores scores = classes.orElseThrow();
    return new ClassPredictions(
        scores.classes(),
        false,
        LABEL,
        request.prediction().map(unused -> PREDICTION),
        IntStream.range(0, scores.columns().size()).mapToObj(at -> SCORE + at).toList(),
        request.weight().map(unused -> WEIGHT),
        request.cluster());
  }

  private Dataset<Row> with(Map<String, Column> columns) {
    Dataset<Row> all = table.rows();
    for (Map.Entry<String, Column> column : columns.entrySet()) {
      all = all.withColumn(column.getKey(), column.getValue());
    }
    return all;
  }

  private Dataset<Row> observed() {
    List<Column> figures = new ArrayList<>();
    Column known = table.known(request.label());
    if (request.task() == Task.BINARY) {
      figures.add(count_if(known.isNotNull().and(col(LABEL).isNull())).as(UNKNOWN_LABELS));
      figures.add(count_if(col(LABEL).equalTo(1.0)).as(POSITIVES));
    } else if (request.task() == Task.MULTICLASS) {
      Column unknown =
          when(col(LABEL).isin(classes.orElseThrow().classes().toArray()).equalTo(false), known);
      figures.add(count(unknown).as(UNKNOWN_LABELS));
      figures.add(min(unknown).as(UNKNOWN_LABELS + "?"));
    }
    numeric()
        .forEach(
            (option, name) -> {
              figures.add(count(table.noNumber(name)).as(option));
              figures.add(min(table.noNumber(name)).as(option + "?"));
            });
    described().forEach(name -> figures.add(count(table.noNumber(name)).as(NO_NUMBER + name)));
    return again.observe(observation, count(lit(1)).as(ROWS), figures.toArray(Column[]::new));
  }

  /** The columns that describe the rows. */
  private List<String> described() {
    return Stream.concat(
            request.similar().stream().flatMap(similar -> similar.features().stream()),
            request.slices().stream())
        .distinct()
        .toList();
  }

  /**
   * A column that describes the rows, once they were scanned: a number where it is one or all of
   * its texts are, else text, null where there is no value.
   */
  Column described(String name) {
    boolean number =
        table.isText(name) ? number(met(), NO_NUMBER + name) == 0 : table.isNumber(name);
    return number ? table.number(name, "") : table.known(name);
  }

  /** Whether the model decides for the positive class, as 1 and 0; null without a prediction. */
  Column decision() {
    return request.prediction().isPresent()
        ? col(PREDICTION)
        : when(
            abs(col(SCORE)).lt(lit(Double.POSITIVE_INFINITY)),
            col(SCORE).geq(lit(request.threshold())).cast("double"));
  }

  /** How wrong a row's prediction is; null where it or the label is missing. */
  Column error() {
    return switch (request.task()) {
      case BINARY -> SliceErrors.of(Task.BINARY, decision(), col(LABEL));
      case MULTICLASS -> {
        ClassColumns classified = new ClassColumns(classPredictions());
        yield SliceErrors.of(
            Task.MULTICLASS, classOrNull(classified.predicted()), classOrNull(classified.label()));
      }
      case REGRESSION -> SliceErrors.of(Task.REGRESSION, col(PREDICTION), col(LABEL));
    };
  }

  private static Column classOrNull(Column number) {
    return when(number.geq(0), number);
  }

  /** A hash of each row's values. */
  Column hash() {
    return xxhash64(table.values());
  }

  /** The options whose columns must be numbers. */
  private Map<String, String> numeric() {
    Map<String, String> columns = new LinkedHashMap<>();
    switch (request.task()) {
      case BINARY -> request.scores().forEach(name -> columns.put("--score", name));
      case MULTICLASS ->
          classes.orElseThrow().columns().stream()
              .filter(name -> table.isText(name))
              .forEach(name -> columns.put("--score " + name, name));
      case REGRESSION -> {
        columns.put("--label", request.label());
        columns.put("--prediction", request.prediction().orElseGet(() -> request.scores().get(0)));
        request.lower().ifPresent(name -> columns.put("--lower", name));
        request.upper().ifPresent(name -> columns.put("--upper", name));
      }
    }
    request.weight().ifPresent(name -> columns.put("--weight", name));
    request.baseline().ifPresent(name -> columns.put("--baseline-score", name));
    return columns;
  }

  /**
   * Judges what the scan met.
   *
   * @throws HoldoutException when the values are not what they were said to be
   */
  void check() {
    Map<String, Object> met = met();
    if (number(met, ROWS) == 0) {
      throw refused(ErrorCode.DATA_INSUFFICIENT, "no rows", "at least one", "Check the file.");
    }
    if (request.similar().isPresent()
        && number(met, ROWS) <= request.similar().get().neighbours()) {
      throw refused(
          ErrorCode.DATA_INSUFFICIENT,
          String.format(Locale.ROOT, "%,d rows", number(met, ROWS)),
          String.format(
              Locale.ROOT,
              "more than %,d neighbours (--neighbours)",
              request.similar().get().neighbours()),
          "Ask for fewer neighbours.");
    }
    numeric()
        .forEach(
            (option, name) -> {
              if (number(met, option) > 0) {
                throw refused(
                    ErrorCode.DATA_CONTRACT,
                    String.format(
                        Locale.ROOT,
                        "%,d rows whose \"%s\" (%s) is no number, such as \"%s\"",
                        number(met, option),
                        name,
                        option,
                        met.get(option + "?")),
                    "numbers, or nothing where there is none",
                    request.task() == Task.BINARY
                        ? "Name another column, or mend the values."
                        : "Name another column, or --task multiclass if these are classes.");
              }
            });
    if (request.task() == Task.BINARY) {
      checkLabels(number(met, UNKNOWN_LABELS), number(met, POSITIVES));
    } else if (number(met, UNKNOWN_LABELS) > 0) {
      throw refused(
          ErrorCode.DATA_CONTRACT,
          String.format(
              Locale.ROOT,
              "%,d rows of a class such as \"%s\" in \"%s\" (--label)",
              number(met, UNKNOWN_LABELS),
              met.get(UNKNOWN_LABELS + "?"),
              request.label()),
          "one of " + String.join(", ", classes.orElseThrow().classes()),
          "Give every class a score, or name the classes with --classes in the order of --score.");
    }
  }

  private Map<String, Object> met() {
    try {
      return CollectionConverters.asJava(observation.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldoutException(ErrorCode.INTERNAL, "Cannot evaluate: interrupted.", e);
    }
  }

  private void checkLabels(long unknown, long positives) {
    String label = "column \"" + request.label() + "\" (--label)";
    if (unknown > 0) {
      List<String> values = values();
      throw refused(
          ErrorCode.USAGE,
          "the values " + String.join(", ", values) + " in " + label,
          "0 and 1, yes and no, or two values of which one is named",
          values.size() == 2
              ? "Say which counts as positive: --positive "
                  + values().get(0).replaceFirst(" \\(.*", "")
                  + " or --positive "
                  + values().get(1).replaceFirst(" \\(.*", "")
                  + "."
              : "Name the positive value with --positive VALUE, or say --task multiclass or"
                  + " --task regression.");
    }
    if (positives == 0 && request.positive().isPresent()) {
      throw refused(
          ErrorCode.USAGE,
          "no row whose "
              + request.label()
              + " is "
              + request.positive().get()
              + ", but "
              + String.join(", ", values()),
          "a value of " + label,
          "Correct --positive.");
    }
  }

  /** The values of the label with their rows, the most frequent first. */
  private List<String> values() {
    return table
        .rows()
        .select(table.known(request.label()).as("value"))
        .where(col("value").isNotNull())
        .groupBy("value")
        .count()
        .orderBy(col("count").desc(), col("value"))
        .limit(LISTED + 1)
        .collectAsList()
        .stream()
        .map(row -> String.format(Locale.ROOT, "%s (%,d rows)", row.getString(0), row.getLong(1)))
        .toList();
  }

  private HoldoutException refused(ErrorCode code, String found, String expected, String remedy) {
    return new HoldoutException(
        code,
        "Cannot evaluate "
            + request.source()
            + ": found "
            + found
            + ", expected "
            + expected
            + ". "
            + remedy);
  }

  private static long number(Map<String, Object> met, String name) {
    return met.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
