package dev.holdout.evaluate;

import dev.holdout.classify.ClassDetail;
import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluate.SegmentComparisons.Compared;
import dev.holdout.evaluate.SegmentComparisons.Judgement;
import dev.holdout.evaluate.SegmentStates.Segment;
import dev.holdout.evaluate.SegmentStates.View;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Counted;
import dev.holdout.measure.Described;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Scorecard;
import dev.holdout.measure.Task;
import dev.holdout.regress.NumberDetail;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts rows by segment in one scan and measures and compares what was counted, whatever the task.
 *
 * @param spec segments, and how many of them are kept apart
 * @param level of all intervals and verdicts
 * @param confidence the same with how intervals are made
 */
record Judge(EvaluationSpec spec, IntervalLevel level, Confidence confidence) {

  /**
   * Judges predictions of any kind.
   *
   * @param columns what the scorecard's counts read, by position
   */
  <S extends State<S>> Judged<S> judge(
      PredictionColumns columns, Optional<String> cluster, Scorecard<S> scorecard) {
    cluster.ifPresent(columns::bucket);
    int read = columns.size();
    Dataset<Row> rows = columns.segments(spec.segments()).rows();
    return judge(rows, read, cluster, scorecard).noting(columns.notes());
  }

  /**
   * Judges rows of any kind.
   *
   * @param rows what the scorecard's counts read, the bucket of clusters where there are clusters,
   *     and the texts of segments
   * @param read how many columns stand before those of segments
   */
  <S extends State<S>> Judged<S> judge(
      Dataset<Row> rows, int read, Optional<String> cluster, Scorecard<S> scorecard) {
    if (cluster.isEmpty()) {
      return judge(rows, read, scorecard);
    }
    Judged<Clustered<S>> judged = judge(rows, read, new ClusteredScorecard<>(scorecard, read - 1));
    List<String> notes = new ArrayList<>(judged.notes);
    notes.add(
        "Rows of one "
            + cluster.get()
            + " are not independent: intervals come from leaving whole groups of them out, "
            + judged.all.size()
            + " groups by a hash; tests of calibration take rows for independent.");
    Counted.add(
        notes,
        judged.all.alone(),
        scorecard.unit() + " [has|have] no " + cluster.get() + ": each is a cluster of its own.");
    return new Judged<>(
        judged.all.all(),
        judged.groups.stream().map(Clustered::all).toList(),
        judged.groups.stream().map(Clustered::buckets).toList(),
        notes,
        judged.overall,
        judged.segments,
        judged.comparisons);
  }

  private <S extends State<S>> Judged<S> judge(Dataset<Row> rows, int read, Scorecard<S> asked) {
    Statistic<S> statistic =
        asked.statistic(1 + (long) spec.views().size() * (spec.maxSegments() + 1));
    SegmentStates<S> states =
        SegmentStates.scan(rows, read, spec, statistic, asked.statistic(1), asked::rows);
    Scorecard<S> scorecard = asked.applyingTo(states.overall());
    SegmentComparisons<S> comparisons =
        new SegmentComparisons<>(scorecard, spec.minRows(), confidence);
    List<OneSegment> measured = new ArrayList<>();
    for (View<S> view : states.views()) {
      List<S> rests = SegmentComparisons.rests(view, statistic);
      measured.addAll(
          IntStream.range(0, rests.size())
              .parallel()
              .mapToObj(
                  at ->
                      measure(view, view.segments().get(at), rests.get(at), scorecard, comparisons))
              .toList());
    }
    List<Judgement> judgements =
        comparisons.judge(measured.stream().map(OneSegment::compared).toList());
    Story story =
        new Story(
            scorecard.task(),
            scorecard.unit(),
            scorecard.deciding().stream().map(Described::name).toList(),
            confidence.level());
    List<SegmentResult> segments = new ArrayList<>();
    for (int at = 0; at < measured.size(); at++) {
      segments.add(measured.get(at).result(judgements.get(at), story));
    }
    S all = states.overall();
    SegmentResult overall =
        new SegmentResult(
            Map.of(),
            scorecard.rows(all),
            scorecard.positives(all),
            scorecard.measures(all, confidence),
            Collections.emptySortedMap(),
            Verdict.NOT_COMPARED,
            everything(scorecard, all));
    return new Judged<>(
        all,
        states.views().stream()
            .flatMap(view -> view.segments().stream())
            .map(Segment::state)
            .toList(),
        List.of(),
        states.notes(),
        overall,
        segments,
        judgements.stream().mapToInt(one -> one.compared().against().size()).sum());
  }

  /**
   * What was judged.
   *
   * @param all counts of all rows
   * @param groups of the segments, in their order
   * @param buckets the same by bucket of clusters; none where rows are independent
   * @param notes what was merged or left out, and what clusters do
   * @param comparisons how many were made
   */
  record Judged<S extends State<S>>(
      S all,
      List<S> groups,
      List<SortedMap<Integer, S>> buckets,
      List<String> notes,
      SegmentResult overall,
      List<SegmentResult> segments,
      int comparisons) {
    /** The same with notes before its own. */
    Judged<S> noting(List<String> more) {
      List<String> all = new ArrayList<>(more);
      all.addAll(notes);
      return new Judged<>(this.all, groups, buckets, all, overall, segments, comparisons);
    }
  }

  /** A segment with its figures, not judged yet. */
  private record OneSegment(
      Map<String, Optional<String>> segment,
      long rows,
      long positives,
      SortedMap<String, Measure> metrics,
      Compared compared) {
    SegmentResult result(Judgement judgement, Story story) {
      return new SegmentResult(
          segment,
          rows,
          positives,
          metrics,
          judgement.gaps(),
          judgement.verdict(),
          story.of(segment, rows, positives, judgement));
    }
  }

  private <S extends State<S>> OneSegment measure(
      View<S> view,
      Segment<S> segment,
      S rest,
      Scorecard<S> scorecard,
      SegmentComparisons<S> comparisons) {
    Confidence own = confidence.of(segment.key(view));
    return new OneSegment(
        segment.of(view),
        scorecard.rows(segment.state()),
        scorecard.positives(segment.state()),
        scorecard.measures(segment.state(), own),
        comparisons.compare(segment.state(), rest, own));
  }

  private static <S extends State<S>> String everything(Scorecard<S> scorecard, S all) {
    return scorecard.task() == Task.BINARY
        ? String.format(
            Locale.ROOT,
            "All %,d rows, %,d of them positive.",
            scorecard.rows(all),
            scorecard.positives(all))
        : "All " + Counted.of(scorecard.rows(all), scorecard.unit()) + ".";
  }

  /** An evaluation of what was judged. */
  Evaluation evaluation(
      Judged<?> judged,
      Scorecard<?> scorecard,
      double threshold,
      Curves curves,
      List<String> notes,
      Optional<ClassDetail> classes,
      Optional<NumberDetail> numbers) {
    return new Evaluation(
        scorecard.task(),
        judged.overall.rows(),
        threshold,
        judged.overall,
        judged.segments,
        curves,
        EvaluationNotes.of(judged.notes, notes, scorecard, judged.comparisons, confidence.level()),
        Optional.of(level),
        Optional.empty(),
        classes,
        numbers);
  }
}
