package dev.holdout.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.window.GivenReadings.Made;
import dev.holdout.window.SlowWindows.Expected;
import dev.holdout.window.SlowWindows.Reading;
import dev.holdout.window.SlowWindows.Window;
import dev.holdout.window.WindowPlan.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random tables against windows made one by one, and with readings after a close changed. */
final class RandomWindowsTest {
  private static final StructType SCHEMA = GivenReadings.schema(columns());

  private static Map<String, DataType> columns() {
    Map<String, DataType> columns = new LinkedHashMap<>();
    columns.put("machine", DataTypes.StringType);
    columns.put("at", DataTypes.LongType);
    columns.put("value", DataTypes.DoubleType);
    columns.put("state", DataTypes.StringType);
    columns.put("alarm", DataTypes.BooleanType);
    columns.put("broken", DataTypes.StringType);
    return columns;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 60, 60, 60, 0",
    "2, 60, 20, 90, 0",
    "3, 50, 20, 15, 35",
    "4, 7, 7, 100, 3",
    "5, 120, 1, 40, 200"
  })
  void agreeWithWindowsMadeOneByOne(long seed, long length, long step, long within, long gap) {
    List<Reading> readings = readings(seed, 150);
    Expected expected = SlowWindows.of(readings, length, step, within, gap);
    List<List<Row>> seen = new ArrayList<>();
    for (int partitions : new int[] {1, 3}) {
      Collections.shuffle(readings, new Random(partitions));
      Made found =
          GivenReadings.windows(
              written(readings, partitions), spec(length, step, within, gap), Purpose.LEARNING);
      Windowing made = found.windowing();
      assertThat(made.made()).as("seed %s", seed).isEqualTo(expected.windows().size());
      assertThat(made.censored()).isEqualTo(expected.censored());
      assertThat(made.unlabelled()).isEqualTo(expected.unlabelled());
      assertThat(made.positives())
          .isEqualTo(
              expected.windows().values().stream()
                  .filter(window -> window.label().orElse(false))
                  .count());
      seen.add(found.rows());
    }
    assertThat(seen.get(1)).isEqualTo(seen.get(0));
    assertThat(seen.get(0)).isNotEmpty();
    SortedMap<String, Window> rows = new TreeMap<>();
    seen.get(0).forEach(row -> rows.put(row.getAs("_row_key"), window(row)));
    assertThat(rows.keySet()).isEqualTo(expected.windows().keySet());
    rows.forEach((key, window) -> compare(key, window, expected.windows().get(key)));
  }

  /** Every reading from a close on is changed beyond recognition; some come late, others vanish. */
  @Test
  void featuresDependOnNoReadingAtOrAfterTheClose() {
    List<Reading> readings = readings(11, 200);
    EventSpec spec = spec(60, 20, 90, 10);
    long close = 300;
    List<Reading> poisoned = new ArrayList<>();
    for (Reading reading : readings) {
      if (reading.at() < close) {
        poisoned.add(reading);
      } else if (reading.key().hashCode() % 3 != 0) {
        poisoned.add(
            new Reading(
                "x" + reading.key(),
                reading.machine(),
                close + reading.at() % 7,
                1e300,
                "poison",
                true,
                "yes"));
      }
    }
    poisoned.add(new Reading("end", "m1", 10_000, 1.0, null, null, "no"));
    Map<String, String> before = features(readings, spec, close);
    Map<String, String> after = features(poisoned, spec, close);
    assertThat(before).isNotEmpty();
    assertThat(after).containsAllEntriesOf(before);
  }

  /** Windows once made keep their keys and figures as the table grows; more become known. */
  @Test
  void growthAddsWindowsAndKeepsThoseThatWereThere() {
    List<Reading> readings = readings(12, 200);
    readings.sort(Comparator.comparingLong(Reading::at));
    EventSpec spec = spec(60, 60, 60, 0);
    List<Reading> early = readings.stream().filter(reading -> reading.at() <= 400).toList();
    Made first = GivenReadings.windows(written(early, 1), spec, Purpose.LEARNING);
    Made second = GivenReadings.windows(written(readings, 2), spec, Purpose.LEARNING);
    assertThat(second.rows()).hasSizeGreaterThan(first.rows().size()).containsAll(first.rows());
  }

  private static Map<String, String> features(List<Reading> readings, EventSpec spec, long close) {
    Map<String, String> features = new TreeMap<>();
    for (Row row : GivenReadings.windows(written(readings, 1), spec, Purpose.SCORING).rows()) {
      if (row.<Long>getAs(EventSpec.CLOSE) <= close) {
        features.put(row.getAs("_row_key"), row.toString());
      }
    }
    return features;
  }

  private static EventSpec spec(long length, long step, long within, long gap) {
    return GivenReadings.spec(
        "at",
        Duration.ofSeconds(length).toString(),
        Duration.ofSeconds(step).toString(),
        Duration.ofSeconds(within).toString(),
        Duration.ofSeconds(gap).toString());
  }

  private static Dataset<Row> written(List<Reading> readings, int partitions) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Reading each : readings) {
      rows.add(
          new @Nullable Object[] {
            each.key(),
            each.machine(),
            each.at(),
            each.value(),
            each.state(),
            each.alarm(),
            each.broken()
          });
    }
    return GivenReadings.table(SCHEMA, rows, partitions);
  }

  /**
   * Times cluster on boundaries, values span magnitudes, and everything but the time is missing at
   * times.
   */
  private static List<Reading> readings(long seed, int count) {
    Random random = new Random(seed);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = random.nextInt(600) - 60L;
      at = random.nextInt(3) == 0 ? Math.floorDiv(at, 20L) * 20 : at;
      double value = (random.nextDouble() - 0.3) * Math.pow(10, random.nextInt(12) - 4);
      readings.add(
          new Reading(
              "r" + i,
              "m" + random.nextInt(3),
              at,
              random.nextInt(6) == 0
                  ? null
                  : random.nextInt(15) == 0 ? Double.NEGATIVE_INFINITY : value,
              random.nextInt(4) == 0 ? null : "s" + random.nextInt(3),
              random.nextInt(4) == 0 ? null : random.nextBoolean(),
              random.nextInt(40) == 0 ? null : random.nextInt(12) == 0 ? "yes" : "no"));
    }
    return readings;
  }

  private static Window window(Row row) {
    return new Window(
        row.getAs("count"),
        row.getAs("value_mean"),
        row.getAs("value_sd"),
        row.getAs("value_min"),
        row.getAs("value_max"),
        row.getAs("value_slope"),
        row.getAs("value_last"),
        row.getAs("state_last"),
        row.getAs("state_distinct"),
        row.getAs("alarm_share"),
        Optional.of(row.<Boolean>getAs("broken")));
  }

  private static void compare(String key, Window found, @Nullable Window expected) {
    assertThat(expected).as(key).isNotNull();
    close(key + " sd", found.sd(), expected.sd());
    close(key + " slope", found.slope(), expected.slope());
    assertThat(rest(found)).as(key).isEqualTo(rest(expected));
  }

  private static List<@Nullable Object> rest(Window window) {
    return Arrays.asList(
        window.count(),
        window.mean(),
        window.min(),
        window.max(),
        window.last(),
        window.state(),
        window.states(),
        window.alarms(),
        window.label());
  }

  /** To the last bits: roots and quotients are rounded in two steps on both sides. */
  private static void close(String what, @Nullable Double found, @Nullable Double expected) {
    if (found == null || expected == null) {
      assertThat(found).as(what).isEqualTo(expected);
    } else {
      assertThat(found).as(what).isCloseTo(expected, Offset.offset(1e-14 * Math.abs(expected)));
    }
  }
}
