package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.SourceSpec;
import dev.holdout.fault.Fault;
import dev.holdout.fault.FaultyDisk;
import dev.holdout.fault.Operation;
import dev.holdout.measure.ProportionMethod;
import dev.holdout.measure.Task;
import dev.holdout.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * A workspace on a {@link FaultyDisk}, and the verbs that work in it: each is stopped at one
 * operation after another and started again, until it has come through.
 */
final class FaultyWorkspace implements AutoCloseable {
  private final Path folder;
  private final FaultyDisk disk;
  private final Set<String> stoppedAt = new HashSet<>();
  private final List<String> stops = new ArrayList<>();

  /**
   * A workspace in a new folder, and a source of 300 rows.
   *
   * @param folder holds both
   */
  FaultyWorkspace(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("in"));
    Files.createDirectories(folder.resolve("disk"));
    this.disk =
        FaultyDisk.at(
            folder.resolve("disk"), TestSession.spark().sparkContext().hadoopConfiguration());
    addRows("a.csv", 0, 300);
  }

  /** Adds a file to the source. */
  void addRows(String file, int from, int until) throws IOException {
    StringBuilder csv = new StringBuilder("id,x,colour,y\n");
    SplittableRandom random = new SplittableRandom(from);
    for (int row = from; row < until; row++) {
      double x = 4 * random.nextDouble() - 2;
      csv.append("r").append(row).append(',').append(x).append(',');
      csv.append(row % 3 == 0 ? "red" : "blue").append(',');
      csv.append(random.nextDouble() < 1 / (1 + Math.exp(-2 * x)) ? "a\n" : "b\n");
    }
    csv.append("bad").append(from).append(",not a number,red,a\n");
    Files.writeString(folder.resolve("in").resolve(file), csv);
  }

  PipelineSpec spec() {
    return SmallPipeline.spec(
        Path.of(disk.uri() + "/ws"),
        folder.resolve("in") + "/*.csv",
        """
        max_quarantined_share: 0.6
        split: {folds: 2}
        evaluation: {segments: [colour], draws: 100}
        """);
  }

  Tables tables() {
    return SmallPipeline.tables(spec());
  }

  RunOutcome run(String verb) {
    return new TrainingRun(TestSession.spark(), StageListener.SILENT).run(spec(), verb, "name: t");
  }

  BatchScoring.Scoring score() throws IOException {
    Path file =
        Files.writeString(folder.resolve("new.csv"), "id,x,colour\nn1,0.5,red\nn2,-3,blue\n");
    SourceSpec source = spec().source();
    return new BatchScoring(TestSession.spark(), StageListener.SILENT)
        .score(
            spec(),
            new SourceSpec(
                source.format(),
                List.of(new SourceSpec.FileSpec(file.toString(), 0)),
                Optional.empty(),
                source.csv(),
                source.missing(),
                Optional.empty()),
            "name: t");
  }

  void evaluate() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("predictions.csv"),
            "y,p,g\n" + "1,0.9,a\n0,0.2,b\n1,0.4,b\n0,0.6,a\n".repeat(40));
    EvaluationRun run = new EvaluationRun(TestSession.spark(), StageListener.SILENT);
    run.write(
        run.evaluate(
            new EvaluationRequest(
                file.toString(),
                Task.BINARY,
                "y",
                Optional.of("1"),
                List.of("p"),
                List.of(),
                Optional.empty(),
                OptionalDouble.of(0.5),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of("g"),
                1,
                List.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                new EvaluationRequest.Limits(
                    1, OptionalInt.empty(), 10, 0.95, 100, 1, ProportionMethod.WILSON))),
        disk.uri() + "/evaluation");
  }

  /** One verb. */
  @FunctionalInterface
  interface Verb {
    void run() throws IOException;
  }

  /**
   * Stops a verb at every point that no verb was stopped at before, one after the other.
   *
   * @param fault how; the other kind at every second point where empty
   * @param point names the point of an operation; empty where it is none
   */
  void stopEverywhere(Optional<Fault> fault, UnaryOperator<String> point, Verb verb) {
    while (true) {
      Fault kind = fault.orElse(List.of(Fault.values()).get(stops.size() % Fault.values().length));
      disk.failAt(
          kind,
          operation -> {
            String name = point.apply(operation.toString());
            return !name.isEmpty() && stoppedAt.add(name);
          });
      DeltaLog.clearCache();
      try {
        verb.run();
        if (disk.struck().isEmpty()) {
          disk.lift();
          return;
        }
      } catch (Exception | Error stopped) {
        assertThat(disk.struck()).as("reason of %s, after %s", stopped, stops).isPresent();
      }
      stops.add(kind + " at " + disk.struck().map(Operation::toString).orElse(""));
    }
  }

  /** Where verbs were stopped, in order. */
  List<String> stops() {
    return stops;
  }

  /** Every table below the folder with its number of rows. */
  SortedMap<String, Long> tableRows() throws IOException {
    DeltaLog.clearCache();
    SortedMap<String, Long> rows = new TreeMap<>();
    Path root = folder.resolve("disk");
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(path -> path.endsWith("_delta_log"))
          .map(path -> root.relativize(path.getParent()).toString())
          .forEach(
              name ->
                  rows.put(
                      name,
                      TestSession.spark()
                          .read()
                          .format("delta")
                          .load(disk.uri() + "/" + name)
                          .count()));
    }
    return rows;
  }

  /** What stands in a folder, without hidden files. */
  List<String> names(String below) {
    try (Stream<Path> entries = Files.list(folder.resolve("disk").resolve(below))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    disk.close();
  }
}
