package dev.holdout.window;

import static dev.holdout.window.GivenReadings.schema;
import static dev.holdout.window.GivenReadings.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.lineage.TableVersion;
import dev.holdout.window.EventSpec.EventLabel;
import dev.holdout.window.WindowPlan.Purpose;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

final class EventWindowsTest {
  private static final StructType BY_SECOND =
      schema(columns("machine", "string", "at", "bigint", "x", "double", "broken", "string"));

  @TempDir Path folder;

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
    GivenReadings given = new GivenReadings(folder);
    TableVersion readings =
        given.write(
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
    Windowing made =
        given.windows(readings, spec("at", "PT1H", "PT1H", "PT1H", "PT0S"), Purpose.LEARNING);
    assertThat(given.read(made).columns())
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
    assertThat(given.read(made).orderBy("window_start").collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[m,0,3600,3,4.0,3.0,1.0,7.0,9.0,7.0,true,m|3600,m|3600]",
            "[m,3600,7200,1,100.0,null,100.0,100.0,null,100.0,false,m|7200,m|7200]");
    assertThat(made.readings()).isEqualTo(6);
    assertThat(made.made()).isEqualTo(2);
    assertThat(made.positives()).isEqualTo(1);
    assertThat(made.censored()).isEqualTo(2);
    assertThat(made.first()).isEqualTo("0");
    assertThat(made.last()).isEqualTo("14400");
  }

