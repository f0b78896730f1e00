package dev.holdout.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.feature.FeatureLayout.Kind;
import dev.holdout.feature.FeatureLayout.Slot;
import dev.holdout.rebalance.GivenPoints.Made;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

/** SMOTE-NC and SMOTE-N. */
final class MixedSmoteTest {
  private static final long SEED = 20261120;
  private static final Slot INDEX = new Slot(Kind.INDEX, "index", 1, 1, 3);
  private static final Slot FLAGS = new Slot(Kind.FLAGS, "flags", 2, 2, 3);
  private static final Slot MISSING = new Slot(Kind.FLAGS, "number", 4, 1, 2);

  private static GivenPoints mixed(long seed) {
    GivenPoints table =
        new GivenPoints(new Slot(Kind.NUMBER, "number", 0, 1, 0), INDEX, FLAGS, MISSING);
    Random random = new Random(seed);
    for (int row = 0; row < 90; row++) {
      int flag = random.nextInt(3);
      table.row(
          "k" + row,
          row % 3 == 0 ? 1 : 0,
          random.nextGaussian(),
          random.nextInt(3),
          flag == 0 ? 1 : 0,
          flag == 1 ? 1 : 0,
          random.nextInt(2));
    }
    return table;
  }

  @Test
  void takesTheMostFrequentCategoryOfTheNeighbours() {
    GivenPoints table = mixed(SEED);
    Map<String, Made> before = SmoteTest.byKey(table.rows());
    Rebalancer.Rebalanced rebalanced = table.rebalanced("smote", Map.of(), SEED);
    assertThat(rebalanced.notes())
        .containsExactly("Synthetic rows by SMOTE-NC, since some features are categories.");
    List<Made> made = GivenPoints.collected(rebalanced).stream().filter(Made::synthetic).toList();
    assertThat(made).hasSize(30);
    for (Made row : made) {
      List<Made> voters = row.parents().stream().skip(1).map(key -> before.get(key)).toList();
      assertThat(voters).hasSize(5).allMatch(voter -> voter.label() == 1);
      Made base = before.get(row.parents().get(0));
      SmoteTest.assertOnSegment(
          new double[] {row.features()[0]},
          new double[] {base.features()[0]},
          new double[] {voters.get(0).features()[0]});
      for (Slot slot : List.of(INDEX, FLAGS, MISSING)) {
        assertThat(slot.level(Vectors.dense(row.features()))).isEqualTo(mostFrequent(slot, voters));
      }
    }
  }

