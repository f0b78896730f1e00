package dev.holdout.workflow;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.ClassColumns;
import dev.holdout.evaluate.ClassPredictions;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.SegmentBy;
import dev.holdout.evaluate.SegmentTrial;
import dev.holdout.label.LabelEncoding;
import dev.holdout.measure.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Predictions under the names that an evaluation reads; {@link MetPredictions} checks their values
 * in the evaluation's own scan.
 */
final class ReadPredictions {
  static final String SCORE = "_holdout_score";
  static final String LABEL = "_holdout_label";
  static final String PREDICTION = "_holdout_prediction";
  static final String WEIGHT = "_holdout_weight";
  static final String LOWER = "_holdout_lower";
  static final String UPPER = "_holdout_upper";
  static final String BASELINE = "_holdout_baseline";

  private final EvaluationRequest request;
  private final PredictionTable table;
  private final List<SegmentBy> segments;
  private final Optional<ClassScores> classes;
  private final MetPredictions met;
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
    this.again = table.rows().withColumns(columns);
    this.met = new MetPredictions(request, table, classes);
    this.rows = met.observed(table.all().withColumns(columns));
  }

  /** Two classes. */
  static ReadPredictions binary(EvaluationRequest request, Dataset<Row> rows) {
    PredictionTable table = new PredictionTable(request.source(), rows);
    Map<String, Column> columns = new LinkedHashMap<>();
    LabelEncoding labels = LabelEncoding.binary(request.positive(), request.classes());
    columns.put(LABEL, table.classes(request.label(), labels, "--label"));
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
                    table.classes(
                        name, DecisionEncoding.of(request, table, name, labels), "--prediction")));
    return common(request, table, Optional.empty(), columns);
  }

  /** Several classes, as text; scores as numbers. */
  static ReadPredictions classes(EvaluationRequest request, Dataset<Row> rows) {
    PredictionTable table = new PredictionTable(request.source(), rows);
    ClassScores scores = ClassScores.of(request, table);
    Map<String, Column> columns = new LinkedHashMap<>();
    LabelEncoding encoding = LabelEncoding.classes(scores.classes());
    columns.put(LABEL, table.known(request.label(), encoding));
    request.prediction().ifPresent(name -> columns.put(PREDICTION, table.known(name, encoding)));
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
    request
        .weight()
        .map(name -> table.number(name, "--weight"))
        .ifPresent(
            weight ->
                columns.put(WEIGHT, when(MetPredictions.isExtreme(weight).equalTo(false), weight)));
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
    SegmentTrial.compute(table.rows(), segments);
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

  /**
   * A column that describes the rows, once they were scanned: a number where it is one or all of
   * its texts are, else text, null where there is no value.
   */
  Column described(String name) {
    boolean number = table.isText(name) ? met.allNumbers(name) : table.isNumber(name);
    return number ? table.number(name, "") : table.known(name);
  }

  /** Whether the model decides for the positive class, as 1 and 0; null without a prediction. */
  Column decision() {
    return request.prediction().isPresent()
        ? col(PREDICTION)
        : when(
            abs(col(SCORE)).lt(lit(Double.POSITIVE_INFINITY)),
            col(SCORE).geq(lit(request.decidedAt())).cast("double"));
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

  /**
   * Judges what the scan met.
   *
   * @throws dev.holdout.error.HoldoutException when the values are not what they were said to be
   */
  void check() {
    met.check();
  }

  /** What a reader must know of the values; after the scan. */
  List<String> notes() {
    return met.notes();
  }
}
