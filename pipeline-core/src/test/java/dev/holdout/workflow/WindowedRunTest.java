package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.config.PipelineFile;
import dev.holdout.contract.SourceSpec;
import dev.holdout.lineage.StageRecord;
import dev.holdout.lineage.TableVersion;
import dev.holdout.report.Summary;
import dev.holdout.table.Tables;
import dev.holdout.window.Windowing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From readings of machines to a model of failures, and back to readings to be scored. */
final class WindowedRunTest {
  private static final Instant BEGIN = Instant.parse("2024-03-20T00:00:00Z");
  private static final int MACHINES = 40;
  private static final int READINGS_A_DAY = 3;

  @TempDir Path folder;

  @Test
  void learnsFromWindowsOfReadingsAndScoresReadings() throws IOException {
    days("a.csv", 0, 12, "yes");
    PipelineSpec spec = spec();
    RunOutcome first = run(spec);

    assertThat(first.stages())
        .extracting(StageRecord::stage)
        .startsWith("ingest", "label", "windows", "split", "audit");
    // A reading without a time and one without a machine.
    assertThat(first.report().ingestion().quarantined()).isEqualTo(2);
    assertThat(first.report().ingestion().reasons())
        .allMatch(reason -> reason.reason().equals("required"))
        .hasSize(2);
    Windowing windows = first.report().windows().orElseThrow();
    assertThat(windows.readings()).isEqualTo(MACHINES * 12 * READINGS_A_DAY);
    assertThat(windows.entities()).isEqualTo(MACHINES);
    // The last reading is on the 12th day, so the labels of the last three days look too far.
    assertThat(windows.made()).isEqualTo(MACHINES * 9);
    assertThat(windows.censored()).isEqualTo(MACHINES * 3);
    assertThat(first.report().split().training() + first.report().split().test())
        .isEqualTo(windows.made());
    assertThat(first.report().evaluation().overall().metrics().get("roc_auc").value().orElse(0.0))
        .isGreaterThan(0.8);
    assertThat(first.report().importance())
        .extracting(weight -> weight.column())
        .contains("temperature_mean")
        .doesNotContain("window_start", "window_close", "machine", "failed");
    assertThat(Summary.of(first.report(), "page"))
        .contains("1,440 readings of 40 entities became 360 windows of 24 hours; 120 left out");
    assertThat(
            Files.readString(folder.resolve("ws/reports/" + first.report().run() + "/index.html")))
        .contains(
            "A window is positive if a reading in the 2\u00a0days from its close on has failed ="
                + " yes.");
    LineageGraph lineage = new LineageGraph(new RunLedger(tables(spec)).edges());
    assertThat(lineage.upstream("models/m@1"))
        .extracting(step -> step.edge().from())
        .contains("datasets/m_windows@0", "datasets/m@0", "source/m");
    assertThat(run(spec).nothingNew()).isTrue();

    days("b.csv", 12, 14, "yes");
    Map<String, Row> before = byKey(spec, windows.dataset());
    var unused =
        new SplitRun(TestSession.spark(), StageListener.SILENT).run(spec, "name: m # grown");
    Map<String, Row> grown = byKey(spec, tables(spec).latest("datasets/m_windows").orElseThrow());
    assertThat(grown).hasSize(MACHINES * 11).containsAllEntriesOf(before);

    days("../score.csv", 14, 16, "");
    BatchScoring.Scoring scoring = score(spec);
    assertThat(scoring.scored()).isEqualTo(MACHINES * 2);
    assertThat(scoring.windows().orElseThrow().open()).isEqualTo(MACHINES);
    Row score = tables(spec).read(scoring.scores()).orderBy("_row_key").first();
    assertThat(score.<String>getAs("machine")).isEqualTo("m0");
    assertThat(score.<Object>getAs("window_close").toString()).startsWith("2024-04-04");
    assertThat(score.<String>getAs("input")).isEqualTo("datasets/m_to_score_windows@0");
  }

  private static Map<String, Row> byKey(PipelineSpec spec, TableVersion windows) {
    Map<String, Row> rows = new HashMap<>();
    for (Row row : tables(spec).read(windows).collectAsList()) {
      rows.put(row.getAs("_row_key"), row);
    }
    assertThat(rows).hasSize((int) windows.rows());
    return rows;
  }

  private static Tables tables(PipelineSpec spec) {
    return new Tables(TestSession.spark(), spec.workspace(), spec.retentionDays());
  }

  private static RunOutcome run(PipelineSpec spec) {
    return new TrainingRun(TestSession.spark(), StageListener.SILENT).run(spec, "run", "name: m");
  }

  private BatchScoring.Scoring score(PipelineSpec spec) {
    SourceSpec source = spec.source();
    return new BatchScoring(TestSession.spark(), StageListener.SILENT)
        .score(
            spec,
            new SourceSpec(
                source.format(),
                List.of(new SourceSpec.FileSpec(folder + "/score.csv", 0)),
                Optional.empty(),
                source.csv(),
                source.missing(),
                Optional.empty()),
            "name: m");
  }

  private PipelineSpec spec() {
    String text =
        """
        name: m
        workspace: %1$s/ws
        source: {format: csv, files: ["%1$s/in/*.csv"]}
        columns: {machine: string, read_at: timestamp, temperature: number, mode: string, failed: string}
        label: {column: failed, positive: "yes"}
        windows:
          entity: machine
          time: read_at
          length: PT24H
          aggregates: [mean, sd, slope, last]
          label: {within: PT48H}
        split: {folds: 2}
        candidates: {logistic_regression: {reg_param: [0.01]}}
        evaluation: {draws: 100, slices: false}
        """
            .formatted(folder);
    return PipelineFile.parse(text, "m.yaml", Map.of(), name -> null).spec();
  }

  /**
   * Readings of some days: a machine grows hotter from day to day, fails at the end of its cycle
   * and is repaired. The label is left out where {@code positive} is empty.
   */
  private void days(String file, int from, int until, String positive) throws IOException {
    StringBuilder csv = new StringBuilder("machine,read_at,temperature,mode");
    csv.append(positive.isEmpty() ? "\n" : ",failed\n");
    for (int machine = 0; machine < MACHINES; machine++) {
      for (int reading = from * READINGS_A_DAY; reading < until * READINGS_A_DAY; reading++) {
        SplittableRandom random = new SplittableRandom(machine * 1_000L + reading);
        int cycle = 5 + machine % 5;
        int day = reading / READINGS_A_DAY + machine;
        boolean fails = reading % READINGS_A_DAY == 1 && day % cycle == cycle - 1;
        csv.append('m').append(machine).append(',');
        csv.append(BEGIN.plus(reading * 24L / READINGS_A_DAY, ChronoUnit.HOURS)).append(',');
        csv.append(day % cycle - cycle + 8 * random.nextDouble() / 4).append(',');
        csv.append(random.nextBoolean() ? "on" : "off");
        csv.append(positive.isEmpty() ? "\n" : fails ? "," + positive + "\n" : ",no\n");
      }
    }
    if (from == 0) {
      csv.append("m0,,1,on,no\n,2024-03-21T00:00:00Z,1,on,no\n");
    }
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.writeString(in.resolve(file), csv);
  }
}
