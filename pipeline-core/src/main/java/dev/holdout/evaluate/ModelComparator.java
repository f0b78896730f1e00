package dev.holdout.evaluate;

import dev.holdout.evaluate.ModelComparison.Difference;
import dev.holdout.evaluate.ModelComparison.Group;
import dev.holdout.evaluate.ModelComparison.Verdict;
import dev.holdout.evaluate.PairedFigures.Figure;
import dev.holdout.evaluate.SegmentStates.Segment;
import dev.holdout.evaluate.SegmentStates.View;
import dev.holdout.measure.BenjaminiHochberg;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.DesignEffect;
import dev.holdout.measure.Direction;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two models on the same rows: paired differences of every metric, overall and by segment, with
 * tests, the false discovery rate controlled over all of them together.
 *
 * <p>Weighted rows count as effective ones; with clusters, intervals and p-values allow for rows
 * that belong together. Cost: two scans, one for each model's counts and one for what pairs them,
 * in bins made of the first, and one before these where segments are quantiles. Memory: for each
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
    this.spec = spec;
    this.level = level;
    this.confidence = new Confidence(level.corrected(), spec.draws(), spec.seed());
  }

  /**
   * Compares the models on the rows that both have scored and that have a label and a weight.
   *
   * @param rows one row for each case, with both models' scores and the segment columns
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type, or a
   *     label is neither 0 nor 1
   */
  public ModelComparison compare(Dataset<Row> rows, PairedPredictions of) {
    PredictionColumns columns =
        new PredictionColumns(rows)
            .number(of.baseline().score(), PairedCounts.CHAMPION)
            .number(of.score().score(), PairedCounts.CHALLENGER)
            .number(of.label(), PredictionColumns.LABEL);
    of.weight().ifPresent(weight -> columns.number(weight, PredictionColumns.WEIGHT));
    of.cluster().ifPresent(columns::bucket);
    int first = columns.size();
    Dataset<Row> read = columns.segments(spec.segments()).rows();
    if (of.cluster().isEmpty()) {
      return told(
          read,
          of,
          first,
          SegmentStates.scan(read, first, spec, counts(of, bins()), PairedCounts::rows),
          new Counted<>(counts -> counts, counts -> Optional.empty()));
    }
    Statistic<Clustered<PairedCounts>> clustered =
        new Clustered.Of<>(counts(of, bins()), counts(of, COARSE_BINS), first - 1);
    return told(
        read,
        of,
        first,
        SegmentStates.scan(read, first, spec, clustered, counts -> counts.all().rows()),
        new Counted<>(Clustered::all, counts -> Optional.of(counts.without().values())));
  }

  /** As many for each segment as all of them together may have. */
  private int bins() {
    long segments = 1 + (long) spec.views().size() * (spec.maxSegments() + 1);
    return (int)
        Math.max(FEWEST_BINS, Math.min(MOST_BINS, Long.highestOneBit(MOST_BINS_IN_ALL / segments)));
  }

  private static Statistic<PairedCounts> counts(PairedPredictions of, int bins) {
    return PairedCounts.statistic(
        bins, of.baseline().threshold(), of.score().threshold(), of.weight().isPresent());
  }

  /**
   * What is counted of a segment.
   *
   * @param all its counts
   * @param without small counts without each bucket of clusters; empty where rows are independent
   */
  private record Counted<S>(
      Function<S, PairedCounts> all, Function<S, Optional<Collection<PairedCounts>>> without) {}

  private <S extends State<S>> ModelComparison told(
      Dataset<Row> read,
      PairedPredictions of,
      int firstSegment,
      SegmentStates<S> counts,
      Counted<S> counted) {
    PairedCounts all = counted.all.apply(counts.overall());
    PredictionColumns.refuseOtherLabels(all.champion(), of.label());
    SegmentStates<PairedSums> sums =
        SegmentStates.scan(
            read,
            firstSegment,
            spec,
            new PairedSums.Of(
                new ScoreBins(all.champion(), of.baseline().threshold(), JOINT_BINS),
                new ScoreBins(all.challenger(), of.score().threshold(), JOINT_BINS),
                bins(),
                of.weight().isPresent()),
            PairedSums::rows);
    List<Supplier<Compared>> groups = new ArrayList<>();
    groups.add(() -> compared(Map.of(), counts.overall(), counted, sums.overall(), confidence));
    for (int at = 0; at < counts.views().size(); at++) {
      View<S> view = counts.views().get(at);
      List<Segment<PairedSums>> paired = sums.views().get(at).segments();
      for (int next = 0; next < paired.size(); next++) {
        Segment<S> segment = view.segments().get(next);
        PairedSums own = paired.get(next).state();
        groups.add(
            () ->
                compared(
                    segment.of(view),
                    segment.state(),
                    counted,
                    own,
                    confidence.of(segment.key(view))));
      }
    }
    return told(groups.parallelStream().map(Supplier::get).toList(), counts.notes(), all, of);
  }

  private <S> Compared compared(
      Map<String, Optional<String>> segment,
      S state,
      Counted<S> counted,
      PairedSums sums,
      Confidence own) {
    PairedCounts counts = counted.all.apply(state);
    Optional<Collection<PairedCounts>> without = counted.without.apply(state);
    PairedFigures figures = new PairedFigures(counts, sums, without, own);
    boolean judged =
        (segment.isEmpty() ? counts.rows() > 1 : !tooFew(counts.champion()))
            && without.filter(left -> left.size() < DesignEffect.FEWEST_BUCKETS).isEmpty();
    return new Compared(
        segment,
        counts.champion(),
        judged ? figures.all() : Map.of(),
        figures.decisions(),
        judged && figures.canRank() ? Optional.of(figures.delong()) : Optional.empty());
  }

  private record Compared(
      Map<String, Optional<String>> segment,
      ScoreCounts counts,
      Map<String, Figure> figures,
      McNemar decisions,
      Optional<PairedDelong> delong) {}

  private ModelComparison told(
      List<Compared> groups, List<String> ofSegments, PairedCounts all, PairedPredictions of) {
    List<Double> pValues = new ArrayList<>();
    for (Compared group : groups) {
      group.figures.values().forEach(figure -> figure.p().ifPresent(pValues::add));
    }
    Iterator<Double> adjusted = Arrays.stream(BenjaminiHochberg.adjust(pValues)).iterator();
    List<Group> told = new ArrayList<>();
    for (Compared group : groups) {
      SortedMap<String, Difference> metrics = new TreeMap<>();
      group.figures.forEach(
          (name, figure) ->
              metrics.put(name, difference(Metrics.byName(name).direction(), figure, adjusted)));
      Verdict verdict = verdict(metrics);
      told.add(
          new Group(
              group.segment,
              group.counts.rows(),
              group.counts.positives(),
              Collections.unmodifiableSortedMap(metrics),
              group.decisions,
              verdict,
              ComparisonStory.of(
                  group.segment, group.counts.rows(), metrics, group.decisions, verdict, level)));
    }
    return new ModelComparison(
        all.rows(),
        all.omitted(),
        told.get(0),
        told.subList(1, told.size()),
        pValues.size(),
        level,
        notes(groups, ofSegments, all, of));
  }

  private Difference difference(Direction direction, Figure figure, Iterator<Double> adjusted) {
    Optional<Double> p = figure.p();
    Optional<Double> corrected = p.map(unused -> adjusted.next());
    Measure difference =
        figure
            .estimate()
            .map(found -> found.measure(confidence.z()))
            .orElseGet(() -> Measure.undefined(figure.undefined().orElse("not compared")));
    Verdict verdict = Verdict.NO_DIFFERENCE_SHOWN;
    if (corrected.isPresent() && corrected.get() <= 1 - confidence.level()) {
      double gain = direction.gain(difference.value().orElseThrow(), 0);
      verdict = gain > 0 ? Verdict.BETTER : gain < 0 ? Verdict.WORSE : verdict;
    }
    return new Difference(figure.baseline(), figure.score(), difference, p, corrected, verdict);
  }

  private static Verdict verdict(SortedMap<String, Difference> metrics) {
    if (metrics.isEmpty()) {
      return Verdict.TOO_FEW_ROWS;
    }
    boolean better =
        metrics.values().stream().anyMatch(metric -> metric.verdict() == Verdict.BETTER);
    boolean worse = metrics.values().stream().anyMatch(metric -> metric.verdict() == Verdict.WORSE);
    if (better) {
      return worse ? Verdict.MIXED : Verdict.BETTER;
    }
    return worse ? Verdict.WORSE : Verdict.NO_DIFFERENCE_SHOWN;
  }

  private List<String> notes(
      List<Compared> groups, List<String> ofSegments, PairedCounts all, PairedPredictions of) {
    List<String> notes = new ArrayList<>(ofSegments);
    if (of.cluster().isPresent() || of.weight().isPresent()) {
      notes.add(
          (of.weight().isPresent() ? "Rows are weighted" : "Rows are not independent")
              + ", so that McNemar's test does not hold: decisions are tested by the intervals of"
              + " their differences.");
    }
    if (all.omitted() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d rows lack a score of either model"
                  + (of.weight().isPresent() ? ", a label or a weight" : " or a label")
                  + " and were left out.",
              all.omitted()));
    }
    double most =
        groups.stream()
            .flatMap(group -> group.delong.stream())
            .mapToDouble(PairedDelong::errorShare)
            .max()
            .orElse(0);
    if (most > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Where more than %,d pairs of scores are distinct, the covariance of the two areas"
                  + " under the ROC curve is that of bins: standard errors of their difference may"
                  + " be off by up to %.1f %%.",
              bins(),
              100 * most));
    }
    return notes;
  }

  private boolean tooFew(ScoreCounts counts) {
    return counts.rows() < spec.minRows()
        || Math.min(counts.positives(), counts.negatives()) < BinaryScorecard.FEWEST_OF_A_CLASS;
  }
}
