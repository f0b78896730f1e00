package dev.holdout.window;

import static dev.holdout.window.GivenReadings.schema;
import static dev.holdout.window.GivenReadings.spec;
import static dev.holdout.window.GivenReadings.table;
import static dev.holdout.window.GivenReadings.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.window.EventSpec.EventLabel;
import dev.holdout.window.GivenReadings.Made;
import dev.holdout.window.WindowPlan.Purpose;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.exchange.ShuffleExchangeExec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import scala.jdk.javaapi.CollectionConverters;

@Execution(ExecutionMode.SAME_THREAD)
final class EventWindowsTest {
  private static final StructType BY_SECOND =
      schema(columns("machine", "string", "at", "bigint", "x", "double", "broken", "string"));

  private static Map<String, DataType> columns(String... pairs) {
    Map<String, DataType> columns = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      columns.put(pairs[i], DataType.fromDDL(pairs[i + 1]));
    }
    return columns;
  }

  private static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  private static List<@Nullable Object[]> only(@Nullable Object... values) {
    return Collections.singletonList(values);
  }

  /** Values 1, 4, 7 at 0, 20 and 40 minutes: mean 4, sd 3, 9 per hour. */
  @Test
  void holdsTheFiguresOfEachWindowAndWhetherAFailureFollows() {
    Dataset<Row> readings =
        table(
            BY_SECOND,
            List.of(
                row("a", "m", 0L, 1.0, "no"),
                row("b", "m", 1_200L, 4.0, "no"),
                row("c", "m", 2_400L, 7.0, "no"),
                // At the close of the first window: of the second, and what the first one's label
                // sees first.
                row("d", "m", 3_600L, 100.0, "yes"),
                row("e", "m", 10_800L, null, "no"),
                row("f", "m", 14_400L, 0.0, "no")),
            2);
    Made made = windows(readings, spec("at", "PT1H", "PT1H", "PT1H", "PT0S"), Purpose.LEARNING);
    assertThat(made.columns())
        .containsExactly(
            "machine",
            "window_start",
            "window_close",
            "count",
            "x_mean",
            "x_sd",
            "x_min",
            "x_max",
            "x_slope",
            "x_last",
            "broken",
            Columns.ROW_KEY,
            Columns.SPLIT_UNIT);
    assertThat(made.rows())
        .extracting(Row::toString)
        .containsExactly(
            "[m,0,3600,3,4.0,3.0,1.0,7.0,9.0,7.0,true,m|3600,m|3600]",
            "[m,3600,7200,1,100.0,null,100.0,100.0,null,100.0,false,m|7200,m|7200]");
    assertThat(made.windowing().readings()).isEqualTo(6);
    assertThat(made.windowing().made()).isEqualTo(2);
    assertThat(made.windowing().positives()).isEqualTo(1);
    assertThat(made.windowing().censored()).isEqualTo(2);
    assertThat(made.windowing().first()).isEqualTo("0");
    assertThat(made.windowing().last()).isEqualTo("14400");
  }

  @Test
  void leavesOutWindowsWhoseLabelIsNotKnown() {
    Dataset<Row> readings =
        table(
            BY_SECOND,
            List.of(
                row("a", "m", 0L, 1.0, null),
                row("b", "m", 60L, 1.0, null),
                row("c", "n", 0L, 1.0, "no"),
                row("d", "n", 60L, 1.0, "yes"),
                row("e", "n", 61L, 1.0, null),
                row("f", "o", 0L, 1.0, "no"),
                row("g", "o", 120L, 1.0, "no")),
            1);
    Made made = windows(readings, spec("at", "PT1M", "PT1M", "PT1M", "PT0S"), Purpose.LEARNING);
    // m has no known label, n a failure beside an unknown one, o nothing at all.
    assertThat(made.shown("machine", "broken")).containsExactly("[n, true]", "[o, false]");
    assertThat(made.windowing().unlabelled()).isEqualTo(1);
    assertThat(made.windowing().censored()).isEqualTo(3);
    assertThat(made.windowing().entities()).isEqualTo(3);
  }

  /** The gap is half-open like the window: a failure at close + gap counts, one at its end not. */
  @Test
  void looksForFailuresFromTheEndOfTheGapOn() {
    List<@Nullable Object[]> readings = new ArrayList<>();
    long[] failures = {60 + 29, 60 + 30, 60 + 49, 60 + 50};
    for (int machine = 0; machine < failures.length; machine++) {
      readings.add(row("a" + machine, "m" + machine, 59L, 1.0, "no"));
      readings.add(row("b" + machine, "m" + machine, failures[machine], 1.0, "yes"));
    }
    readings.add(row("z", "z", 110L, 1.0, "no"));
    Made made =
        windows(
            table(BY_SECOND, readings, 1),
            spec("at", "PT1M", "PT1M", "PT20S", "PT30S"),
            Purpose.LEARNING);
    assertThat(made.shown("machine", "broken"))
        .containsExactly("[m0, false]", "[m1, true]", "[m2, true]", "[m3, false]");
  }

  /** In Vienna, 2024-03-31 has 23 hours and 2024-10-27 25; a window has 24 whatever the zone. */
  @Test
  void knowsInstantsOnlyWhateverTheZoneOfTheSession() {
    StructType schema =
        schema(columns("machine", "string", "at", "timestamp", "x", "double", "broken", "string"));
    String zone = TestSession.spark().conf().get("spark.sql.session.timeZone");
    List<String> seen = new ArrayList<>();
    for (String session : List.of("UTC", "Europe/Vienna", "America/St_Johns")) {
      TestSession.spark().conf().set("spark.sql.session.timeZone", session);
      try {
        List<@Nullable Object[]> readings = new ArrayList<>();
        Instant time = Instant.parse("2024-03-29T00:00:00Z");
        for (int hour = 0; hour < 24 * 7; hour++) {
          Instant at = time.plus(Duration.ofHours(hour));
          readings.add(
              row("r" + hour, "m", Timestamp.from(at), (double) hour, hour == 50 ? "yes" : "no"));
        }
        Made made =
            windows(
                table(schema, readings, 2),
                spec("at", "PT24H", "PT24H", "PT24H", "PT0S"),
                Purpose.LEARNING);
        assertThat(made.shown("count", "x_slope", "broken"))
            .containsExactly(
                "[24, 1.0, false]",
                "[24, 1.0, true]",
                "[24, 1.0, false]",
                "[24, 1.0, false]",
                "[24, 1.0, false]");
        seen.add(made.shown("_row_key", "window_start").toString());
      } finally {
        TestSession.spark().conf().set("spark.sql.session.timeZone", zone);
      }
    }
    assertThat(seen.get(0))
        .contains("m|" + Instant.parse("2024-03-31T00:00:00Z").toEpochMilli() * 1000);
    assertThat(seen).containsOnly(seen.get(0));
  }

  @Test
  void takesDatesAndFractionsOfSecondsAndSeveralColumnsForAnEntity() {
    StructType schema =
        schema(
            columns(
                "si`te", "string", "no. 1", "bigint", "day", "date", "a.b x", "date", "broken",
                "boolean"));
    Object day = Date.valueOf(LocalDate.of(2024, 2, 28));
    EventSpec spec =
        new EventSpec(
            List.of("si`te", "no. 1"),
            "day",
            Duration.ofDays(2),
            Duration.ofDays(2),
            List.of(Aggregate.MEAN),
            Map.of(
                "a.b x",
                List.of(Aggregate.LAST, Aggregate.MIN),
                "broken",
                List.of(Aggregate.SHARE)),
            new EventLabel("broken", "true", Duration.ofDays(1), Duration.ZERO));
    Dataset<Row> readings =
        table(
            schema,
            List.of(
                row("a", "x|y", 1L, day, day, true),
                row("b", "x|y", 1L, Date.valueOf("2024-02-29"), Date.valueOf("2024-02-27"), false),
                row("c", "x|y", 1L, Date.valueOf("2024-03-03"), null, false)),
            1);
    Made made = windows(readings, spec, Purpose.LEARNING);
    assertThat(made.columns())
        .containsExactly(
            "si`te",
            "no. 1",
            "window_entity",
            "window_start",
            "window_close",
            "count",
            "a.b x_last",
            "a.b x_min",
            "broken_share",
            "broken",
            "_row_key",
            "_split_unit");
    // 2024-02-27 is day 19780 since 1970, and windows of two days begin on even ones.
    assertThat(made.rows())
        .extracting(Row::toString)
        .containsExactly(
            "[x|y,1,x\\|y|1,2024-02-27,2024-02-29,1,2024-02-28,2024-02-28,1.0,false,x\\|y|1|2024-02-29,x\\|y|1|2024-02-29]",
            "[x|y,1,x\\|y|1,2024-02-29,2024-03-02,1,2024-02-27,2024-02-27,0.0,false,x\\|y|1|2024-03-02,x\\|y|1|2024-03-02]");

    StructType fractions =
        schema(columns("machine", "bigint", "at", "double", "x", "double", "broken", "string"));
    Made halves =
        windows(
            table(
                fractions,
                List.of(
                    row("a", 7L, -0.5, 1.0, "no"),
                    row("b", 7L, Math.nextDown(60.0), 2.0, "no"),
                    row("c", 7L, 60.0, 3.0, "no"),
                    row("d", 7L, 120.5, 3.0, "no")),
                1),
            spec("at", "PT1M", "PT1M", "PT1M", "PT0S"),
            Purpose.LEARNING);
    assertThat(halves.shown("_row_key", "x_last")).containsExactly("[7|0, 1.0]", "[7|60, 2.0]");
  }

  @Test
  void takesNullsAndInfinitiesForNoValues() {
    double inf = Double.POSITIVE_INFINITY;
    Made made =
        windows(
            table(
                BY_SECOND,
                List.of(
                    row("a", "m", 0L, 2.0, "no"),
                    row("b", "m", 1L, inf, "no"),
                    row("c", "m", 2L, Double.NaN, "no"),
                    row("d", "m", 3L, null, "no"),
                    row("e", "n", 0L, -inf, "no"),
                    row("f", "n", 120L, 0.0, "no")),
                1),
            spec("at", "PT1M", "PT1M", "PT1M", "PT0S"),
            Purpose.LEARNING);
    assertThat(made.shown("count", "x_mean", "x_sd", "x_min", "x_max", "x_slope", "x_last"))
        .containsExactly(
            "[4, 2.0, null, 2.0, 2.0, null, 2.0]", "[1, null, null, null, null, null, null]");
  }

  /** Of one time, the last row key says what is last. */
  @Test
  void settlesTiesInTimeByTheRowKey() {
    List<@Nullable Object[]> readings = new ArrayList<>();
    for (String key : List.of("k3", "k9", "k1", "k5")) {
      readings.add(row(key, "m", 5L, (double) key.charAt(1), "no"));
    }
    readings.add(row("z", "m", 120L, null, "no"));
    for (int partitions : new int[] {1, 3}) {
      Made made =
          windows(
              table(BY_SECOND, readings, partitions),
              spec("at", "PT1M", "PT1M", "PT1M", "PT0S"),
              Purpose.LEARNING);
      assertThat(made.shown("x_last")).containsExactly("[57.0]"); // the character 9
    }
  }

  @Test
  void scoresEveryWindowAndNeedsNoLabelForIt() {
    StructType schema = schema(columns("machine", "string", "at", "bigint", "x", "double"));
    Made made =
        windows(
            table(schema, List.of(row("a", "m", 0L, 2.0), row("b", "m", 60L, 3.0)), 1),
            spec("at", "PT1M", "PT1M", "PT1M", "PT0S"),
            Purpose.SCORING);
    assertThat(made.windowing().made()).isEqualTo(2);
    assertThat(made.windowing().open()).isEqualTo(1);
    assertThat(made.columns()).contains("x_mean").doesNotContain("broken");

    EventSpec past =
        new EventSpec(
            List.of("machine"),
            "at",
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            List.of(),
            Map.of("broken", List.of(Aggregate.SHARE)),
            new EventLabel("broken", "yes", Duration.ofMinutes(1), Duration.ZERO));
    List<@Nullable Object[]> labelled =
        List.of(row("a", "m", 0L, 2.0, "yes"), row("b", "m", 1L, 3.0, "no"));
    assertThat(windows(table(BY_SECOND, labelled, 1), past, Purpose.SCORING).shown("broken_share"))
        .containsExactly("[0.5]");
    assertThatThrownBy(() -> WindowPlan.of(schema, past, Purpose.SCORING))
        .hasMessageContaining("found no column \"broken\" among the readings");
  }

  @Test
  void refusesReadingsWithoutATimeOrAnEntityAndTablesWithoutAWindow() {
    EventSpec spec = spec("at", "PT1M", "PT1M", "PT1M", "PT0S");
    Dataset<Row> timeless =
        table(BY_SECOND, List.of(row("a", "m", null, 2.0, "no"), row("b", "m", 0L, 2.0, "no")), 1);
    assertThatThrownBy(() -> windows(timeless, spec, Purpose.LEARNING))
        .hasMessageContaining(
            "Cannot make windows of datasets/m@0: found no usable value in the column \"at\" of 1 of 2 readings");
    Dataset<Row> nobodys = table(BY_SECOND, only("a", null, 0L, 2.0, "no"), 1);
    assertThatThrownBy(() -> windows(nobodys, spec, Purpose.LEARNING))
        .hasMessageContaining("in the column \"machine\" of 1 of 1 readings");
    Dataset<Row> few = table(BY_SECOND, only("a", "m", 0L, 2.0, "no"), 1);
    assertThatThrownBy(() -> windows(few, spec, Purpose.LEARNING))
        .hasMessageContaining(
            "found no window with a known label among 1 (1 whose label looks beyond the last reading, 0;");
    Dataset<Row> none = table(BY_SECOND, List.of(), 1);
    assertThatThrownBy(() -> windows(none, spec, Purpose.SCORING))
        .hasMessageContaining("found no readings");
  }

  @Test
  void shufflesOnce() {
    List<Row> one = table(BY_SECOND, only("a", "m", 0L, 2.0, "no"), 1).collectAsList();
    Dataset<Row> rows = TestSession.spark().createDataFrame(one, BY_SECOND);
    WindowPlan plan =
        WindowPlan.of(rows.schema(), spec("at", "PT1H", "PT1M", "PT1H", "PT0S"), Purpose.LEARNING);
    Dataset<Row> contributed = new WindowRows(plan).of(rows, 0);
    assertThat(contributed.count()).isEqualTo(60);
    assertThat(shuffles(contributed.queryExecution().executedPlan())).isEqualTo(1);
    assertThat(contributed.queryExecution().optimizedPlan().collectLeaves().size()).isEqualTo(1);
  }

  private static long shuffles(SparkPlan plan) {
    SparkPlan seen = plan instanceof AdaptiveSparkPlanExec adaptive ? adaptive.initialPlan() : plan;
    long below =
        CollectionConverters.asJava(seen.children()).stream()
            .mapToLong(EventWindowsTest::shuffles)
            .sum();
    return below + (seen instanceof ShuffleExchangeExec ? 1 : 0);
  }
}
