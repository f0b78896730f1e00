package dev.holdout.evaluate;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Counted;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.ranking.RankedQueries;
import dev.holdout.ranking.RankingCounts;
import dev.holdout.ranking.RankingScorecard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every metric of rankings with its interval, overall and by segment, from one scan of the
 * predictions: queries are counted, measured and compared as rows are elsewhere.
 *
 * <p>A query belongs to the segment whose value all its items have; one whose items differ in a
 * column is in none of its segments, and counts among all other queries.
 *
 * <p>Cost: one Spark query, and one before it where segments are quantiles; {@link RankedQueries}.
 */
public final class RankingEvaluator {
  private final Judge judge;

  public RankingEvaluator(EvaluationSpec spec) {
    this(spec, IntervalLevel.of(spec.confidence()));
  }

  /** The same with intervals of another level. */
  public RankingEvaluator(EvaluationSpec spec, IntervalLevel level) {
    this.judge =
        new Judge(spec, level, new Confidence(level.corrected(), spec.draws(), spec.seed()));
  }

  /**
   * Evaluates rankings; the rows of the evaluation and of its segments are queries.
   *
   * @param table one row for each item of a query, with the columns named and the segment columns
   *     of the specification
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type
   */
  public Evaluation evaluate(Dataset<Row> table, RankedPredictions of) {
    Judge.Judged<RankingCounts> judged = judged(table, of);
    return judge
        .evaluation(
            judged, scorecard(of), 0, Curves.NONE, left(judged), Optional.empty(), Optional.empty())
        .with(judged.segments().stream().filter(segment -> !isOfSeveral(segment)).toList());
  }

  /**
   * An evaluation of the items with the metrics of their rankings: beside the others where it has a
   * segment, which is worse also where its queries are ranked worse. Segments have the least rows
   * and values that the evaluation has, so that what was merged or left out is told there.
   */
  public Evaluation added(Evaluation items, Dataset<Row> table, RankedPredictions of) {
    Judge.Judged<RankingCounts> judged = judged(table, of);
    Map<Map<String, Optional<String>>, SegmentResult> ranked = new HashMap<>();
    judged.segments().forEach(segment -> ranked.put(segment.segment(), segment));
    return items
        .withOverall(
            judged.overall().metrics(),
            EvaluationNotes.of(
                List.of(),
                left(judged),
                scorecard(of),
                judged.comparisons(),
                judge.confidence().level()))
        .with(
            items.segments().stream()
                .map(
                    segment ->
                        Optional.ofNullable(ranked.get(segment.segment()))
                            .map(queries -> joined(segment, queries))
                            .orElse(segment))
                .toList());
  }

  private Judge.Judged<RankingCounts> judged(Dataset<Row> table, RankedPredictions of) {
    PredictionColumns columns =
        new PredictionColumns(table)
            .text(of.query(), "query")
            .number(of.score(), "score")
            .number(of.label(), PredictionColumns.LABEL)
            .weight(of.weight());
    of.cluster().ifPresent(name -> columns.bucket(name, Columns.named(of.query()).cast("string")));
    return judge.judge(
        RankedQueries.of(columns.segments(judge.spec().segments()).rows(), of.spec()),
        RankedQueries.QUERY_COLUMNS + (of.cluster().isPresent() ? 1 : 0),
        of.cluster(),
        scorecard(of));
  }

  private static RankingScorecard scorecard(RankedPredictions of) {
    return new RankingScorecard(of.spec().at());
  }

  /** What is part of no metric, or of no segment. */
  private static List<String> left(Judge.Judged<RankingCounts> judged) {
    List<String> notes = new ArrayList<>(judged.all().notes());
    for (SegmentResult segment : judged.segments()) {
      if (isOfSeveral(segment) && segment.segment().size() == 1) {
        Counted.add(
            notes,
            segment.rows(),
            "[query has|queries have] items of several "
                + segment.segment().keySet().iterator().next()
                + " and [is|are] in none of its segments.");
      }
    }
    return notes;
  }

  private static boolean isOfSeveral(SegmentResult segment) {
    return segment.segment().containsValue(Optional.of(RankedQueries.SEVERAL));
  }

  private static SegmentResult joined(SegmentResult items, SegmentResult queries) {
    boolean worse = queries.verdict() == Verdict.WORSE;
    return new SegmentResult(
        items.segment(),
        items.rows(),
        items.positives(),
        both(items.metrics(), queries.metrics()),
        both(items.gaps(), queries.gaps()),
        worse ? Verdict.WORSE : items.verdict(),
        worse
            ? items.story()
                + " "
                + queries.story().substring(Story.named(queries.segment()).length())
            : items.story(),
        items.curves());
  }

  private static <T> SortedMap<String, T> both(
      SortedMap<String, T> one, SortedMap<String, T> other) {
    SortedMap<String, T> both = new TreeMap<>(one);
    both.putAll(other);
    return Collections.unmodifiableSortedMap(both);
  }
}
