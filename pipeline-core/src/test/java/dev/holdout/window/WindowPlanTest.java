package dev.holdout.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.window.EventSpec.EventLabel;
import dev.holdout.window.WindowPlan.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class WindowPlanTest {
  private static final StructType READINGS =
      StructType.fromDDL("machine STRING, at BIGINT, x DOUBLE, broken STRING");

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
    assertThatThrownBy(() -> WindowPlan.of(READINGS, spec, Purpose.LEARNING))
        .hasMessageContaining("windows.columns.z: found no column \"z\" among the readings")
        .hasMessageContaining("label.column: found no column \"failed\"")
        .hasMessageContaining("windows.time: found the column \"broken\" of the type string")
        .hasMessageContaining("windows.entity: found the column \"x\" of the type double")
        .hasMessageContaining(
            "windows.columns.x: found share, expected one of last, max, mean, min, sd, slope");
    StructType twins = StructType.fromDDL("x_mean STRING, at BIGINT, x DOUBLE, broken STRING");
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
  void refusesLengthsThatWouldMakeTooManyWindowsOrNone() {
    Duration day = Duration.ofDays(1);
    assertThatThrownBy(() -> spec(day, Duration.ofMinutes(1), day))
        .hasMessage("a reading in more than 1000 windows");
    assertThatThrownBy(() -> spec(day, Duration.ofDays(2), day)).hasMessageContaining("beyond");
    assertThatThrownBy(() -> spec(day, day, Duration.ofMillis(1500)))
        .hasMessageContaining("within");
  }

  @Test
  void labelsOfReadingsArePositiveHoweverTheyAreWritten() {
    Duration day = Duration.ofDays(1);
    WindowPlan plan = WindowPlan.of(READINGS, spec(day, day, day), Purpose.LEARNING);
    List<Row> rows =
        TestSession.spark()
            .createDataset(
                List.of("yes", "Yes", " YES", "1", "True", "no", "0", "n/a"), Encoders.STRING())
            .toDF("broken")
            .select(plan.positive())
            .collectAsList();
    assertThat(rows)
        .extracting(row -> row.get(0))
        .containsExactly(true, true, true, true, true, false, false, null);
  }

  private static EventSpec spec(Duration length, Duration step, Duration within) {
    return new EventSpec(
        List.of("machine"),
        "at",
        length,
        step,
        List.of(),
        Map.of(),
        new EventLabel("broken", "yes", within, Duration.ZERO));
  }
}
