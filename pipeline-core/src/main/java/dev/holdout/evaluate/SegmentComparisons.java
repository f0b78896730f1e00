package dev.holdout.evaluate;

import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluate.SegmentStates.Segment;
import dev.holdout.evaluate.SegmentStates.View;
import dev.holdout.measure.BenjaminiHochberg;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Described;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Scorecard;
import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Each segment against all other rows.
 *
 * <p>Segment and rest are disjoint, hence independent unless clusters have rows in both, for which
 * the scorecard allows; the p-values of all comparisons of an evaluation are adjusted together
 * (Benjamini & Hochberg 1995). A segment is worse when one of the scorecard's deciding metrics is,
 * beyond noise: losses, for one, follow the share of positives, so that by them a segment with
 * other base rates would look worse or better under the same model.
 *
 * <p>A segment with fewer than {@code minRows} rows, or with too few for the scorecard, is not
 * judged. The rest is the merge of the view's other segments: no scan, and exact where they are.
 */
final class SegmentComparisons<S extends State<S>> {
  private final Scorecard<S> scorecard;
  private final int minRows;
  private final Confidence confidence;

  SegmentComparisons(Scorecard<S> scorecard, int minRows, Confidence confidence) {
    this.scorecard = scorecard;
    this.minRows = minRows;
    this.confidence = confidence;
  }

  /** What came of one segment; its gaps are not adjusted yet. */
  record Compared(Verdict verdict, long restRows, long restPositives, List<Against> against) {}

  /**
   * One metric of a segment against the rest.
   *
   * @param elsewhere its value there
   * @param worse whether the difference points to the worse side
   */
  record Against(
      Described metric,
      double elsewhere,
      Measure difference,
      Measure ratio,
      double pValue,
      boolean worse) {}

  /** What came of one segment, with p-values adjusted over all. */
  record Judgement(SortedMap<String, Gap> gaps, Verdict verdict, Compared compared) {
    /** The metric's value in all other rows. */
    double elsewhere(String metric) {
      return compared.against().stream()
          .filter(one -> one.metric().name().equals(metric))
          .mapToDouble(Against::elsewhere)
          .findFirst()
          .orElseThrow();
    }
  }

  /** For each segment of a view, all other rows. */
  static <S extends State<S>> List<S> rests(View<S> view, Statistic<S> statistic) {
    List<Segment<S>> segments = view.segments();
    List<S> after = new ArrayList<>();
    after.add(Scan.merge(view.unreported().stream().toList(), statistic));
    for (int at = segments.size() - 1; at > 0; at--) {
      after.add(
          Scan.merge(List.of(segments.get(at).state(), after.get(after.size() - 1)), statistic));
    }
    List<S> rests = new ArrayList<>();
    S before = statistic.empty();
    for (int at = 0; at < segments.size(); at++) {
      rests.add(Scan.merge(List.of(before, after.get(segments.size() - 1 - at)), statistic));
      before.merge(segments.get(at).state());
    }
    return rests;
  }

  Compared compare(S segment, S rest, Confidence own) {
    Verdict verdict = Verdict.NOT_WORSE;
    List<Against> against = List.of();
    if (scorecard.rows(segment) < minRows || scorecard.tooFew(segment)) {
      verdict = Verdict.TOO_FEW_ROWS;
    } else if (scorecard.tooFew(rest)) {
      verdict = Verdict.NOT_COMPARED;
    } else {
      against =
          scorecard.contrasts(segment, rest, own).stream()
              .map(contrast -> against(contrast, own))
              .toList();
    }
    return new Compared(verdict, scorecard.rows(rest), scorecard.positives(rest), against);
  }

  private static Against against(Scorecard.Contrast contrast, Confidence own) {
    Estimate difference = contrast.difference();
    return new Against(
        contrast.metric(),
        contrast.elsewhere().value(),
        difference.measure(own.z()),
        contrast.here().over(contrast.elsewhere(), own.z()),
        difference.pValue(),
        contrast.metric().direction().better(0, difference.value()));
  }

  /** Judges, in the order given. */
  List<Judgement> judge(List<Compared> compared) {
    List<Double> pValues = new ArrayList<>();
    compared.forEach(one -> one.against.forEach(gap -> pValues.add(gap.pValue)));
    double[] adjusted = BenjaminiHochberg.adjust(pValues);
    List<String> deciding = scorecard.deciding().stream().map(Described::name).toList();
    List<Judgement> judgements = new ArrayList<>();
    int next = 0;
    for (Compared one : compared) {
      SortedMap<String, Gap> gaps = new TreeMap<>();
      boolean worse = false;
      for (Against gap : one.against) {
        double p = adjusted[next++];
        boolean worseHere = gap.worse && p <= 1 - confidence.level();
        gaps.put(
            gap.metric.name(),
            new Gap(gap.difference, gap.ratio, p, worseHere ? Verdict.WORSE : Verdict.NOT_WORSE));
        worse |= worseHere && deciding.contains(gap.metric.name());
      }
      judgements.add(
          new Judgement(
              Collections.unmodifiableSortedMap(gaps), worse ? Verdict.WORSE : one.verdict, one));
    }
    return judgements;
  }
}