  @Test
  void leavesOutWindowsWhoseLabelIsNotKnown() {
    GivenReadings given = new GivenReadings(folder);
    TableVersion readings =
        given.write(
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
    Windowing made =
        given.windows(readings, spec("at", "PT1M", "PT1M", "PT1M", "PT0S"), Purpose.LEARNING);
    // m has no known label, n a failure beside an unknown one, o nothing at all.
    assertThat(given.read(made).select("machine", "broken").collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[n,true]", "[o,false]");
    assertThat(made.unlabelled()).isEqualTo(1);
    assertThat(made.censored()).isEqualTo(3);
    assertThat(made.entities()).isEqualTo(3);
  }

  /** The gap is half-open like the window: a failure at close + gap counts, one at its end not. */
  @Test
  void looksForFailuresFromTheEndOfTheGapOn() {
    GivenReadings given = new GivenReadings(folder);
    List<@Nullable Object[]> readings = new ArrayList<>();
    long[] failures = {60 + 29, 60 + 30, 60 + 49, 60 + 50};
    for (int machine = 0; machine < failures.length; machine++) {
      readings.add(row("a" + machine, "m" + machine, 59L, 1.0, "no"));
      readings.add(row("b" + machine, "m" + machine, failures[machine], 1.0, "yes"));
    }
    readings.add(row("z", "z", 110L, 1.0, "no"));
    Windowing made =
        given.windows(
            given.write(BY_SECOND, readings, 1),
            spec("at", "PT1M", "PT1M", "PT20S", "PT30S"),
            Purpose.LEARNING);
    assertThat(given.read(made).orderBy("machine").select("machine", "broken").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[m0,false]", "[m1,true]", "[m2,true]", "[m3,false]");
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
        GivenReadings given = new GivenReadings(folder.resolve(session.substring(0, 3)));
        List<@Nullable Object[]> readings = new ArrayList<>();
        Instant time = Instant.parse("2024-03-29T00:00:00Z");
        for (int hour = 0; hour < 24 * 7; hour++) {
          Instant at = time.plus(Duration.ofHours(hour));
          readings.add(
              row("r" + hour, "m", Timestamp.from(at), (double) hour, hour == 50 ? "yes" : "no"));
        }
        Windowing made =
            given.windows(
                given.write(schema, readings, 2),
                spec("at", "PT24H", "PT24H", "PT24H", "PT0S"),
                Purpose.LEARNING);
        List<Row> rows =
            given
                .read(made)
                .orderBy("window_close")
                .selectExpr("_row_key", "count", "x_slope", "broken", "unix_seconds(window_start)")
                .collectAsList();
        assertThat(rows).hasSize(5);
        assertThat(rows).extracting(row -> row.getLong(1)).containsOnly(24L);
        assertThat(rows).extracting(row -> row.getDouble(2)).containsOnly(1.0);
        assertThat(rows)
            .extracting(row -> row.getBoolean(3))
            .containsExactly(false, true, false, false, false);
        seen.add(rows.toString());
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
    GivenReadings given = new GivenReadings(folder);
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
    TableVersion readings =
        given.write(
            schema,
            List.of(
                row("a", "x|y", 1L, day, day, true),
                row("b", "x|y", 1L, Date.valueOf("2024-02-29"), Date.valueOf("2024-02-27"), false),
                row("c", "x|y", 1L, Date.valueOf("2024-03-03"), null, false)),
            1);
    Windowing made = given.windows(readings, spec, Purpose.LEARNING);
    assertThat(given.read(made).columns())
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
    // 2024-02-28 is day 19781 since 1970, so windows begin on odd days: 27th and 28th, 29th and
    // 1st.
    assertThat(given.read(made).orderBy("window_close").collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[x|y,1,x\\|y|1,2024-02-27,2024-02-29,1,2024-02-28,2024-02-28,1.0,false,x\\|y|1|2024-02-29,x\\|y|1|2024-02-29]",
            "[x|y,1,x\\|y|1,2024-02-29,2024-03-02,1,2024-02-27,2024-02-27,0.0,false,x\\|y|1|2024-03-02,x\\|y|1|2024-03-02]");

    StructType fractions =
        schema(columns("machine", "bigint", "at", "double", "x", "double", "broken", "string"));
    Windowing halves =
        given.windows(
            given.write(
                fractions,
                List.of(
                    row("a", 7L, -0.5, 1.0, "no"),
                    row("b", 7L, Math.nextDown(60.0), 2.0, "no"),
                    row("c", 7L, 60.0, 3.0, "no"),
                    row("d", 7L, 120.5, 3.0, "no")),
                1),
            spec("at", "PT1M", "PT1M", "PT1M", "PT0S"),
            Purpose.LEARNING);
    assertThat(
            given.read(halves).orderBy("window_close").select("_row_key", "x_last").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[7|0,1.0]", "[7|60,2.0]");
  }

  @Test
  void takesNullsAndInfinitiesForNoValues() {
    GivenReadings given = new GivenReadings(folder);
    double inf = Double.POSITIVE_INFINITY;
    Windowing made =
        given.windows(
            given.write(
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
    assertThat(
            given
                .read(made)
                .orderBy("machine")
                .select("count", "x_mean", "x_sd", "x_min", "x_max", "x_slope", "x_last")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[4,2.0,null,2.0,2.0,null,2.0]", "[1,null,null,null,null,null,null]");
  }

  /** Of one time, the last row key says what is last. */
  @Test
  void settlesTiesInTimeByTheRowKey() {
    GivenReadings given = new GivenReadings(folder);
    List<@Nullable Object[]> readings = new ArrayList<>();
    for (String key : List.of("k3", "k9", "k1", "k5")) {
      readings.add(row(key, "m", 5L, (double) key.charAt(1), "no"));
    }
    readings.add(row("z", "m", 120L, null, "no"));
    for (int partitions : new int[] {1, 3}) {
      Windowing made =
          given.windows(
              given.write(BY_SECOND, readings, partitions),
              spec("at", "PT1M", "PT1M", "PT1M", "PT0S"),
              Purpose.LEARNING);
      assertThat(given.read(made).select("x_last").first().getDouble(0)).isEqualTo('9');
    }
  }

  @Test
  void scoresEveryWindowAndNeedsNoLabelForIt() {
    GivenReadings given = new GivenReadings(folder);
    StructType schema = schema(columns("machine", "string", "at", "bigint", "x", "double"));
    Windowing made =
        given.windows(
            given.write(schema, List.of(row("a", "m", 0L, 2.0), row("b", "m", 60L, 3.0)), 1),
            spec("at", "PT1M", "PT1M", "PT1M", "PT0S"),
            Purpose.SCORING);
    assertThat(made.made()).isEqualTo(2);
    assertThat(made.open()).isEqualTo(1);
    assertThat(given.read(made).columns()).contains("x_mean").doesNotContain("broken");
  }

  @Test
  void refusesReadingsWithoutATimeOrAnEntityAndTablesWithoutAWindow() {
    GivenReadings given = new GivenReadings(folder);
    EventSpec spec = spec("at", "PT1M", "PT1M", "PT1M", "PT0S");
    TableVersion timeless =
        given.write(
            BY_SECOND, List.of(row("a", "m", null, 2.0, "no"), row("b", "m", 0L, 2.0, "no")), 1);
    assertThatThrownBy(() -> given.windows(timeless, spec, Purpose.LEARNING))
        .hasMessageContaining(
            "Cannot make windows of datasets/m@0: found no usable value in the column \"at\" of 1 of 2 readings");
    TableVersion nobodys = given.write(BY_SECOND, only("a", null, 0L, 2.0, "no"), 1);
    assertThatThrownBy(() -> given.windows(nobodys, spec, Purpose.LEARNING))
        .hasMessageContaining("in the column \"machine\" of 1 of 1 readings");
    TableVersion few = given.write(BY_SECOND, only("a", "m", 0L, 2.0, "no"), 1);
    assertThatThrownBy(() -> given.windows(few, spec, Purpose.LEARNING))
        .hasMessageContaining(
            "found no window with a known label among 1 (1 whose label looks beyond the last reading, 0;");
    TableVersion none = given.write(BY_SECOND, List.of(), 1);
    assertThatThrownBy(() -> given.windows(none, spec, Purpose.SCORING))
        .hasMessageContaining("found no readings");
  }

  @Test
  void namesEverySettingThatDoesNotFitTheColumns() {
    EventSpec spec =
        new EventSpec(
            List.of("machine", "x"),
            "broken",
            Duration.ofHours(1),
            Duration.ofHours(1),
            List.of(),
            Map.of("x", List.of(Aggregate.SHARE), "z", List.of(Aggregate.LAST)),
            new EventLabel("failed", "yes", Duration.ofHours(1), Duration.ZERO));
    assertThatThrownBy(() -> WindowPlan.of(BY_SECOND, spec, Purpose.LEARNING))
        .hasMessageContaining("windows.columns.z: found no column \"z\" among the readings")
        .hasMessageContaining("label.column: found no column \"failed\"")
        .hasMessageContaining("windows.time: found the column \"broken\" of the type string")
        .hasMessageContaining("windows.entity: found the column \"x\" of the type double")
        .hasMessageContaining(
            "windows.columns.x: found share, expected one of last, max, mean, min, sd, slope");
    StructType twins =
        schema(columns("x_mean", "string", "at", "bigint", "x", "double", "broken", "string"));
    EventSpec clash =
        new EventSpec(
            List.of("x_mean"),
            "at",
            Duration.ofHours(1),
            Duration.ofHours(1),
            List.of(Aggregate.MEAN),
            Map.of(),
            new EventLabel("broken", "yes", Duration.ofHours(1), Duration.ZERO));
    assertThatThrownBy(() -> WindowPlan.of(twins, clash, Purpose.LEARNING))
        .hasMessageContaining("two columns of the windows with the name \"x_mean\"");
  }

  @Test
  void shufflesOnce() {
    GivenReadings given = new GivenReadings(folder);
    TableVersion readings = given.write(BY_SECOND, only("a", "m", 0L, 2.0, "no"), 1);
    Dataset<Row> rows = given.read(readings);
    WindowPlan plan =
        WindowPlan.of(rows.schema(), spec("at", "PT1H", "PT1M", "PT1H", "PT0S"), Purpose.LEARNING);
    Dataset<Row> windows = new WindowRows(plan).of(rows, 0);
    assertThat(windows.count()).isEqualTo(60);
    assertThat(shuffles(windows.queryExecution().executedPlan())).isEqualTo(1);
    assertThat(windows.queryExecution().optimizedPlan().collectLeaves().size()).isEqualTo(1);
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
