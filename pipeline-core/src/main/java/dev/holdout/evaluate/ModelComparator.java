package dev.holdout.evaluate;

import dev.holdout.evaluate.ModelComparison.Difference;
import dev.holdout.evaluate.ModelComparison.Group;
import dev.holdout.evaluate.ModelComparison.Verdict;
import dev.holdout.evaluate.PairedEvaluator.ScoredBy;
import dev.holdout.evaluate.PairedFigures.Figure;
import dev.holdout.evaluate.SegmentStates.Segment;
import dev.holdout.evaluate.SegmentStates.View;
import dev.holdout.measure.BenjaminiHochberg;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Direction;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two models on the same rows: paired differences of every metric, overall and by segment, with
 * tests, the false discovery rate controlled over all of them together.
 *
 * <p>Every row counts once; there are no weights here, and segments are not crossed. Cost: two
 * scans, one for each model's counts and one for what pairs them, in bins made of the first, and
 * one before these where segments are quantiles. Memory: for each segment, 2 × 4096 bins of 24
 * bytes in the first, what {@link PairedSums} states in the second.
 */
public final class ModelComparator {
  private static final int BINS = 1 << 12;
  private static final int JOINT_BINS = 64;
  private static final int FIRST_SEGMENT = 3;

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
   * Compares the models on the rows that both have scored and that have a label.
   *
   * @param rows one row for each case, with both models' scores and the segment columns
   * @param label a column of 0 and 1 or of booleans
   * @param baseline what is compared with
   * @param score what is compared
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type, or a
   *     label is neither 0 nor 1
   */
  public ModelComparison compare(
      Dataset<Row> rows, String label, ScoredBy baseline, ScoredBy score) {
    Dataset<Row> read =
        new PredictionColumns(rows)
            .number(baseline.score(), PairedCounts.CHAMPION)
            .number(score.score(), PairedCounts.CHALLENGER)
            .number(label, PredictionColumns.LABEL)
            .segments(spec.segments())
            .rows();
    SegmentStates<PairedCounts> counts =
        scan(
            read,
            PairedCounts.statistic(BINS, baseline.threshold(), score.threshold()),
            PairedCounts::rows);
    PredictionColumns.refuseOtherLabels(counts.overall().champion(), label);
    SegmentStates<PairedSums> sums =
        scan(
            read,
            new PairedSums.Of(
                new ScoreBins(counts.overall().champion(), baseline.threshold(), JOINT_BINS),
                new ScoreBins(counts.overall().challenger(), score.threshold(), JOINT_BINS)),
            PairedSums::rows);
    List<Supplier<Compared>> groups = new ArrayList<>();
    groups.add(() -> compared(Map.of(), counts.overall(), sums.overall(), confidence));
    for (int at = 0; at < counts.views().size(); at++) {
      View<PairedCounts> view = counts.views().get(at);
      List<Segment<PairedSums>> paired = sums.views().get(at).segments();
      for (int next = 0; next < paired.size(); next++) {
        Segment<PairedCounts> segment = view.segments().get(next);
        PairedSums own = paired.get(next).state();
        groups.add(
            () ->
                compared(segment.of(view), segment.state(), own, confidence.of(segment.key(view))));
      }
    }
    return told(groups.parallelStream().map(Supplier::get).toList(), counts);
  }

  private Compared compared(
      Map<String, Optional<String>> segment, PairedCounts counts, PairedSums sums, Confidence own) {
    PairedFigures figures = new PairedFigures(counts, sums, own);
    boolean judged = segment.isEmpty() ? counts.rows() > 1 : !tooFew(counts.champion());
    return new Compared(
        segment,
        counts.champion(),
        judged ? figures.all() : Map.of(),
        figures.decisions(),
        judged && counts.champion().positives() > 1 && counts.champion().negatives() > 1
            ? Optional.of(figures.delong())
            : Optional.empty());
  }

  private record Compared(
      Map<String, Optional<String>> segment,
      ScoreCounts counts,
      Map<String, Figure> figures,
      McNemar decisions,
      Optional<PairedDelong> delong) {}

  private ModelComparison told(List<Compared> groups, SegmentStates<PairedCounts> counts) {
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
    PairedCounts all = counts.overall();
    return new ModelComparison(
        all.rows(),
        all.omitted(),
        told.get(0),
        told.subList(1, told.size()),
        pValues.size(),
        level,
        notes(groups, counts.notes(), all));
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

  private static List<String> notes(
      List<Compared> groups, List<String> ofSegments, PairedCounts all) {
    List<String> notes = new ArrayList<>(ofSegments);
    if (all.omitted() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d rows lack a score of either model or a label and were left out.",
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
              PairedSums.MOST_PAIRS,
              100 * most));
    }
    return notes;
  }

  private boolean tooFew(ScoreCounts counts) {
    return counts.rows() < spec.minRows()
        || Math.min(counts.positives(), counts.negatives()) < BinaryScorecard.FEWEST_OF_A_CLASS;
  }

  private <S extends State<S>> SegmentStates<S> scan(
      Dataset<Row> rows, Statistic<S> statistic, ToLongFunction<S> size) {
    return SegmentStates.scan(rows, FIRST_SEGMENT, spec.uncrossed(), statistic, size);
  }
}
