package dev.holdout.workflow;

import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Blanks;
import dev.holdout.contract.Columns;
import dev.holdout.evaluate.BinaryPredictions;
import dev.holdout.evaluate.ClassPredictions;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.NumberPredictions;
import dev.holdout.evaluate.Predictions;
import dev.holdout.evaluate.RankedPredictions;
import dev.holdout.evaluate.SegmentBy;
import dev.holdout.evaluate.SegmentTrial;
import dev.holdout.evaluation.EvaluatedRows;
import dev.holdout.evaluation.EvaluationPlan;
import dev.holdout.label.LabelEncoding;
import dev.holdout.measure.Task;
import dev.holdout.ranking.RankingSpec;
import dev.holdout.split.GroupSpellings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Predictions under the names that an evaluation reads; {@link MetPredictions} checks their values
 * in the evaluation's own scan.
 */
final class ReadPredictions implements EvaluatedRows {
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
    request
        .cluster()
        .filter(name -> table.isThere(name, "--cluster") && table.isText(name))
        .ifPresent(name -> columns.put(name, Blanks.trimmed(Columns.named(name))));
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
  private EvaluationSpec spec() {
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
  @Override
  public Dataset<Row> rows() {
    return rows;
  }

  @Override
  public Dataset<Row> again() {
    return again;
  }

  /** What is asked of them. */
  EvaluationPlan plan() {
    EvaluationRequest.Limits limits = request.limits();
    return EvaluationPlan.builder(predictions(), spec())
        .proportions(limits.proportions())
        .minCell(limits.minCell())
        .references(request.references())
        .ranking(request.ranking().map(this::ranked))
        .similar(request.similar())
        .slices(request.slices())
        .baseline(request.baseline().map(unused -> BASELINE))
        .build();
  }

  private Predictions predictions() {
    return switch (request.task()) {
      case BINARY ->
          new BinaryPredictions(
              request.scores().isEmpty() ? Optional.empty() : Optional.of(SCORE),
              LABEL,
              request.prediction().map(unused -> PREDICTION),
              weight(),
              request.cluster(),
              request.decidedAt(),
              request.threshold().isEmpty());
      case MULTICLASS -> {
        ClassScores scores = classes.orElseThrow();
        yield new ClassPredictions(
            scores.classes(),
            false,
            LABEL,
            request.prediction().map(unused -> PREDICTION),
            IntStream.range(0, scores.columns().size()).mapToObj(at -> SCORE + at).toList(),
            weight(),
            request.cluster());
      }
      case REGRESSION ->
          new NumberPredictions(
              LABEL,
              PREDICTION,
              weight(),
              request.cluster(),
              request.lower().map(unused -> LOWER),
              request.upper().map(unused -> UPPER),
              OptionalDouble.empty());
    };
  }

  private RankedPredictions ranked(EvaluationRequest.Ranking ranking) {
    return new RankedPredictions(
        ranking.query(),
        request.task() == Task.BINARY ? SCORE : PREDICTION,
        LABEL,
        weight(),
        request.cluster(),
        new RankingSpec(ranking.top(), 1));
  }

  private Optional<String> weight() {
    return request.weight().map(unused -> WEIGHT);
  }

  /**
   * A column that describes the rows, once they were scanned: a number where it is one or all of
   * its texts are, else text, null where there is no value.
   */
  @Override
  public Column described(String name) {
    boolean number = table.isText(name) ? met.allNumbers(name) : table.isNumber(name);
    return number ? table.number(name, "") : table.known(name);
  }

  @Override
  public Column hash() {
    return xxhash64(table.values());
  }

  /**
   * Judges what the scan met.
   *
   * @throws dev.holdout.error.HoldoutException when the values are not what they were said to be
   */
  @Override
  public void scanned() {
    met.check();
  }

  /** What to say where scores lie outside 0 to 1; after the scan. */
  String scoresOutside() {
    return met.scoresOutside();
  }

  /** What a reader must know of the values; after the scan. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(met.notes());
    request.cluster().flatMap(name -> GroupSpellings.ofClusters(again, name)).ifPresent(notes::add);
    return notes;
  }
}
