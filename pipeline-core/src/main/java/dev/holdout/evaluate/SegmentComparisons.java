package dev.holdout.evaluate;

import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluate.SegmentStates.Segment;
import dev.holdout.evaluate.SegmentStates.SegmentColumn;
import dev.holdout.measure.BenjaminiHochberg;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.stat.Scan;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Each segment against all other rows of its column.
 *
 * <p>Compared are ranking ({@code roc_auc}), positives missed ({@code recall}) and false alarms
 * ({@code precision}); a segment whose probabilities are wrong shows in the last two. Losses are
 * not compared: they follow the share of positives, so that a segment with other base rates would
 * look worse or better under the same model. Segment and rest are disjoint, hence independent; the
 * p-values of all comparisons of an evaluation are adjusted together (Benjamini & Hochberg 1995).
 *
 * <p>A segment with fewer than {@code minRows} rows, or fewer than 5 of one class, is not judged.
 * The rest is the merge of the column's other segments: no scan, and exact where they are.
 */
final class SegmentComparisons {
  static final List<Estimated> COMPARED =
      List.of(new RocAuc(), Proportion.RECALL, Proportion.PRECISION);
  static final int FEWEST_OF_A_CLASS = 5;

  private final double threshold;
  private final int minRows;
  private final Confidence confidence;
  private final Statistic<ScoreCounts> statistic;
  private final List<Compared> compared = new ArrayList<>();

  SegmentComparisons(
      double threshold, int minRows, Confidence confidence, Statistic<ScoreCounts> statistic) {
    this.threshold = threshold;
    this.minRows = minRows;
    this.confidence = confidence;
    this.statistic = statistic;
  }

  /** What came of one segment. */
  record Judgement(SortedMap<String, Gap> gaps, Verdict verdict, Rest rest) {}

  /** The figures of all other rows that a story tells of. */
  record Rest(double prevalence, SortedMap<String, Double> values) {}

  private record Compared(Verdict verdict, Rest rest, SortedMap<String, Estimate> differences) {}

  /** Compares the segments of a column; {@link #judgements} then tells all columns' together. */
  void add(SegmentColumn<ScoreCounts> column) {
    List<ScoreCounts> after = suffixes(column.segments());
    ScoreCounts before = statistic.empty();
    for (int at = 0; at < column.segments().size(); at++) {
      ScoreCounts segment = column.segments().get(at).state();
      ScoreCounts rest = Scan.merge(List.of(before, after.get(at + 1)), statistic);
      compared.add(compare(segment, rest));
      before.merge(segment);
    }
  }

  /** Number of comparisons so far. */
  int size() {
    return compared.stream().mapToInt(one -> one.differences.size()).sum();
  }

  /** The judgements in the order in which segments were added. */
  List<Judgement> judgements() {
    List<Double> pValues = new ArrayList<>();
    compared.forEach(one -> one.differences.values().forEach(gap -> pValues.add(gap.pValue())));
    double[] adjusted = BenjaminiHochberg.adjust(pValues);
    List<Judgement> judgements = new ArrayList<>();
    int next = 0;
    for (Compared one : compared) {
      SortedMap<String, Gap> gaps = new TreeMap<>();
      boolean worse = false;
      for (var gap : one.differences.entrySet()) {
        double p = adjusted[next++];
        boolean worseHere =
            p <= 1 - confidence.level()
                && Metrics.byName(gap.getKey()).direction().better(0, gap.getValue().value());
        gaps.put(
            gap.getKey(),
            new Gap(
                gap.getValue().measure(confidence.z()),
                Measure.undefined("not computed"),
                p,
                worseHere ? Verdict.WORSE : Verdict.NOT_WORSE));
        worse |= worseHere;
      }
      judgements.add(
          new Judgement(
              Collections.unmodifiableSortedMap(gaps),
              worse ? Verdict.WORSE : one.verdict,
              one.rest));
    }
    return judgements;
  }

  private Compared compare(ScoreCounts segment, ScoreCounts rest) {
    SortedMap<String, Estimate> differences = new TreeMap<>();
    SortedMap<String, Double> values = new TreeMap<>();
    Verdict verdict = Verdict.NOT_WORSE;
    if (segment.rows() < minRows || fewestOfAClass(segment) < FEWEST_OF_A_CLASS) {
      verdict = Verdict.TOO_FEW_ROWS;
    } else if (fewestOfAClass(rest) < FEWEST_OF_A_CLASS) {
      verdict = Verdict.NOT_COMPARED;
    } else {
      for (Estimated metric : COMPARED) {
        if (metric.value(segment, threshold).value().isPresent()
            && metric.value(rest, threshold).value().isPresent()) {
          Estimate elsewhere = metric.estimate(rest, threshold, confidence);
          values.put(metric.name(), elsewhere.value());
          differences.put(
              metric.name(), metric.estimate(segment, threshold, confidence).minus(elsewhere));
        }
      }
    }
    double prevalence = rest.rows() == 0 ? 0 : (double) rest.positives() / rest.rows();
    return new Compared(verdict, new Rest(prevalence, values), differences);
  }

  private static long fewestOfAClass(ScoreCounts counts) {
    return Math.min(counts.positives(), counts.negatives());
  }

  /** At each place, the merge of the segments from there on; one more at the end, empty. */
  private List<ScoreCounts> suffixes(List<Segment<ScoreCounts>> segments) {
    List<ScoreCounts> suffixes = new ArrayList<>();
    suffixes.add(statistic.empty());
    for (int at = segments.size() - 1; at >= 0; at--) {
      suffixes.add(
          Scan.merge(
              List.of(segments.get(at).state(), suffixes.get(suffixes.size() - 1)), statistic));
    }
    Collections.reverse(suffixes);
    return suffixes;
  }
}
