package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.Curves.Point;
import dev.holdout.evaluate.Evaluation.Curves.ReliabilityBin;
import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.lineage.Json;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SuppressionTest {
  private static final Grouping GROUPS =
      new Grouping(
          List.of("race"),
          List.of(
              Groups.of("race", "A", 2111, 1333, 1222, 2777),
              Groups.of("race", "B", 411, 333, 222, 577),
              Groups.of("race", "C", 131, 133, 121, 157),
              Groups.of("race", "D", 11, 13, 4, 27)));
  private static final List<FairnessResult> FAIRNESS = Groups.results(GROUPS);

  @Test
  void aSmallCellAndOneBesideItAreGone() {
    Suppression shown = Suppression.of(evaluation(), FAIRNESS, 5);
    assertThat(shown.hidden())
        .containsExactlyInAnyOrder(Groups.value("race", "D"), Groups.value("race", "C"));
    String json = Json.pretty(shown);
    // Rows, positives and decisions of C and of D.
    for (String count : List.of("542", "252", "131", "133", "157", "55")) {
      assertThat(json).doesNotContain(": " + count + ",").doesNotContain(": " + count + ".0");
    }
    SegmentResult last = shown.evaluation().segments().get(3);
    assertThat(last.segment()).isEqualTo(Groups.value("race", "D"));
    assertThat(last.rows()).isZero();
    assertThat(last.metrics().get("fn").undefined().orElseThrow())
        .startsWith("suppressed: fewer than 5 rows");
    assertThat(last.gaps()).isEmpty();
    assertThat(last.story()).startsWith("race = D: suppressed: fewer than 5 rows");
    assertThat(shown.evaluation().notes().get(0)).startsWith("2 of 4 segments are suppressed");
  }

  @Test
  void segmentsThatAreShownLoseTheirCurvesOnly() {
    Suppression shown = Suppression.of(evaluation(), FAIRNESS, 5);
    SegmentResult first = shown.evaluation().segments().get(0);
    assertThat(first.rows()).isEqualTo(7443);
    assertThat(first.metrics().get("fn").value()).contains(1222.0);
    assertThat(first.gaps()).isNotEmpty();
    assertThat(first.curves()).isEmpty();
    // One bin has 3 rows; the next smallest goes with it.
    assertThat(shown.evaluation().curves().reliability())
        .extracting(ReliabilityBin::rows)
        .containsExactly(600L);
  }

  @Test
  void figuresOfHiddenGroupsAreWithheldOrMadeAnew() {
    Suppression shown = Suppression.of(evaluation(), FAIRNESS, 5);
    FairnessResult fpr = Groups.result(shown.fairness(), "fpr_difference");
    assertThat(fpr.value()).isEmpty();
    assertThat(fpr.undefined().orElseThrow()).startsWith("suppressed");
    assertThat(fpr.groups().get(1).gap()).isPresent();
    assertThat(fpr.groups().get(2).rows()).isEmpty();
    assertThat(fpr.groups().get(2).gap()).isEmpty();
    FairnessResult anew =
        Groups.result(
            GroupFairness.of(
                List.of(GROUPS), Groups.THRESHOLD, Groups.SPEC, shown.hidden(), shown.reason()),
            "fpr_difference");
    assertThat(anew.value().orElseThrow()).isCloseTo(333 / 910.0 - 1333 / 4110.0, within(1e-12));
    assertThat(anew.groups()).hasSize(4);
  }

  @Test
  void groupsThatAreNoSegmentsAreHiddenToo() {
    Evaluation without = new Evaluation(9593, 0.5, overall(), List.of(), curves(), List.of());
    assertThat(Suppression.of(without, FAIRNESS, 5).hidden())
        .containsExactlyInAnyOrder(Groups.value("race", "D"), Groups.value("race", "C"));
  }

  @Test
  void nothingIsHiddenWhereNothingIsSmall() {
    Suppression shown = Suppression.of(evaluation(), FAIRNESS, 3);
    assertThat(shown.hidden()).isEmpty();
    assertThat(shown.fairness()).isEqualTo(FAIRNESS);
  }

  private static Evaluation evaluation() {
    List<SegmentResult> segments = new ArrayList<>();
    for (Group group : GROUPS.groups()) {
      segments.add(segment(group.value(), GroupCells.of(group.counts().confusion(0.5))));
    }
    return new Evaluation(9593, 0.5, overall(), segments, curves(), List.of());
  }

  private static SegmentResult overall() {
    GroupCells all = GroupCells.NONE;
    for (Group group : GROUPS.groups()) {
      all = all.plus(GroupCells.of(group.counts().confusion(0.5)));
    }
    return segment(Map.of(), all);
  }

  private static SegmentResult segment(Map<String, Optional<String>> value, GroupCells cells) {
    SortedMap<String, Measure> metrics = new TreeMap<>();
    metrics.put("tp", Measure.of(cells.tp()));
    metrics.put("fp", Measure.of(cells.fp()));
    metrics.put("fn", Measure.of(cells.fn()));
    metrics.put("tn", Measure.of(cells.tn()));
    SortedMap<String, Gap> gaps = new TreeMap<>();
    gaps.put("recall", new Gap(Measure.of(0.1), Measure.of(1.1), 0.5, Verdict.NOT_WORSE));
    return new SegmentResult(
        value,
        (long) cells.rows(),
        (long) cells.positives(),
        metrics,
        gaps,
        Verdict.NOT_WORSE,
        "story",
        Optional.of(curves()));
  }

  private static Curves curves() {
    return new Curves(
        List.of(new Point(0, 0), new Point(1, 1)),
        List.of(),
        List.of(
            new ReliabilityBin(0.1, Measure.of(0.1), 600),
            new ReliabilityBin(0.5, Measure.of(0.5), 3),
            new ReliabilityBin(0.9, Measure.of(0.9), 90)));
  }
}
