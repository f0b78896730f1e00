package dev.holdout.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.contract.Columns;
import dev.holdout.feature.FeatureLayout.Kind;
import dev.holdout.feature.FeatureLayout.Slot;
import dev.holdout.rebalance.GivenPoints.Made;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class NeighboursTest {
  private static final long SEED = 20261120;

  /** Nine numbers of very different sizes with far outliers and ties, an index and two flags. */
  private static GivenPoints table(int rows, long seed) {
    List<Slot> slots = new ArrayList<>();
    for (int at = 0; at < 9; at++) {
      slots.add(new Slot(Kind.NUMBER, "n" + at, at, 1, 0));
    }
    slots.add(new Slot(Kind.INDEX, "index", 9, 1, 4));
    slots.add(new Slot(Kind.FLAGS, "flags", 10, 2, 3));
    GivenPoints table = new GivenPoints(slots.toArray(Slot[]::new));
    Random random = new Random(seed);
    for (int row = 0; row < rows; row++) {
      double[] features = new double[12];
      for (int at = 0; at < 7; at++) {
        features[at] = Math.pow(1000, at) * random.nextGaussian() + 1e9;
      }
      features[7] = row % 97 == 0 ? 1e90 * random.nextGaussian() : random.nextGaussian();
      features[8] = random.nextInt(3);
      features[9] = random.nextInt(4);
      int flag = random.nextInt(3);
      if (flag < 2) {
        features[10 + flag] = 1;
      }
      table.row(
          "k" + row % (rows - 5) + (row < rows - 5 ? "" : "b"), row % 4 == 0 ? 1 : 0, features);
    }
    return table;
  }

  @Test
  void exactOnesAreThoseThatDoublePrecisionFinds() {
    GivenPoints table = table(700, SEED);
    Rebalancer.Given given = table.given();
    Space space = space(given);
    Dataset<Row> rows = given.rows().rows().select(Parent.columns());
    Map<String, String> expected = bruteForce(space, given);
    assertThat(found(new ExactNeighbours(space, 6).amongFew(rows, 700, rows))).isEqualTo(expected);
    assertThat(found(new ExactNeighbours(space, 6).ofFew(rows, rows.repartition(3), 700)))
        .isEqualTo(expected);
  }

  @Test
  void approximateOnesAreAsManyOfTheExactOnesAsTheyTell() {
    GivenPoints table = GivenPoints.numbers(6);
    Random random = new Random(SEED);
    for (int row = 0; row < 3000; row++) {
      double common = random.nextGaussian();
      table.row(
          "k" + row,
          row % 2,
          common + random.nextGaussian() / 4,
          common + random.nextGaussian() / 4,
          common * common,
          random.nextGaussian() / 9,
          random.nextInt(2),
          1);
    }
    Rebalancer.Given given = table.given();
    Space space = space(given);
    Dataset<Row> rows = given.rows().rows().select(Parent.columns());
    Map<String, String> exact = found(new ExactNeighbours(space, 5).amongFew(rows, 3000, rows));
    List<String> notes = new ArrayList<>();
    Map<String, String> approximate =
        found(
            new ApproximateNeighbours(space, 5, SEED, 200)
                .near(rows.select(Columns.ROW_KEY), rows, 3000, "rows", notes));
    assertThat(approximate.keySet()).isEqualTo(exact.keySet());
    long shared = 0;
    for (String key : exact.keySet()) {
      List<String> near = List.of(approximate.get(key).split(" "));
      shared += List.of(exact.get(key).split(" ")).stream().filter(near::contains).count();
    }
    double recall = shared / 15000.0;
    assertThat(notes).hasSize(1);
    double told = Double.parseDouble(notes.get(0).replaceAll(".* drawn, ([0-9.]+)% .*", "$1"));
    // Of 500 rows drawn: three standard errors are 4 points at most, at 2,500 neighbours.
    assertThat(told).isBetween(90.0, 100.0);
    assertThat(100 * recall).isBetween(told - 4, told + 4);
    assertThat(
            found(
                new ApproximateNeighbours(space, 5, SEED, 200)
                    .near(
                        rows.select(Columns.ROW_KEY).repartition(3),
                        rows.repartition(7),
                        3000,
                        "rows",
                        notes)))
        .isEqualTo(approximate);
  }

  @Test
  void rowsBehindApproximateOnesAreTheSame() {
    GivenPoints table = table(300, SEED);
    Rebalancer.Given given = table.given();
    Space space = space(given);
    Dataset<Row> rows = given.rows().rows().select(Parent.columns());
    ExactNeighbours exact = new ExactNeighbours(space, 4);
    Map<String, String> whole =
        exact.rows(rows, 300, rows).map(NeighboursTest::text).collect().stream()
            .collect(Collectors.toMap(text -> text.split(" ", 2)[0], text -> text));
    Map<String, String> joined =
        NearRows.of(rows, exact.amongFew(rows, 300, rows), rows)
            .map(NeighboursTest::text)
            .collect()
            .stream()
            .collect(Collectors.toMap(text -> text.split(" ", 2)[0], text -> text));
    assertThat(joined).isEqualTo(whole);
  }

  private static String text(Neighbourhood one) {
    return one.row().getString(0)
        + " "
        + one.near().stream()
            .map(
                near ->
                    new Made(
                            near.key(),
                            near.label(),
                            near.weight(),
                            near.features().toArray(),
                            false,
                            List.of())
                        .text())
            .toList();
  }

  private static Space space(Rebalancer.Given given) {
    VectorForm form = new VectorForm(given.layout());
    var states = FeatureState.byLabel(given.rows().rows(), form);
    return Space.of(form, states.values(), FeatureState.of(states, 1));
  }

  private static Map<String, String> found(Dataset<Row> near) {
    return near.collectAsList().stream()
        .collect(
            Collectors.toMap(
                row -> row.getString(0),
                row -> Near.of(row).stream().map(Near::key).collect(Collectors.joining(" ")),
                (a, b) -> a,
                TreeMap::new));
  }

  private static Map<String, String> bruteForce(Space space, Rebalancer.Given given) {
    Points points = new Points(space, 16);
    given
        .rows()
        .rows()
        .select(Parent.columns())
        .collectAsList()
        .forEach(row -> points.add(Parent.of(row)));
    Map<String, String> nearest = new TreeMap<>();
    for (int query = 0; query < points.size(); query++) {
      int one = query;
      List<Integer> others = new ArrayList<>();
      for (int other = 0; other < points.size(); other++) {
        if (other != query) {
          others.add(other);
        }
      }
      others.sort(
          Comparator.<Integer>comparingDouble(
                  other -> space.squaredDistance(points, one, points, other))
              .thenComparing(points::key));
      nearest.put(
          points.key(query),
          others.stream().limit(6).map(points::key).collect(Collectors.joining(" ")));
    }
    return nearest;
  }
}
