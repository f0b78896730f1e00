package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.evaluate.ClusterCounts;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Groups of one and the same calibrated model, drawn again and again: more often with {@code
 * -Dfairness.tables=600}, where each figure's interval left out "no gap" in 0 to 38 of 600.
 */
class AlikeGroupsTest {
  private static final int TABLES = Integer.getInteger("fairness.tables", 60);
  private static final FairnessSpec SPEC = FairnessSpec.of(30, new Confidence(0.95, 100, 1));

  @ParameterizedTest
  @CsvSource({"2,200,0.3", "5,120,0.4", "3,400,0.08"})
  void noFigureFindsAGapMoreOftenThanTheLevelSays(int groups, int rows, double prevalence) {
    Random random = new Random(23);
    Map<String, Integer> gaps = new TreeMap<>();
    int any = 0;
    for (int table = 0; table < TABLES; table++) {
      List<Group> drawn = new ArrayList<>();
      for (int group = 0; group < groups; group++) {
        drawn.add(new Group(Groups.value("a", "" + group), calibrated(random, rows, prevalence)));
      }
      List<FairnessResult> results =
          GroupFairness.of(
              List.of(new Grouping(List.of("a"), drawn)), Math.min(0.5, prevalence), SPEC);
      for (FairnessResult result : results) {
        boolean gap =
            result.metric().endsWith("_ratio")
                ? result.upper().orElse(1.0) < 1
                : result.lower().orElse(0.0) > 0;
        if (result.verdict() != FairnessVerdict.NO_RULE) {
          gaps.merge(result.metric(), gap ? 1 : 0, Integer::sum);
        }
      }
      any +=
          results.stream().anyMatch(result -> result.verdict() == FairnessVerdict.BEYOND_NOISE)
              ? 1
              : 0;
    }
    int most = (int) Math.ceil(TABLES * 0.05 + 3 * Math.sqrt(TABLES * 0.05 * 0.95));
    assertThat(gaps)
        .allSatisfy((metric, found) -> assertThat(found).as(metric).isLessThanOrEqualTo(most));
    assertThat(any).isLessThanOrEqualTo(most);
  }

  /** Every row four times, in a cluster of its own: as many independent rows as clusters. */
  @Test
  void norWhereClustersAreAllowedFor() {
    Random random = new Random(31);
    Map<String, Integer> gaps = new TreeMap<>();
    int asRows = 0;
    for (int table = 0; table < TABLES; table++) {
      List<Group> clustered = new ArrayList<>();
      List<Group> rows = new ArrayList<>();
      for (String name : List.of("a", "b")) {
        Group group = copies(random, name);
        clustered.add(group);
        rows.add(new Group(group.value(), group.counts()));
      }
      asRows += beyondNoise(rows).isEmpty() ? 0 : 1;
      beyondNoise(clustered).forEach(metric -> gaps.merge(metric, 1, Integer::sum));
    }
    int most = (int) Math.ceil(TABLES * 0.05 + 3 * Math.sqrt(TABLES * 0.05 * 0.95));
    assertThat(gaps)
        .allSatisfy((metric, found) -> assertThat(found).as(metric).isLessThanOrEqualTo(most));
    assertThat(asRows).isGreaterThan(TABLES / 4);
  }

  private static List<String> beyondNoise(List<Group> groups) {
    return GroupFairness.of(List.of(new Grouping(List.of("a"), groups)), 0.4, SPEC).stream()
        .filter(result -> result.verdict() == FairnessVerdict.BEYOND_NOISE)
        .map(FairnessResult::metric)
        .toList();
  }

  private static Group copies(Random random, String name) {
    ScoreCounts all = ScoreCounts.empty(4096, OptionalDouble.of(0.4));
    SortedMap<Integer, ScoreCounts> buckets = new TreeMap<>();
    for (int cluster = 0; cluster < 200; cluster++) {
      ScoreCounts bucket =
          buckets.computeIfAbsent(
              random.nextInt(64), unseen -> ScoreCounts.empty(4096, OptionalDouble.of(0.4)));
      boolean positive = random.nextDouble() < 0.4;
      double score = score(random, positive, 0.4);
      for (int copy = 0; copy < 4; copy++) {
        all.add(score, positive);
        bucket.add(score, positive);
      }
    }
    return new Group(Groups.value("a", name), all, Optional.of(new ClusterCounts(buckets)));
  }

  private static double score(Random random, boolean positive, double prevalence) {
    double evidence = random.nextGaussian() + (positive ? 1.5 : 0);
    double logit = Math.log(prevalence / (1 - prevalence)) + 1.5 * evidence - 1.125;
    return 1 / (1 + Math.exp(-logit));
  }

  static ScoreCounts calibrated(Random random, int rows, double prevalence) {
    ScoreCounts counts =
        ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.of(Math.min(0.5, prevalence)));
    for (int row = 0; row < rows; row++) {
      boolean positive = random.nextDouble() < prevalence;
      counts.add(score(random, positive, prevalence), positive);
    }
    return counts;
  }
}
