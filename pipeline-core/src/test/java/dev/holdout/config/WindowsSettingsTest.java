package dev.holdout.config;

import static dev.holdout.config.Samples.parse;
import static dev.holdout.config.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.contract.ColumnSpec;
import dev.holdout.split.FoldSpec;
import dev.holdout.split.LabelSpec;
import dev.holdout.window.Aggregate;
import dev.holdout.window.EventSpec;
import dev.holdout.window.EventSpec.EventLabel;
import dev.holdout.workflow.PipelineSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsSettingsTest {
  private static final String READINGS =
      """
      name: machines
      source: {format: csv, files: [readings.csv]}
      columns: {machine: string, site: integer, at: timestamp, day: date, "t.1": number, mode: string, failed: integer}
      label: {column: failed, positive: 1}
      """;

  private static String windows(String more) {
    return READINGS + "windows: {entity: machine, time: at, length: P1D, " + more + "}\n";
  }

  @Test
  void everythingAfterTheWindowsSeesTheirColumns() {
    PipelineSpec spec = spec(windows("label: {within: PT48H}"));
    Duration day = Duration.ofDays(1);
    assertThat(spec.windows())
        .contains(
            new EventSpec(
                List.of("machine"),
                "at",
                day,
                day,
                List.of(
                    Aggregate.MEAN,
                    Aggregate.SD,
                    Aggregate.MIN,
                    Aggregate.MAX,
                    Aggregate.SLOPE,
                    Aggregate.LAST,
                    Aggregate.SHARE,
                    Aggregate.DISTINCT),
                Map.of(),
                new EventLabel("failed", "1", Duration.ofDays(2), Duration.ZERO)));
    assertThat(spec.contract().columns().stream().filter(ColumnSpec::required))
        .extracting(ColumnSpec::name)
        .containsExactly("machine", "at");
    assertThat(spec.label()).isEqualTo(new LabelSpec("failed", "true"));
    assertThat(spec.key()).containsExactly("machine", "window_close");
    assertThat(spec.features().drop())
        .containsExactlyInAnyOrder("failed", "machine", "window_close", "window_start");
    assertThat(spec.audit().group()).containsExactly("machine");
    assertThat(spec.audit().time()).contains("window_close");
    assertThat(spec.split().group()).contains("machine");
    assertThat(spec.split().time()).contains("window_close");
    assertThat(spec.split().folds().scheme()).isEqualTo(FoldSpec.Scheme.STRATIFIED_GROUP);
  }

  @Test
  void schemesByTimePurgeWhatTheLabelLooksAt() {
    String label = "label: {within: P2D, gap: PT1H}";
    PipelineSpec walk = spec(windows(label) + "split: {scheme: walk_forward, test_scheme: time}\n");
    assertThat(walk.split().folds().windows().horizon()).contains("PT49H");
    assertThat(walk.split().group()).isEmpty();
    String numbers =
        windows(label).replace("at: timestamp", "at: number")
            + "split: {scheme: walk_forward, windows: {gap: 3600}}\n";
    assertThat(spec(numbers).split().folds().windows().horizon()).contains("176400");
    PipelineSpec longer =
        spec(windows(label) + "split: {scheme: walk_forward, windows: {horizon: P3D}}\n");
    assertThat(longer.split().folds().windows().horizon()).contains("P3D");
  }

  @Test
  void anEntityOfSeveralColumnsHasAColumnOfItsOwn() {
    PipelineSpec spec =
        spec(windows("label: {within: P1D}").replace("entity: machine", "entity: [site, machine]"));
    assertThat(spec.split().group()).contains("window_entity");
    assertThat(spec.key()).containsExactly("site", "machine", "window_close");
    assertThat(spec.features().drop()).contains("site", "machine", "window_entity");
  }

  @Test
  void theEffectiveFileGivesTheSamePipeline() {
    PipelineFile file =
        parse(
            windows("columns: {t.1: [mean], failed: [share]}, label: {within: PT48H}")
                + "roles: {drop: [failed_share]}\nevaluation: {segments: [mode_last]}\n");
    assertThat(parse(file.effective()).spec()).isEqualTo(file.spec());
    assertThat(file.effective()).contains("gap: PT0S");
    assertThat(file.spec().windows().map(EventSpec::columns))
        .isEqualTo(
            Optional.of(
                Map.of("t.1", List.of(Aggregate.MEAN), "failed", List.of(Aggregate.SHARE))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          label: {within: P1M} | windows.label.within: found the text 'P1M', expected whole days, hours, minutes or seconds such as PT24H or P7D. Months and years have no length of their own
          label: {within: PT0S} | windows.label.within: found the text 'PT0S', expected whole days, hours, minutes or seconds such as PT24H or P7D. At most 36500 days
          step: P2D, label: {within: P1D} | windows.step: found PT48H with a length of PT24H, expected at most the length. Readings between windows would be in none
          step: PT1M, label: {within: PT1H} | windows.step: found PT24H by a step of PT1M, so that a reading counts in 1440 windows, expected at most 1000. Choose a longer step
          step: PT1H, label: {within: P60D} | windows.label.within: found PT1440H by a step of PT1H, so that a reading counts in 1440 windows, expected at most 1000. Choose a longer step
          columns: {mod: [last]}, label: {within: P1D} | windows.columns.mod: found the column 'mod', which is not declared, expected one of those under columns. Did you mean 'mode'?
          columns: {mode: [mean]}, label: {within: P1D} | windows.columns.mode: found mean, expected one of distinct, last. A column of this type has no other
          aggregates: [median], label: {within: P1D} | windows.aggregates.0: found the text 'median', expected one of mean, sd, min, max, slope, last, share, distinct
          """)
  void saysWhatDoesNotFit(String more, String problem) {
    assertThatThrownBy(() -> parse(windows(more)))
        .hasMessage(
            "[CONFIGURATION] Cannot use the pipeline file p.yaml (1 problem):\n  - p.yaml:5 "
                + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          time: at | time: mode | windows.time: found the column "mode" of the type string, expected a timestamp
          time: at | time: failed | windows.time: found the label's column 'failed', expected another column
          time: at | time: day, step: PT12H | windows.step: found the text 'PT12H', expected whole days such as P7D
          entity: machine | entity: day | windows.entity: found the column "day" of the type date, expected a string or an integer
          """)
  void saysWhichColumnDoesNotFit(String before, String after, String problem) {
    assertThatThrownBy(() -> parse(windows("label: {within: P1D}").replace(before, after)))
        .hasMessageContaining("(1 problem)")
        .hasMessageContaining(problem);
  }

  @Test
  void columnsOfReadingsAreNoneOfTheWindows() {
    String file = windows("label: {within: P1D, gap: PT6H}");
    assertThatThrownBy(() -> parse(file + "roles: {drop: [mode]}\n"))
        .hasMessageContaining(
            "p.yaml:6 roles.drop.0: found the column 'mode', which is not declared, expected a column"
                + " of the windows: machine, window_start, window_close, count, site_mean");
    assertThatThrownBy(
            () -> parse(file + "split: {scheme: walk_forward, windows: {horizon: P1D}}\n"))
        .hasMessageContaining(
            "p.yaml:6 split.windows.horizon: found P1D, expected at least PT30H, after which the"
                + " label of a window is known. Leave it out: it is that then");
  }
}