  private static int mostFrequent(Slot slot, List<Made> rows) {
    Map<Integer, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(slot.level(Vectors.dense(row.features())), 1, Integer::sum));
    int best = 0;
    for (int level = 1; level < slot.levels(); level++) {
      if (counts.getOrDefault(level, 0) > counts.getOrDefault(best, 0)) {
        best = level;
      }
    }
    return best;
  }

  @Test
  void dependsNeitherOnPartitionsNorOnOrder() {
    for (String name : List.of("smote", "borderline_smote_1", "borderline_smote_2", "adasyn")) {
      List<String> one = texts(mixed(SEED), name);
      assertThat(one).hasSize(120);
      assertThat(texts(mixed(SEED).shuffled(7, 3), name)).isEqualTo(one);
    }
    for (String name : List.of("tomek_links", "edited_nearest_neighbors", "smote_enn")) {
      List<String> one = texts(mixed(SEED), name);
      assertThat(one).hasSizeLessThan(120);
      assertThat(texts(mixed(SEED).shuffled(2, 4), name)).isEqualTo(one);
    }
  }

  private static List<String> texts(GivenPoints table, String name) {
    return GivenPoints.collected(table.rebalanced(name, Map.of(), SEED)).stream()
        .map(Made::text)
        .sorted()
        .toList();
  }

  /**
   * Numbers 0, 1, 3 of class 1 and 2, 4 of class 0 have the standard deviation √2.5, those of class
   * 1 alone √(7/3): a mismatch adds (7/3) / 2.5.
   */
  @Test
  void aMismatchCountsAsTheMedianDeviationOfTheClass() {
    GivenPoints table =
        new GivenPoints(new Slot(Kind.NUMBER, "n", 0, 1, 0), new Slot(Kind.FLAGS, "f", 1, 2, 3));
    table.row("a", 1, 0, 1, 0).row("b", 1, 1, 0, 1).row("c", 1, 3, 0, 0);
    table.row("d", 0, 2, 1, 0).row("e", 0, 4, 1, 0);
    Space space = space(table);
    Points points = points(space, table);
    assertThat(space.squaredDistance(points, 0, points, 1)).isCloseTo((1 + 7 / 3.0) / 2.5, eps());
    assertThat(space.squaredDistance(points, 0, points, 3)).isCloseTo(4 / 2.5, eps());
  }

  /**
   * Value 0: two rows of class 1 and one of class 0; value 1: one and three; value 2: one and none.
   * Shares of class 1: 2/3, 1/4, 1; of class 0: 1/3, 3/4, 0.
   */
  @Test
  void categoriesAloneAreComparedByTheClassesOfTheirRows() {
    GivenPoints table = new GivenPoints(new Slot(Kind.INDEX, "c", 0, 1, 3));
    table.row("a", 1, 0).row("b", 1, 0).row("c", 0, 0);
    table.row("d", 1, 1).row("e", 0, 1).row("f", 0, 1).row("g", 0, 1).row("h", 1, 2);
    Space space = space(table);
    Points points = points(space, table);
    double first = 2 / 3.0 - 1 / 4.0;
    assertThat(space.squaredDistance(points, 0, points, 3)).isCloseTo(2 * first * first, eps());
    assertThat(space.squaredDistance(points, 0, points, 7)).isCloseTo(2 / 9.0, eps());
    assertThat(space.squaredDistance(points, 0, points, 2)).isZero();
    Rebalancer.Rebalanced rebalanced =
        table.row("i", 0, 1).rebalanced("smote", Map.of("neighbors", 3.0), SEED);
    assertThat(rebalanced.notes())
        .containsExactly("Synthetic rows by SMOTE-N, since all features are categories.");
    assertThat(GivenPoints.collected(rebalanced)).hasSize(10);
  }

  @Test
  void saysWhatItCannotDo() {
    GivenPoints apart = GivenPoints.numbers(1);
    GivenPoints mingled = GivenPoints.numbers(1);
    GivenPoints equal = GivenPoints.numbers(2);
    for (int row = 0; row < 40; row++) {
      apart.row("k" + row, row < 12 ? 1 : 0, row < 12 ? row : 1000 + row);
      mingled.row("k" + row, row % 2, Math.floor(row / 2.0));
      equal.row("k" + row, row < 12 ? 1 : 0, 3, 4);
    }
    assertThatThrownBy(() -> apart.rebalanced("borderline_smote_1", Map.of(), SEED))
        .hasMessage(
            "[DATA_INSUFFICIENT] Cannot rebalance by borderline_smote_1: found no row in danger"
                + " (half or more, but not all, of its 10 nearest rows being of other classes) in"
                + " class 1, expected one at least. The classes do not touch: use smote, or no"
                + " rebalancing.");
    assertThatThrownBy(() -> apart.rebalanced("adasyn", Map.of(), SEED))
        .hasMessageContaining("no row with a row of another class among its 5 nearest in class 1");
    assertThatThrownBy(
            () -> mingled.rebalanced("edited_nearest_neighbors", Map.of("neighbors", 1.0), SEED))
        .hasMessageContaining("found all 20 rows of class 0 to be outvoted")
        .hasMessageContaining("The classes overlap entirely");
    Rebalancer.Rebalanced copies = equal.rebalanced("smote", Map.of(), SEED);
    assertThat(copies.notes())
        .contains("All rows of class 1 are equal: the synthetic rows repeat them.");
    assertThat(GivenPoints.collected(copies)).hasSize(56);
    assertThat(mingled.rebalanced("smote", Map.of(), SEED).notes())
        .containsExactly("The classes stand at 20 to 20 already; a ratio of 1 asks for no change.");
    assertThatThrownBy(
            () ->
                new GivenPoints()
                    .row("a", 1)
                    .row("b", 0)
                    .row("c", 0)
                    .rebalanced("smote", Map.of(), SEED))
        .hasMessageContaining("found no features, expected one at least");
  }

  private static Space space(GivenPoints table) {
    Rebalancer.Given given = table.given();
    VectorForm form = new VectorForm(given.layout());
    var states = FeatureState.byLabel(given.rows().rows(), form);
    return Space.of(form, states.values(), FeatureState.of(states, 1));
  }

  private static Points points(Space space, GivenPoints table) {
    Points points = new Points(space, 1);
    table
        .rows()
        .forEach(
            row ->
                points.add(
                    new Parent(
                        row.key(), row.label(), row.weight(), Vectors.dense(row.features()))));
    return points;
  }

  private static org.assertj.core.data.Offset<Double> eps() {
    return within(1e-12);
  }
}
