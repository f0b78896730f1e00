package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.contract.Columns;
import dev.holdout.error.HoldoutException;
import dev.holdout.split.FoldSpec.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds for every scheme, on seeded random tables: ten of twenty for each of twelve splits,
 * the odd or the even ones.
 */
final class SchemeContractTest {
  private static final int TABLES = 20;
  private static final Duration GAP = Duration.ofHours(5);
  private static final Duration HORIZON = Duration.ofHours(9);

  /** The splits under the contract. */
  enum Case {
    STRATIFIED(spec(Scheme.STRATIFIED)),
    STRATIFIED_BY_SEGMENT_EXACT(
        spec(Scheme.STRATIFIED).stratifiedBy("segment").with(TestSpec.exact(0.25))),
    REPEATED(random().with(FoldSpec.stratified(3).repeated(3))),
    GROUP(spec(Scheme.GROUP)),
    STRATIFIED_GROUP(spec(Scheme.STRATIFIED_GROUP)),
    STRATIFIED_GROUP_EXACT(spec(Scheme.STRATIFIED_GROUP).with(TestSpec.exact(0.25))),
    LEAVE_ONE_GROUP_OUT(spec(Scheme.LEAVE_ONE_GROUP_OUT)),
    HOLDOUT(spec(Scheme.HOLDOUT)),
    HOLDOUT_BY_COLUMN(spec(Scheme.HOLDOUT).with(TestSpec.prepared("part"))),
    WALK_FORWARD(
        random()
            .orderedBy("at")
            .with(TestSpec.latest(0.2))
            .with(FoldSpec.of(Scheme.WALK_FORWARD, 3).with(windows("PT5H", "PT9H", "PT0S")))),
    WALK_FORWARD_OF_NUMBERS(random().orderedBy("clock").with(FoldSpec.of(Scheme.WALK_FORWARD, 4))),
    COMBINATORIAL_PURGED(
        random()
            .orderedBy("at")
            .with(
                new FoldSpec(
                    Scheme.COMBINATORIAL_PURGED, 6, 1, 0.2, 2, windows("PT5H", "PT9H", "PT3H"))));

    private final SplitSpec spec;

    Case(SplitSpec spec) {
      this.spec = spec;
    }

    private static SplitSpec random() {
      return SplitSpec.random(0.2, 4, 11);
    }

    private static SplitSpec spec(Scheme scheme) {
      SplitSpec random = random();
      boolean grouped = scheme.byGroup();
      return (grouped ? random.groupedBy("the group") : random).with(FoldSpec.of(scheme, 4));
    }

    private static WindowSpec windows(String gap, String horizon, String embargo) {
      return new WindowSpec(
          Optional.empty(),
          Optional.empty(),
          Optional.of(gap),
          Optional.of(horizon),
          Optional.of(embargo));
    }
  }

