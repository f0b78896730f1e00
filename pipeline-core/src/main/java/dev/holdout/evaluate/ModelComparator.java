package dev.holdout.evaluate;

import dev.holdout.evaluate.PairedRows.Group;
import dev.holdout.evaluate.PairedRows.Scanned;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Counted;
import dev.holdout.measure.Direction;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two models on the same rows: paired differences of every metric, overall and by segment, with
 * tests, the false discovery rate controlled over all of them together.
 *
 * <p>Weighted rows count as effective ones; with clusters, intervals and p-values allow for rows
 * that are not independent. Cost of two classes: two scans, one for each model's counts and one for
 * what pairs them, in bins made of the first; of several classes and of numbers one scan for sums
 * of losses; and one before these where segments are quantiles. Memory of two classes: for each
 * segment, 2 × 4096 bins of 24 bytes in the first (with clusters, 400 KB more for 64 buckets), what
 * {@link PairedSums} states in the second; beyond 256 segments, crossed ones among them, each has
 * fewer bins and pairs, down to an eighth.
 */
public final class ModelComparator {
  private static final int MOST_BINS = 1 << 12;
  private static final int MOST_BINS_IN_ALL = 1 << 20;
  private static final int FEWEST_BINS = 1 << 9;
  private static final int COARSE_BINS = 1 << 7;
  private static final int JOINT_BINS = 64;

  private final EvaluationSpec spec;
  private final IntervalLevel level;
  private final Confidence confidence;
  private final Optional<String> further;
  private final String baseline;

  /** A comparison with intervals of the specification's level. */
  public ModelComparator(EvaluationSpec spec) {
    this(spec, IntervalLevel.of(spec.confidence()));
  }

  /**
   * A comparison on rows that were looked at before.
   *
   * @param level of all intervals and verdicts, in place of the specification's
   */
  public ModelComparator(EvaluationSpec spec, IntervalLevel level) {
    this(spec, level, Optional.empty(), "the baseline");
  }

  private ModelComparator(
      EvaluationSpec spec, IntervalLevel level, Optional<String> further, String baseline) {
    this.spec = spec;
    this.level = level;
    this.confidence = new Confidence(level.corrected(), spec.draws(), spec.seed());
    this.further = further;
    this.baseline = baseline;
  }

  /** The same for a baseline of another name, in sentences. */
  public ModelComparator against(String name) {
    return new ModelComparator(spec, level, further, name);
  }

  /**
   * The same by a further metric of two classes, by the paired bootstrap of joint counts; other
   * tasks have the metrics that they have.
   */
  public ModelComparator with(String metric) {
    return new ModelComparator(spec, level, Optional.of(metric), baseline);
  }

  /**
   * Compares the models on the rows that have what both predicted, a label and a weight.
   *
   * @param rows one row for each case, with both models' predictions and the segment columns
   * @param baseline its predictions; of two classes, with a score
   * @param score those of the model that is compared with it, for the same task; label, weight and
   *     cluster are read from here
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type, or a
   *     label of two classes is neither 0 nor 1
   */
  public ModelComparison compare(Dataset<Row> rows, Predictions baseline, Predictions score) {
    PredictionColumns columns = new PredictionColumns(rows);
    if (baseline instanceof BinaryPredictions one && score instanceof BinaryPredictions other) {
      return compared(columns, one, other);
    }
    if (baseline instanceof ClassPredictions one && score instanceof ClassPredictions other) {
      new ClassColumns(one).demand(columns);
      new ClassColumns(other).demand(columns);
      return compared(columns, RowLoss.of(one, other), score.weight(), score.cluster());
    }
    if (baseline instanceof NumberPredictions one && score instanceof NumberPredictions other) {
      columns
          .numbers(other.label(), PredictionColumns.LABEL)
          .numbers(other.prediction(), "prediction")
          .numbers(one.prediction(), "baseline");
      return compared(columns, RowLoss.of(one, other), score.weight(), score.cluster());
    }
    throw new IllegalArgumentException(
        "predictions of " + baseline.task() + " and of " + score.task());
  }

  private ModelComparison compared(
      PredictionColumns columns, BinaryPredictions one, BinaryPredictions other) {
    boolean weighted = other.weight().isPresent();
    columns
        .number(one.score().orElseThrow(), PairedCounts.CHAMPION)
        .number(other.score().orElseThrow(), PairedCounts.CHALLENGER)
        .number(other.label(), PredictionColumns.LABEL);
    other.weight().ifPresent(weight -> columns.number(weight, PredictionColumns.WEIGHT));
    PairedRows read = new PairedRows(columns, other.cluster(), spec);
    IntFunction<Statistic<PairedCounts>> statistic =
        bins -> PairedCounts.statistic(bins, one.threshold(), other.threshold(), weighted);
    Scanned<PairedCounts> counts =
        read.scan(statistic.apply(bins()), statistic.apply(COARSE_BINS), PairedCounts::rows);
    PairedCounts all = counts.overall();
    PredictionColumns.refuseOtherLabels(all.champion(), other.label());
    Scanned<PairedSums> sums =
        read.scan(
            new PairedSums.Of(
                new ScoreBins(all.champion(), one.threshold(), JOINT_BINS),
                new ScoreBins(all.challenger(), other.threshold(), JOINT_BINS),
                bins(),
                weighted),
            PairedSums::rows);
    List<Supplier<ComparedGroup>> groups = new ArrayList<>();
    for (int at = 0; at < counts.groups().size(); at++) {
      Group<PairedCounts> group = counts.groups().get(at);
      PairedSums paired = sums.groups().get(at).all();
      groups.add(() -> compared(group, paired));
    }
    List<ComparedGroup> compared = groups.parallelStream().map(Supplier::get).toList();
    List<String> notes = new ArrayList<>(counts.notes());
    notes.addAll(notes("score", all.omitted(), weighted, weighted || other.cluster().isPresent()));
    notes.addAll(ofBins(compared));
    return comparison(compared, all.omitted(), name -> Metrics.byName(name).direction(), notes);
  }

