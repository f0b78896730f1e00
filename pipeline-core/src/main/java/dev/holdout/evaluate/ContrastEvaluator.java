package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.evaluate.Contrast.Difference;
import dev.holdout.evaluate.Contrast.Figures;
import dev.holdout.evaluate.Contrast.Group;
import dev.holdout.evaluate.ContrastCounts.ModelCounts;
import dev.holdout.evaluate.SegmentStates.Segment;
import dev.holdout.evaluate.SegmentStates.View;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.CorrectedResampledT;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import dev.holdout.stat.AdaptiveHistogram.Bins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Several models against a reference on the same out-of-fold rows: the differences of metrics,
 * overall and by segment, over rows ({@link PairedBootstrap}) and over folds ({@link
 * CorrectedResampledT}).
 *
 * <p>Decisions are given row by row, so that each fold may have its own threshold. Cost: one scan
 * for all models, metrics and segments. Memory: 2<sup>21</sup> bins of 24 bytes for all models,
 * folds and segments together as long as each has at least 2<sup>12</sup>, and at most 8,450 joint
 * cells for each segment and model.
 */
public final class ContrastEvaluator {
  private static final int MOST_BINS_IN_ALL = 1 << 21;
  private static final int FEWEST_BINS = 1 << 12;
  private static final int JOINT_BINS = 64;
  private static final double DECIDED = 0.5;
  private static final String FOLD = "fold";
  private static final PairedBootstrap.Side DECISIONS =
      new PairedBootstrap.Side(new double[] {0, 1}, DECIDED);

  private final EvaluationSpec spec;
  private final List<Metric> ofScores;
  private final List<Metric> ofDecisions;
  private final Confidence confidence;

  /**
   * Compares by these metrics.
   *
   * @param spec segments, intervals and what is too little to judge
   * @param ofScores metrics that use no threshold
   * @param ofDecisions metrics of decisions alone
   */
  public ContrastEvaluator(EvaluationSpec spec, List<Metric> ofScores, List<Metric> ofDecisions) {
    this.spec = spec;
    this.ofScores = List.copyOf(ofScores);
    this.ofDecisions = List.copyOf(ofDecisions);
    this.confidence = new Confidence(spec.confidence(), spec.draws(), spec.seed());
  }

  /**
   * One of the models.
   *
   * @param score the column with its scores
   * @param decision the column with its decisions, 1 or 0
   * @param scores its scores by label, for the bins in which rows are resampled
   */
  public record Scored(String score, String decision, Bins scores) {}

  /**
   * The rows' folds.
   *
   * @param column a number for each row
   * @param pooled the folds that share no row: rows are resampled among these
   * @param testToTrain rows that a fold validates on for each that it trains on
   */
  public record Folds(String column, Set<Integer> pooled, double testToTrain) {
    public Folds {
      pooled = Set.copyOf(pooled);
    }
  }

  /**
   * Compares; rows that some model has not scored are left out.
   *
   * @param rows one row for each case and fold, with the segment columns
   * @param label a column of 0 and 1
   * @param models the reference first
   */
  public Contrast compare(Dataset<Row> rows, String label, Folds folds, List<Scored> models) {
    PredictionColumns columns =
        new PredictionColumns(rows)
            .number(label, PredictionColumns.LABEL)
            .number(folds.column, FOLD);
    Column usable = finite(PredictionColumns.LABEL).and(finite(FOLD));
    for (int model = 0; model < models.size(); model++) {
      columns.number(models.get(model).score, "score" + model);
      columns.number(models.get(model).decision, "decision" + model);
      usable = usable.and(finite("score" + model)).and(finite("decision" + model));
    }
    List<ScoreBins> bins =
        models.stream()
            .map(model -> new ScoreBins(ScoreCounts.of(model.scores), DECIDED, JOINT_BINS))
            .toList();
    SegmentStates<ContrastCounts> states =
        SegmentStates.scan(
            columns.segments(spec.segments()).rows().filter(usable),
            ContrastCounts.FIRST_MODEL + 2 * models.size(),
            spec.uncrossed(),
            new ContrastCounts.Of(bins, folds.pooled, binsOf(models.size(), folds.pooled.size())),
            ContrastCounts::rows);
    Comparing comparing = new Comparing(bins, folds.testToTrain);
    List<Group> groups = new ArrayList<>();
    groups.add(comparing.group(Optional.empty(), Optional.empty(), states.overall(), confidence));
    for (View<ContrastCounts> column : states.views()) {
      for (Segment<ContrastCounts> segment : column.segments()) {
        String name = column.name() + segment.value().map(text -> "=" + text).orElse("!");
        groups.add(
            comparing.group(
                Optional.of(column.name()), segment.value(), segment.state(), confidence.of(name)));
      }
    }
    return new Contrast(groups, states.notes());
  }

  private int binsOf(int models, int folds) {
    long groups = 1 + (long) spec.segments().size() * (spec.maxSegments() + 1);
    long share = MOST_BINS_IN_ALL / Math.max(1, groups * models * folds);
    return (int)
        Math.min(
            ScoreCounts.MAX_BINS, Math.max(FEWEST_BINS, Long.highestOneBit(Math.max(1, share))));
  }