  /** A row and where it went. */
  private record Placed(
      String key,
      String label,
      String group,
      String segment,
      long at,
      double clock,
      String partition,
      List<Integer> blocks) {
    boolean in(Fold fold, Collection<Integer> blocksOfFold) {
      return partition.equals("training") && blocksOfFold.contains(blocks.get(fold.layer()));
    }
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void holdsOnRandomTables(Case of) {
    // Each split sees half of the tables, and each table about half of the splits.
    int half = Math.floorMod(of.name().hashCode(), 2);
    LongStream.rangeClosed(1, TABLES)
        .filter(seed -> seed % 2 == half)
        .parallel()
        .forEach(seed -> holds(of, seed));
  }

  private static void holds(Case of, long seed) {
    Dataset<Row> rows = RandomTable.of(seed).dataset();
    SplitPlan plan = plan(of.spec, rows);
    List<Placed> placed = placed(rows, plan);
    String what = of + ", seed " + seed;
    assertThat(placed).as(what).hasSize(RandomTable.of(seed).rows().size());
    assertThat(placed)
        .as(what)
        .extracting(Placed::partition)
        .isSubsetOf("training", "test", "neither")
        .contains("training", "test");
    for (Fold fold : plan.folds().folds()) {
      assertThat(side(placed, fold, fold.training())).as("%s, %s", what, fold).isNotEmpty();
      assertThat(side(placed, fold, fold.validation())).as("%s, %s", what, fold).isNotEmpty();
    }
    if (of.spec.folds().scheme().isRepeatable()
        || of.spec.folds().scheme() == Scheme.LEAVE_ONE_GROUP_OUT) {
      everyRowValidatesOnceInEachLayer(plan, placed, what);
    }
    if (of.spec.folds().scheme() == Scheme.STRATIFIED) {
      classesAreSpreadToOneRow(plan, placed, what);
    }
    of.spec.group().ifPresent(group -> noGroupIsDivided(plan, placed, what));
    if (of.spec.folds().scheme().byTime()) {
      trainingKeepsItsDistanceInTime(of.spec, plan, placed, what);
    }
    if (of.spec.test().scheme() == TestSpec.Scheme.TIME) {
      testIsLater(placed, what);
    }
    if (of.spec.test().exact()) {
      theShareOfTestIsExact(of.spec, placed, what);
    }
    if (seed % 5 == 0) {
      assertThat(plan(of.spec, rows.repartition(3).orderBy(xxhash64(col(Columns.ROW_KEY)))))
          .as("%s: in another order and partitioning", what)
          .isEqualTo(plan);
    }
  }

  /**
   * One line for each split: T, N or the blocks of each of 150 rows, in the order of their keys.
   */
  @Test
  void placesAreTheOnesThatWereAlwaysGiven() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Case of : Case.values()) {
      Dataset<Row> rows = RandomTable.of(1, 150).dataset();
      StringBuilder line = new StringBuilder(of + " ");
      for (Placed row : placed(rows, plan(of.spec, rows))) {
        line.append(
            row.partition.equals("training")
                ? row.blocks.stream()
                    .map(block -> Integer.toString(block, 36))
                    .collect(Collectors.joining())
                : row.partition.substring(0, 1).toUpperCase(Locale.ROOT));
      }
      lines.add(line.toString());
    }
    try (InputStream golden =
        Objects.requireNonNull(SchemeContractTest.class.getResourceAsStream("places.txt"))) {
      assertThat(String.join("\n", lines) + "\n")
          .as("a change here would move rows of existing workspaces")
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void namesWindowsWithoutRows() {
    SplitSpec spec =
        SplitSpec.random(0.2, 2, 1)
            .orderedBy("at")
            .with(
                FoldSpec.of(Scheme.WALK_FORWARD, 3)
                    .with(
                        new WindowSpec(
                            Optional.of(WindowSpec.Length.of("PT1M")),
                            Optional.of(WindowSpec.Length.of("PT1H")),
                            Optional.of("PT30M"),
                            Optional.empty(),
                            Optional.empty())));
    assertThatThrownBy(() -> plan(spec, RandomTable.of(1).dataset()))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("windows without rows")
        .hasMessageContaining("fold 0, which trains from ")
        .hasMessageContaining("no rows to train on");
  }

  private static void everyRowValidatesOnceInEachLayer(
      SplitPlan plan, List<Placed> placed, String what) {
    for (int layer = 0; layer < plan.folds().layers(); layer++) {
      Map<String, Integer> validated = new HashMap<>();
      for (Fold fold : plan.folds().folds()) {
        if (fold.layer() == layer) {
          side(placed, fold, fold.validation())
              .forEach(row -> validated.merge(row.key, 1, Integer::sum));
          assertThat(
                  side(placed, fold, fold.training()).size()
                      + side(placed, fold, fold.validation()).size())
              .as(what)
              .isEqualTo(training(placed).size());
        }
      }
      assertThat(validated.values()).as(what).containsOnly(1);
      assertThat(validated).as(what).hasSize(training(placed).size());
    }
  }

  private static void classesAreSpreadToOneRow(SplitPlan plan, List<Placed> placed, String what) {
    List<Function<Placed, String>> groupings =
        plan.spec().stratify().isEmpty()
            ? List.of(row -> "all", Placed::label)
            : List.of(row -> "all", Placed::label, row -> row.label + row.segment);
    for (Function<Placed, String> grouping : groupings) {
      Set<String> values = placed.stream().map(grouping).collect(Collectors.toSet());
      for (String value : values) {
        for (int layer = 0; layer < plan.folds().layers(); layer++) {
          int each = layer;
          List<Long> counts =
              plan.folds().folds().stream()
                  .filter(fold -> fold.layer() == each)
                  .map(
                      fold ->
                          side(placed, fold, fold.validation()).stream()
                              .filter(row -> grouping.apply(row).equals(value))
                              .count())
                  .toList();
          assertThat(
                  counts.stream().mapToLong(l -> l).max().orElseThrow()
                      - counts.stream().mapToLong(l -> l).min().orElseThrow())
              .as("%s: rows of %s by fold %s", what, value, counts)
              .isLessThanOrEqualTo(1);
        }
      }
    }
  }

  private static void noGroupIsDivided(SplitPlan plan, List<Placed> placed, String what) {
    assertThat(groups(training(placed)))
        .as(what)
        .doesNotContainAnyElementsOf(
            groups(placed.stream().filter(row -> row.partition.equals("test")).toList()));
    for (Fold fold : plan.folds().folds()) {
      assertThat(groups(side(placed, fold, fold.training())))
          .as(what)
          .doesNotContainAnyElementsOf(groups(side(placed, fold, fold.validation())));
    }
  }

  private static void trainingKeepsItsDistanceInTime(
      SplitSpec spec, SplitPlan plan, List<Placed> placed, String what) {
    boolean numbers = spec.time().orElseThrow().equals("clock");
    double before = numbers ? 0 : Math.max(GAP.toMillis(), HORIZON.toMillis());
    double after = numbers ? 0 : HORIZON.plusHours(3).toMillis();
    for (Fold fold : plan.folds().folds()) {
      for (Placed validation : side(placed, fold, fold.validation())) {
        for (Placed training : side(placed, fold, fold.training())) {
          double distance =
              numbers ? validation.clock - training.clock : validation.at - training.at;
          // A label that matures when validation begins is not known before.
          if (spec.folds().scheme() == Scheme.WALK_FORWARD) {
            assertThat(distance).as("%s, %s", what, fold).isGreaterThan(before);
          } else {
            assertThat(distance > before || -distance >= after)
                .as("%s, %s: %s", what, fold, distance)
                .isTrue();
          }
        }
      }
    }
  }

  private static void testIsLater(List<Placed> placed, String what) {
    long lastTraining = training(placed).stream().mapToLong(Placed::at).max().orElseThrow();
    long firstTest =
        placed.stream()
            .filter(row -> row.partition.equals("test"))
            .mapToLong(Placed::at)
            .min()
            .orElseThrow();
    assertThat(lastTraining + HORIZON.toMillis()).as(what).isLessThan(firstTest);
  }

  private static void theShareOfTestIsExact(SplitSpec spec, List<Placed> placed, String what) {
    if (spec.group().isPresent()) {
      for (String label : List.of("yes", "no")) {
        double share = share(placed, row -> row.label.equals(label));
        assertThat(share).as("%s: share of %s in Test", what, label).isBetween(0.15, 0.35);
      }
      return;
    }
    Map<String, List<Placed>> strata =
        placed.stream().collect(Collectors.groupingBy(row -> row.label + row.segment));
    strata
        .values()
        .forEach(
            stratum ->
                assertThat(
                        (double)
                            stratum.stream().filter(row -> row.partition.equals("test")).count())
                    .as(what)
                    .isBetween(stratum.size() * 0.25 - 1, stratum.size() * 0.25 + 1));
    long all = placed.stream().filter(row -> row.partition.equals("test")).count();
    assertThat((double) all).as(what).isBetween(placed.size() * 0.25 - 1, placed.size() * 0.25 + 1);
  }

  private static double share(List<Placed> placed, Predicate<Placed> of) {
    List<Placed> rows = placed.stream().filter(of).toList();
    return (double) rows.stream().filter(row -> row.partition.equals("test")).count() / rows.size();
  }

  private static Set<String> groups(List<Placed> rows) {
    Set<String> groups = new HashSet<>();
    rows.forEach(row -> groups.add(row.group == null ? "row " + row.key : row.group));
    return groups;
  }

  private static List<Placed> training(List<Placed> placed) {
    return placed.stream().filter(row -> row.partition.equals("training")).toList();
  }

  private static List<Placed> side(List<Placed> placed, Fold fold, Collection<Integer> blocks) {
    return placed.stream().filter(row -> row.in(fold, blocks)).toList();
  }

  static SplitPlan plan(SplitSpec spec, Dataset<Row> rows) {
    return new Splitter(RandomTable.LABEL, spec).plan(rows, 400);
  }

  private static List<Placed> placed(Dataset<Row> rows, SplitPlan plan) {
    Dataset<Row> assignment = Splitter.split(rows, RandomTable.LABEL, plan).assignment();
    int layers = plan.layers().size();
    List<String> columns = new ArrayList<>(List.of("partition"));
    for (int layer = 0; layer < layers; layer++) {
      columns.add(Columns.block(layer));
    }
    Map<String, Row> places = new HashMap<>();
    assignment
        .select(Columns.ROW_KEY, columns.toArray(String[]::new))
        .collectAsList()
        .forEach(row -> places.put(row.getString(0), row));
    List<Placed> placed = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      Row place = places.get(row.getString(0));
      Integer[] blocks = new Integer[layers];
      Arrays.setAll(blocks, layer -> place.isNullAt(2 + layer) ? null : place.getInt(2 + layer));
      placed.add(
          new Placed(
              row.getString(0),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.<Timestamp>getAs("at").getTime(),
              row.getDouble(6),
              place.getString(1),
              Arrays.asList(blocks)));
    }
    return placed;
  }
}