  /** As many for each segment as all of them together may have. */
  private int bins() {
    long segments = 1 + (long) spec.views().size() * (spec.maxSegments() + 1);
    return (int)
        Math.max(FEWEST_BINS, Math.min(MOST_BINS, Long.highestOneBit(MOST_BINS_IN_ALL / segments)));
  }

  private ComparedGroup compared(Group<PairedCounts> group, PairedSums sums) {
    Optional<Collection<PairedCounts>> without = group.leftOut().get();
    ScoreCounts counts = group.all().champion();
    PairedFigures figures =
        new PairedFigures(
            group.all(),
            sums,
            without,
            further.map(Metrics::byName),
            group.isOverall() ? confidence : confidence.of(group.key()));
    boolean compared =
        (group.isOverall() ? counts.rows() > 1 : !tooFew(counts)) && PairedRows.enough(without);
    return new ComparedGroup(
        group.segment(),
        counts.rows(),
        counts.positives(),
        compared ? figures.all() : Map.of(),
        figures.decisions(),
        compared && figures.canRank() ? figures.delong().errorShare() : 0);
  }

  private boolean tooFew(ScoreCounts counts) {
    return counts.rows() < spec.minRows()
        || Math.min(counts.positives(), counts.negatives()) < BinaryScorecard.FEWEST_OF_A_CLASS;
  }

  /**
   * Compares two models by what rows add to their metrics.
   *
   * @param columns of which nothing is read yet
   */
  ModelComparison compared(
      PredictionColumns columns,
      List<RowLoss> losses,
      Optional<String> weight,
      Optional<String> cluster) {
    for (int at = 0; at < losses.size(); at++) {
      columns.column(losses.get(at).baseline(), "baseline" + at);
      columns.column(losses.get(at).score(), "score" + at);
    }
    PairedLossSums.Of statistic = new PairedLossSums.Of(losses.size());
    Scanned<PairedLossSums> counted =
        new PairedRows(columns.weight(weight), cluster, spec)
            .scan(statistic, statistic, PairedLossSums::rows);
    List<ComparedGroup> groups =
        counted.groups().parallelStream()
            .map(group -> compared(group, losses, weight.isPresent()))
            .toList();
    List<String> notes = new ArrayList<>(counted.notes());
    notes.addAll(
        notes(
            "prediction",
            counted.overall().omitted(),
            weight.isPresent(),
            (weight.isPresent() || cluster.isPresent()) && groups.get(0).decisions().isDecided()));
    return comparison(groups, counted.overall().omitted(), name -> direction(losses, name), notes);
  }

  private static Direction direction(List<RowLoss> losses, String metric) {
    return losses.stream()
        .map(RowLoss::definition)
        .filter(known -> known.name().equals(metric))
        .findFirst()
        .orElseThrow()
        .direction();
  }

  private ComparedGroup compared(
      Group<PairedLossSums> group, List<RowLoss> losses, boolean weighted) {
    Optional<Collection<PairedLossSums>> without = group.leftOut().get();
    PairedLosses differences =
        new PairedLosses(losses, group.all(), without, weighted, confidence.z());
    boolean compared =
        (group.isOverall() || group.all().rows() >= spec.minRows()) && PairedRows.enough(without);
    return new ComparedGroup(
        group.segment(),
        group.all().rows(),
        0,
        compared ? differences.all() : Map.of(),
        differences.decisions(),
        0);
  }

  private ModelComparison comparison(
      List<ComparedGroup> groups,
      long omitted,
      Function<String, Direction> directions,
      List<String> notes) {
    List<Double> pValues = ComparedGroup.pValues(groups);
    List<ModelComparison.Group> adjusted =
        ComparedGroup.adjusted(groups, pValues, directions, level, baseline);
    return new ModelComparison(
        groups.get(0).rows(),
        omitted,
        adjusted.get(0),
        adjusted.subList(1, adjusted.size()),
        pValues.size(),
        level,
        notes,
        Optional.empty());
  }

  private static List<String> notes(
      String predicted, long omitted, boolean weighted, boolean untested) {
    List<String> notes = new ArrayList<>();
    if (untested) {
      notes.add(
          (weighted ? "Rows are weighted" : "Rows are not independent")
              + ", so that McNemar's test does not hold: decisions are tested by the intervals of"
              + " their differences.");
    }
    if (omitted > 0) {
      notes.add(
          Counted.of(
              omitted,
              "[row lacks|rows lack] a "
                  + predicted
                  + " of either model"
                  + (weighted ? ", a label or a weight" : " or a label")
                  + " and [was|were] left out."));
    }
    return notes;
  }

  private List<String> ofBins(List<ComparedGroup> groups) {
    double most = groups.stream().mapToDouble(ComparedGroup::errorShare).max().orElse(0);
    return most > 0
        ? List.of(
            String.format(
                Locale.ROOT,
                "Where more than %,d pairs of scores are distinct, the covariance of the two areas"
                    + " under the ROC curve is that of bins: standard errors of their difference"
                    + " may be off by up to %.1f %%.",
                bins(),
                100 * most))
        : List.of();
  }
}
