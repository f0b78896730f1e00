package dev.holdout.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
final class TimeAxisTest {
  private static final String VIENNA = "Europe/Vienna";

  /** On 2024-03-31 clocks in Vienna went from 02:00 to 03:00, on 2024-10-27 back from 03:00. */
  @Test
  void countsDaysInTheZoneAndHoursExactly() {
    TimeAxis axis = axis(DataTypes.TimestampType, VIENNA);
    long noon = micros("2024-03-31T10:00:00Z");
    assertThat(axis.move(noon, "P1D", -1)).isEqualTo(micros("2024-03-30T11:00:00Z"));
    assertThat(axis.move(noon, "PT24H", -1)).isEqualTo(micros("2024-03-30T10:00:00Z"));
    long autumn = micros("2024-10-27T11:00:00Z");
    assertThat(axis.move(autumn, "P1D", -1)).isEqualTo(micros("2024-10-26T10:00:00Z"));
    assertThat(axis.move(autumn, "P1DT1H", -1)).isEqualTo(micros("2024-10-26T09:00:00Z"));
    assertThat(axis.move(micros("2024-03-31T11:00:00Z"), "P1M", -1))
        .as("there is no 31 February")
        .isEqualTo(micros("2024-02-29T12:00:00Z"));
  }

  @Test
  void readsPointsInTheZone() {
    TimeAxis axis = axis(DataTypes.TimestampType, VIENNA);
    assertThat(axis.parse("2024-06-01")).isEqualTo(micros("2024-05-31T22:00:00Z"));
    assertThat(axis.parse("2024-06-01T12:00")).isEqualTo(micros("2024-06-01T10:00:00Z"));
    assertThat(axis.parse("2024-06-01T12:00:00Z")).isEqualTo(micros("2024-06-01T12:00:00Z"));
    assertThat(axis.text(micros("2024-05-31T22:00:00Z"))).isEqualTo("2024-06-01");
    assertThatThrownBy(() -> axis.parse("June"))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("\"June\" for the column \"a.time\": expected a date or time");
  }

  @Test
  void datesHaveNoZone() {
    TimeAxis axis = axis(DataTypes.DateType, VIENNA);
    long day = axis.parse("2024-03-31");
    assertThat(day - axis.move(day, "P1D", -1)).isEqualTo(Duration.ofDays(1).toNanos() / 1_000);
    assertThat(axis.text(axis.move(day, "P1D", 1))).isEqualTo("2024-04-01");
  }

  @Test
  void numbersKeepTheirOrder() {
    double[] ordered = {
      Double.NEGATIVE_INFINITY,
      -1e300,
      -2,
      -0.5,
      -Double.MIN_VALUE,
      0,
      0.25,
      3,
      1e18,
      Double.POSITIVE_INFINITY
    };
    for (int i = 1; i < ordered.length; i++) {
      assertThat(TimeAxis.toOrdered(ordered[i - 1])).isLessThan(TimeAxis.toOrdered(ordered[i]));
      assertThat(TimeAxis.fromOrdered(TimeAxis.toOrdered(ordered[i]))).isEqualTo(ordered[i]);
    }
    assertThat(TimeAxis.toOrdered(-0.0)).isEqualTo(TimeAxis.toOrdered(0.0));
    TimeAxis axis = axis(DataTypes.DoubleType, "UTC");
    assertThat(axis.text(axis.move(axis.parse("10"), "2.5", -1))).isEqualTo("7.5");
  }

  @Test
  void aRowsNumberDoesNotDependOnTheSessionsZone() {
    SparkSession.setActiveSession(TestSession.spark());
    String zone = TestSession.spark().conf().get("spark.sql.session.timeZone");
    try {
      TestSession.spark().conf().set("spark.sql.session.timeZone", VIENNA);
      for (String type : List.of("date", "timestamp_ntz")) {
        var rows =
            TestSession.spark()
                .sql("SELECT CAST('2024-07-01 00:00:00' AS " + type + ") AS `a.time`");
        Row row = rows.select(TimeAxis.of("a.time", rows.schema(), "UTC").number()).head();
        assertThat(row.getLong(0)).as(type).isEqualTo(micros("2024-07-01T00:00:00Z"));
      }
    } finally {
      TestSession.spark().conf().set("spark.sql.session.timeZone", zone);
    }
  }

  @Test
  void trainingEndsBeforeTheGapAndTheHorizon() {
    TimeAxis axis = axis(DataTypes.TimestampType, "UTC");
    long at = micros("2024-06-10T00:00:00Z");
    WindowSpec windows =
        new WindowSpec(
            Optional.empty(),
            Optional.empty(),
            Optional.of("P1D"),
            Optional.of("P3D"),
            Optional.of("P2D"));
    assertThat(axis.before(at, windows))
        .as("the row of 7 June matures when validation begins, not before it")
        .isEqualTo(micros("2024-06-07T00:00:00Z"));
    assertThat(axis.endBefore(at, windows)).isEqualTo("to before 2024-06-07");
    WindowSpec gap =
        new WindowSpec(
            Optional.empty(),
            Optional.empty(),
            Optional.of("P3D"),
            Optional.of("P1D"),
            Optional.empty());
    assertThat(axis.before(at, gap))
        .as("the row of 7 June is just the gap away")
        .isEqualTo(micros("2024-06-07T00:00:00Z") + 1);
    assertThat(axis.endBefore(at, gap)).isEqualTo("to 2024-06-07");
    assertThat(axis.endBefore(at, WindowSpec.NONE)).isEqualTo("to before 2024-06-10");
    assertThat(axis.before(Long.MIN_VALUE, windows)).isEqualTo(Long.MIN_VALUE);
    assertThat(axis.after(at, windows)).isEqualTo(micros("2024-06-15T00:00:00Z"));
    assertThat(axis.before(at, WindowSpec.NONE)).isEqualTo(at);
  }

  @Test
  void refusesTextAsTime() {
    assertThatThrownBy(() -> axis(DataTypes.StringType, "UTC"))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("found the type string, expected a date, a timestamp or a number");
  }

  private static TimeAxis axis(DataType type, String zone) {
    return TimeAxis.of("a.time", new StructType().add("a.time", type), zone);
  }

  private static long micros(String instant) {
    return Instant.parse(instant).toEpochMilli() * 1_000;
  }
}
