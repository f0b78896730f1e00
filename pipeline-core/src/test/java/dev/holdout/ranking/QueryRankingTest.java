package dev.holdout.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values beside those of {@code src/test/python/ranking_golden.py}. */
final class QueryRankingTest {
  @Test
  void valuesAreThoseOfScikitLearnAndOfAllOrdersOfTies() throws IOException {
    JsonNode queries = Golden.of(getClass());
    assertThat(queries).hasSize(40);
    for (JsonNode query : queries) {
      for (int most : new int[] {1, 3, 5}) {
        List<Integer> order =
            new ArrayList<>(IntStream.range(0, query.get("labels").size()).boxed().toList());
        Collections.shuffle(order, new Random(most));
        QueryRanking ranking = new QueryRanking(RankingSpec.top(most));
        for (int at : order) {
          ranking.add(
              query.get("scores").get(at).asDouble(), query.get("labels").get(at).asDouble(), 1);
        }
        JsonNode expected = query.get(Integer.toString(most));
        for (RankingMetric metric : RankingMetric.all()) {
          String name = metric.name().substring(0, metric.name().indexOf('_'));
          assertThat(metric.of(ranking, most))
              .as(metric.name(most) + " of " + query)
              .isCloseTo(expected.get(name).asDouble(), within(1e-12));
        }
      }
    }
  }

  @Test
  void keepsTheFirstItemsOfManyWhateverTheirOrder() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 5000).boxed().toList());
    Collections.shuffle(order, new Random(3));
    QueryRanking ranking = new QueryRanking(RankingSpec.top(10));
    order.forEach(at -> ranking.add(at, at % 3 == 0 ? 2 : 0, 1));
    // The first ten are 4999 to 4990, of which 4998, 4995 and 4992 are relevant.
    assertThat(RankingMetric.PRECISION.of(ranking, 10)).isEqualTo(0.3);
    assertThat(RankingMetric.RECALL.of(ranking, 10)).isCloseTo(3.0 / 1667, within(1e-15));
    assertThat(RankingMetric.MRR.of(ranking, 10)).isEqualTo(0.5);
    assertThat(RankingMetric.MAP.of(ranking, 10))
        .isCloseTo((1.0 / 2 + 2.0 / 5 + 3.0 / 8) / 10, within(1e-15));
    assertThat(ranking.largestLabels()).hasSize(10).containsOnly(2);
    assertThat(ranking.groups()).isEqualTo(10);
  }

  @Test
  void oneScoreForAllIsARandomOrder() {
    QueryRanking ranking = new QueryRanking(RankingSpec.top(5));
    IntStream.range(0, 100).forEach(at -> ranking.add(0.5, at < 20 ? 1 : 0, 1));
    assertThat(RankingMetric.PRECISION.of(ranking, 5)).isCloseTo(0.2, within(1e-15));
    assertThat(RankingMetric.RECALL.of(ranking, 5)).isCloseTo(0.05, within(1e-15));
  }

  @Test
  void refusesATopOfNothing() {
    assertThatThrownBy(() -> RankingSpec.top(0)).hasMessage("top 0, expected 1 to 1000");
    assertThatThrownBy(() -> new RankingSpec(1, 0)).hasMessage("relevant from 0.0");
  }
}