  private static Column finite(String column) {
    // Spark sorts NaN above infinity.
    return abs(col(column)).lt(lit(Double.POSITIVE_INFINITY));
  }

  /** The comparison of the models in one group of rows after another. */
  private final class Comparing {
    private final List<ScoreBins> bins;
    private final double testToTrain;

    Comparing(List<ScoreBins> bins, double testToTrain) {
      this.bins = bins;
      this.testToTrain = testToTrain;
    }

    Group group(
        Optional<String> column, Optional<String> value, ContrastCounts counts, Confidence own) {
      List<ModelCounts> pooled = new ArrayList<>();
      for (int model = 0; model < bins.size(); model++) {
        pooled.add(counts.pooled(model));
      }
      ScoreCounts any = pooled.get(0).scores();
      boolean judged =
          column.isEmpty()
              || (any.rows() >= spec.minRows()
                  && Math.min(any.positives(), any.negatives())
                      >= BinaryScorecard.FEWEST_OF_A_CLASS);
      List<Figures> figures = new ArrayList<>();
      for (int model = 0; model < bins.size(); model++) {
        SortedMap<String, Difference> differences = new TreeMap<>();
        if (judged && model > 0) {
          addScores(differences, counts, model, pooled, own);
          addDecisions(differences, counts, model, pooled, own);
        }
        figures.add(new Figures(values(pooled.get(model), column.isEmpty(), own), differences));
      }
      return new Group(column, value, any.rows(), any.positives(), judged, figures);
    }

    private SortedMap<String, Measure> values(
        ModelCounts counts, boolean intervals, Confidence own) {
      SortedMap<String, Measure> values = new TreeMap<>();
      ofScores.forEach(
          metric -> values.put(metric.name(), value(metric, counts.scores(), intervals, own)));
      ScoreCounts decided = decided(counts);
      ofDecisions.forEach(
          metric -> values.put(metric.name(), value(metric, decided, intervals, own)));
      return values;
    }

    private Measure value(Metric metric, ScoreCounts counts, boolean intervals, Confidence own) {
      return intervals ? metric.measure(counts, DECIDED, own) : metric.value(counts, DECIDED);
    }

    private void addScores(
        SortedMap<String, Difference> to,
        ContrastCounts counts,
        int model,
        List<ModelCounts> pooled,
        Confidence own) {
      JointCounts joint = counts.joint(model);
      List<PairedDifference> overRows =
          new PairedBootstrap(
                  ofScores,
                  PairedBootstrap.Side.of(bins.get(0)),
                  PairedBootstrap.Side.of(bins.get(model)))
              .differences(
                  pooled.get(0).scores(),
                  pooled.get(model).scores(),
                  joint.cells(),
                  joint.counts(),
                  own);
      for (int at = 0; at < ofScores.size(); at++) {
        Metric metric = ofScores.get(at);
        to.put(
            metric.name(),
            difference(
                overRows.get(at),
                overFolds(counts, model, metric, fold -> metric.value(fold.scores(), DECIDED)),
                own));
      }
    }

    private void addDecisions(
        SortedMap<String, Difference> to,
        ContrastCounts counts,
        int model,
        List<ModelCounts> pooled,
        Confidence own) {
      List<PairedDifference> overRows =
          new PairedBootstrap(ofDecisions, DECISIONS, DECISIONS)
              .differences(
                  decided(pooled.get(0)),
                  decided(pooled.get(model)),
                  ContrastCounts.decisionCells(),
                  counts.jointDecisions(model),
                  own);
      for (int at = 0; at < ofDecisions.size(); at++) {
        Metric metric = ofDecisions.get(at);
        to.put(
            metric.name(),
            difference(
                overRows.get(at),
                overFolds(counts, model, metric, fold -> metric.value(decided(fold), DECIDED)),
                own));
      }
    }

    private static Difference difference(
        PairedDifference overRows, CorrectedResampledT overFolds, Confidence own) {
      return new Difference(
          overRows.measure(own.z()),
          overRows.estimate().stream().mapToDouble(Estimate::pValue).findFirst(),
          overFolds);
    }

    private CorrectedResampledT overFolds(
        ContrastCounts counts, int model, Metric metric, Function<ModelCounts, Measure> value) {
      List<Double> differences = new ArrayList<>();
      for (var fold : counts.byFold().entrySet()) {
        Measure reference = value.apply(fold.getValue().get(0));
        Measure own = value.apply(fold.getValue().get(model));
        for (Measure one : List.of(reference, own)) {
          if (one.undefined().isPresent()) {
            return CorrectedResampledT.none(one.undefined().get() + " in fold " + fold.getKey());
          }
        }
        differences.add(own.value().orElseThrow() - reference.value().orElseThrow());
      }
      Range range = metric.definition().range();
      return CorrectedResampledT.of(
          differences, testToTrain, confidence.level(), range.minus(range));
    }

    /** Decisions as scores of 0 and 1. */
    private static ScoreCounts decided(ModelCounts counts) {
      long[] cells = counts.decisions();
      return ScoreCounts.of(
          new Bins(new double[] {0, 1}, new long[][] {{cells[0], cells[2]}, {cells[1], cells[3]}}));
    }
  }
}
