package dev.holdout.workflow;

import dev.holdout.lineage.Edge;
import dev.holdout.lineage.Json;
import dev.holdout.lineage.StageRecord;
import dev.holdout.table.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What happened in the workspace, as Delta tables that only grow: {@code runs/runs}, {@code
 * runs/stage_log}, {@code lineage/edges}. Openings of Test are {@link TestLedger}'s, figures {@link
 * FigureLedger}'s.
 */
public final class RunLedger {
  private static final String RUNS = "runs/runs";
  private static final String STAGES = "runs/stage_log";
  private static final String EDGES = "lineage/edges";

  private static final String REMEDY =
      "Restore that folder from a backup; or delete it, which loses the list of runs and nothing"
          + " else.";

  private final Tables tables;

  public RunLedger(Tables tables) {
    this.tables = tables;
  }

  /**
   * One run.
   *
   * @param run its id
   * @param pipeline the pipeline
   * @param verb such as {@code run}, {@code retrain} or {@code score}
   * @param startedAt when it began
   * @param seconds how long it took
   * @param outcome one sentence
   * @param failed whether it failed or was interrupted
   * @param report folder of its report, relative to the workspace; empty when there is none
   * @param configuration the effective configuration
   */
  public record RunRecord(
      String run,
      String pipeline,
      String verb,
      Instant startedAt,
      double seconds,
      String outcome,
      boolean failed,
      Optional<String> report,
      String configuration) {
    /** Records of earlier versions hold the path at which the workspace was then. */
    public RunRecord {
      report = report.map(path -> Reports.reference(path.substring(path.lastIndexOf('/') + 1)));
    }

    /** The same run with how it ended, now. */
    RunRecord ended(String outcome, boolean failed, Optional<String> report) {
      return new RunRecord(
          run,
          pipeline,
          verb,
          startedAt,
          TrainingRun.secondsSince(startedAt),
          outcome,
          failed,
          report,
          configuration);
    }
  }

  /**
   * Records a run with its stages and their edges; those of reused stages as well, since the run
   * that made them may have been killed before it was recorded.
   */
  public void record(RunRecord run, List<StageRecord> stages) {
    List<Row> stageRows = new ArrayList<>();
    List<Row> edgeRows = new ArrayList<>();
    for (StageRecord stage : stages) {
      stageRows.add(
          RowFactory.create(
              run.run(),
              stage.stage(),
              stage.key(),
              stage.reused(),
              java.sql.Timestamp.from(stage.startedAt()),
              stage.seconds()));
      for (Edge edge : edges(stage, run.run())) {
        edgeRows.add(RowFactory.create(edge.from(), edge.to(), edge.stage(), edge.run()));
      }
    }
    append(
        STAGES,
        stageRows,
        "run STRING, stage STRING, key STRING, reused BOOLEAN, started_at TIMESTAMP, seconds"
            + " DOUBLE",
        run.run());
    append(EDGES, edgeRows, "from STRING, to STRING, stage STRING, run STRING", run.run());
    append(
        RUNS,
        List.of(
            RowFactory.create(
                run.run(),
                run.pipeline(),
                run.verb(),
                java.sql.Timestamp.from(run.startedAt()),
                run.seconds(),
                run.outcome(),
                run.failed(),
                Json.canonical(run))),
        "run STRING, pipeline STRING, verb STRING, started_at TIMESTAMP, seconds DOUBLE, outcome"
            + " STRING, failed BOOLEAN, record STRING",
        run.run());
  }

  /** Whether a run is recorded. */
  boolean isRecorded(String run) {
    return tables.hasKey(RUNS, RUNS + "/" + run);
  }

  /**
   * All runs, oldest first; those that were killed before they were recorded, and those that are
   * still at work, as they are now.
   */
  public List<RunRecord> runs() {
    List<RunRecord> recorded = recordedRuns();
    Set<String> known = recorded.stream().map(RunRecord::run).collect(Collectors.toSet());
    return Stream.concat(
            recorded.stream(),
            new OpenRuns(tables)
                .now().stream().map(OpenRuns.Open::run).filter(run -> !known.contains(run.run())))
        .sorted(Comparator.comparing(RunRecord::startedAt).thenComparing(RunRecord::run))
        .toList();
  }

  private List<RunRecord> recordedRuns() {
    return tables
        .readLatest(RUNS)
        .map(
            runs ->
                runs
                    .orderBy("started_at", "run")
                    .select("record")
                    .as(Encoders.STRING())
                    .collectAsList()
                    .stream()
                    .map(
                        json ->
                            Json.stored(
                                json, RunRecord.class, "a run in " + tables.path(RUNS), REMEDY))
                    .toList())
        .orElse(List.of());
  }

  /** All edges; those of runs that are not recorded yet last. */
  public List<Edge> edges() {
    List<Edge> edges = new ArrayList<>(recordedEdges());
    Set<String> known = edges.stream().map(Edge::run).collect(Collectors.toSet());
    for (OpenRuns.Open open : new OpenRuns(tables).now()) {
      if (!known.contains(open.run().run())) {
        open.stages().forEach(stage -> edges.addAll(edges(stage, open.run().run())));
      }
    }
    return edges;
  }

  private static List<Edge> edges(StageRecord stage, String run) {
    return stage.inputs().stream()
        .flatMap(
            input ->
                stage.outputs().stream().map(output -> new Edge(input, output, stage.stage(), run)))
        .toList();
  }

  private List<Edge> recordedEdges() {
    return tables
        .readLatest(EDGES)
        .map(
            edges ->
                edges.orderBy("run", "from", "to").collectAsList().stream()
                    .map(
                        row ->
                            new Edge(
                                row.getString(0),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3)))
                    .toList())
        .orElse(List.of());
  }

  private void append(String table, List<Row> rows, String columns, String key) {
    new LedgerTable(tables, table, columns).append(rows, key);
  }
}
