package dev.holdout.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.contract.Columns;
import dev.holdout.rebalance.GivenPoints.Made;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * The same neighbours, rows in danger, counts and survivors as imbalanced-learn 0.10 finds:
 *
 * <pre>
 * S = X / X.std(axis=0, ddof=1)
 * NearestNeighbors(n_neighbors=4).fit(S[y == 1]).kneighbors(S[y == 1])[1][:, 1:]
 * b = BorderlineSMOTE(m_neighbors=m, k_neighbors=3); b.fit_resample(S, y)
 * np.flatnonzero(b._in_danger_noise(b.nn_m_, S[y == 1], 1, y, kind="danger"))
 * v = (y[NearestNeighbors(n_neighbors=k + 1).fit(S).kneighbors(S[y == 1])[1][:, 1:]] != 1).sum(1)
 * v / v.sum() * 8                                           # ADASYN, before it rounds
 * t = TomekLinks(sampling_strategy=s); t.fit_resample(S, y); t.sample_indices_
 * e = EditedNearestNeighbours(sampling_strategy=s, n_neighbors=3, kind_sel="mode")
 * e.fit_resample(S, y); e.sample_indices_                   # s: "auto", "all"
 * </pre>
 */
final class PeerTest {
  private static final double[][] POINTS = {
    {1.69, 10.18}, {-0.47, 6.0}, {0.03, -6.25}, {0.41, -1.72}, {-0.79, 5.05}, {0.0, -2.61},
    {0.0, -2.43}, {-1.75, -14.53}, {1.75, -8.51}, {1.32, 13.35}, {1.47, -12.64}, {-0.33, 1.38},
    {2.85, -4.04}, {1.35, 22.62}, {0.81, 25.66}, {3.23, 4.71}, {1.15, 16.41}, {-0.25, 6.2},
    {0.79, 13.68}, {-1.09, 0.47}, {2.25, -9.08}, {0.78, -10.03}, {0.46, 11.83}, {2.27, 30.48}
  };

  /** The first eight are of class 1; keys are two digits. */
  private static GivenPoints table() {
    GivenPoints table = GivenPoints.numbers(2);
    for (int row = 0; row < POINTS.length; row++) {
      table.row(String.format("%02d", row), row < 8 ? 1 : 0, POINTS[row]);
    }
    return table;
  }

  @Test
  void neighboursOfTheClass() {
    Rebalancer.Given given = table().given();
    Dataset<Row> own = given.rows().rows().select(Parent.columns()).filter(Columns.LABEL + " = 1");
    Map<String, String> near =
        new ExactNeighbours(space(given), 3)
            .amongFew(own, 8, own).collectAsList().stream()
                .collect(
                    Collectors.toMap(
                        row -> row.getString(0),
                        row ->
                            Near.of(row).stream().map(Near::key).collect(Collectors.joining(" "))));
    assertThat(near)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "00", "03 06 05",
                "01", "04 06 05",
                "02", "05 06 03",
                "03", "06 05 02",
                "04", "01 06 05",
                "05", "06 02 03",
                "06", "05 02 03",
                "07", "02 05 06"));
  }

  @Test
  void rowsInDanger() {
    assertThat(bases("borderline_smote_1", Map.of("danger_neighbors", 4.0, "neighbors", 3.0)))
        .isEqualTo(Map.of("01", 4L, "04", 4L));
    assertThat(bases("borderline_smote_1", Map.of("danger_neighbors", 6.0, "neighbors", 3.0)))
        .isEqualTo(Map.of("01", 2L, "02", 2L, "03", 2L, "04", 2L));
    assertThat(bases("borderline_smote_2", Map.of("neighbors", 3.0)).keySet())
        .containsExactlyInAnyOrder("00", "01", "02", "03", "04", "05", "06");
  }

  @Test
  void numbersOfAdasyn() {
    assertThat(bases("adasyn", Map.of("neighbors", 3.0)))
        .isEqualTo(Map.of("00", 3L, "01", 2L, "04", 2L, "07", 1L));
    // 1.905, 1.143, 0.762, 0.762, 1.143, 0.762, 0.762, 0.762: one of the five smallest is left out.
    assertThat(bases("adasyn", Map.of("neighbors", 5.0)))
        .containsEntry("00", 2L)
        .containsEntry("01", 1L)
        .containsEntry("04", 1L)
        .hasSize(7);
  }

  @Test
  void tomekLinks() {
    assertThat(lost(table().rebalanced("tomek_links", Map.of(), 1))).containsExactly("17");
    assertThat(lost(cleaned(new TomekLinks.Links()))).containsExactly("01", "17");
  }

  @Test
  void editedNeighbours() {
    var larger = table().rebalanced("edited_nearest_neighbors", Map.of(), 1);
    assertThat(lost(larger)).containsExactly("11", "17", "19", "21");
    assertThat(larger.notes())
        .containsExactly("Taken out as outvoted by their 3 nearest rows: 4 of 16 rows of class 0.");
    assertThat(lost(cleaned(new EditedNearestNeighbors.Misplaced(3))))
        .containsExactly("00", "01", "04", "11", "17", "19", "21");
  }

  private static Rebalancer.Rebalanced cleaned(Cleaner cleaner) {
    return new Cleaning("this", cleaner, 1).ofAll(table().given());
  }

  private static Space space(Rebalancer.Given given) {
    VectorForm form = new VectorForm(given.layout());
    var states = FeatureState.byLabel(given.rows().rows(), form);
    return Space.of(form, states.values(), FeatureState.of(states, 1));
  }

  /** How many synthetic rows were made from each row. */
  private static Map<String, Long> bases(String name, Map<String, Double> parameters) {
    return GivenPoints.collected(table().rebalanced(name, parameters, 1)).stream()
        .filter(Made::synthetic)
        .map(row -> row.parents().get(0))
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  private static Set<String> lost(Rebalancer.Rebalanced rebalanced) {
    Set<String> keys =
        table().rows().stream().map(Made::key).collect(Collectors.toCollection(TreeSet::new));
    List<Made> left = GivenPoints.collected(rebalanced);
    left.forEach(row -> keys.remove(row.key()));
    return keys;
  }
}
