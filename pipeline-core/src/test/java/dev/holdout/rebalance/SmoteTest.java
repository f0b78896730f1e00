package dev.holdout.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.error.HoldoutException;
import dev.holdout.rebalance.GivenPoints.Made;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SmoteTest {
  private static final long SEED = 20261120;

  /** 37 rows of class 1 and 90 of class 0, four numbers of different scales. */
  private static GivenPoints table(long seed) {
    Random random = new Random(seed);
    GivenPoints table = GivenPoints.numbers(4);
    for (int row = 0; row < 127; row++) {
      double label = row % 7 < 2 ? 1 : 0;
      table.row(
          "k" + row,
          label,
          random.nextGaussian() + label,
          100 * random.nextGaussian(),
          random.nextInt(5),
          7);
    }
    return table;
  }

  @Test
  void reachesTheRatioWithPointsBetweenNeighboursOfTheClass() {
    GivenPoints table = table(SEED);
    Map<String, Made> before = byKey(table.rows());
    for (double ratio : new double[] {1, 0.7, 0.43}) {
      var made = GivenPoints.collected(table.rebalanced("smote", Map.of("ratio", ratio), SEED));
      long of0 = made.stream().filter(row -> row.label() == 0).count();
      long of1 = made.stream().filter(row -> row.label() == 1).count();
      assertThat(of1).isEqualTo(Math.round(ratio * of0));
      assertThat(byKey(made))
          .hasSize(made.size())
          .containsKeys(before.keySet().toArray(String[]::new));
      List<Made> own = table.rows().stream().filter(row -> row.label() == 1).toList();
      double[] deviations = deviations(table.rows());
      for (Made row : made) {
        if (!row.synthetic()) {
          assertThat(row.text()).isEqualTo(before.get(row.key()).text());
          continue;
        }
        Made base = before.get(row.parents().get(0));
        Made partner = before.get(row.parents().get(1));
        assertThat(row.parents()).hasSize(2);
        assertThat(row.label()).isEqualTo(1);
        assertThat(nearest(base, own, deviations, 5)).contains(partner.key());
        assertOnSegment(row.features(), base.features(), partner.features());
      }
    }
  }

  @Test
  void dealsEvenlyAmongTheRowsOfTheClass() {
    Map<String, Long> made =
        GivenPoints.collected(table(SEED).rebalanced("smote", Map.of(), SEED)).stream()
            .filter(Made::synthetic)
            .collect(Collectors.groupingBy(row -> row.parents().get(0), Collectors.counting()));
    // 90 − 37 = 53 rows from 37: one from each, and a second from 16.
    assertThat(made).hasSize(37);
    assertThat(made.values().stream().filter(count -> count == 2)).hasSize(16);
    assertThat(made.values()).allMatch(count -> count == 1 || count == 2);
  }

  @Test
  void dependsNeitherOnPartitionsNorOnOrder() {
    List<String> one = texts(table(SEED), SEED);
    assertThat(texts(table(SEED).shuffled(2, 1), SEED)).isEqualTo(one);
    assertThat(texts(table(SEED).shuffled(7, 2), SEED)).isEqualTo(one);
    assertThat(texts(table(SEED), SEED + 1)).isNotEqualTo(one);
  }

  @Test
  void refusesAsManyNeighboursAsThereAreRows() {
    GivenPoints table = GivenPoints.numbers(1);
    IntStream.range(0, 20).forEach(row -> table.row("k" + row, row < 5 ? 1 : 0, row));
    assertThatThrownBy(() -> table.rebalanced("smote", Map.of(), SEED))
        .isInstanceOf(HoldoutException.class)
        .hasMessage(
            "[DATA_INSUFFICIENT] Cannot rebalance by smote: found 5 rows of class 1, expected more"
                + " than the 5 neighbours asked for. Set neighbors to 4 or less, or use oversample"
                + " or weights.");
    assertThat(GivenPoints.collected(table.rebalanced("smote", Map.of("neighbors", 4.0), SEED)))
        .hasSize(30);
  }

  private static List<String> texts(GivenPoints table, long seed) {
    return GivenPoints.collected(table.rebalanced("smote", Map.of("ratio", 0.9), seed)).stream()
        .map(Made::text)
        .sorted()
        .toList();
  }

  static Map<String, Made> byKey(List<Made> rows) {
    return rows.stream()
        .collect(Collectors.toMap(Made::key, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  /** Sample standard deviations of all rows; 1 for constants, which then add 0 to distances. */
  static double[] deviations(List<Made> rows) {
    double[] deviations = new double[rows.get(0).features().length];
    for (int at = 0; at < deviations.length; at++) {
      int feature = at;
      double mean = rows.stream().mapToDouble(row -> row.features()[feature]).average().orElse(0);
      double squares =
          rows.stream().mapToDouble(row -> Math.pow(row.features()[feature] - mean, 2)).sum();
      deviations[at] = squares == 0 ? 1 : Math.sqrt(squares / (rows.size() - 1));
    }
    return deviations;
  }

  static List<String> nearest(Made base, List<Made> among, double[] deviations, int count) {
    return among.stream()
        .filter(row -> !row.key().equals(base.key()))
        .sorted(Comparator.comparingDouble(row -> distance(row, base, deviations)))
        .limit(count)
        .map(Made::key)
        .toList();
  }

  private static double distance(Made left, Made right, double[] deviations) {
    return IntStream.range(0, deviations.length)
        .mapToDouble(at -> (left.features()[at] - right.features()[at]) / deviations[at])
        .map(difference -> difference * difference)
        .sum();
  }

  /** One factor in [0, 1) explains all features. */
  static void assertOnSegment(double[] point, double[] from, double[] to) {
    int widest =
        IntStream.range(0, from.length)
            .boxed()
            .max(Comparator.comparingDouble(at -> Math.abs(to[at] - from[at])))
            .orElseThrow();
    double length = to[widest] - from[widest];
    double factor = length == 0 ? 0 : (point[widest] - from[widest]) / length;
    assertThat(factor).isBetween(0.0, 1.0);
    double[] expected = new double[from.length];
    Arrays.setAll(expected, at -> from[at] + factor * (to[at] - from[at]));
    assertThat(point).containsExactly(expected, within(1e-9));
  }
}
