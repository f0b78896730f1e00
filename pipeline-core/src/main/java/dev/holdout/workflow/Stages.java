package dev.holdout.workflow;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.RootCause;
import dev.holdout.lineage.Build;
import dev.holdout.lineage.Json;
import dev.holdout.lineage.StageRecord;
import dev.holdout.lineage.TableVersion;
import dev.holdout.table.Files;
import dev.holdout.table.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The stages of one run: timed, named in failures, recorded, and skipped when a finished result has
 * their key.
 *
 * <p>A stage's key is the digest of its name, the code, its part of the configuration and its input
 * versions. Its result is a record, kept as {@code runs/stages/<key>.json} and written in one piece
 * once all the stage's tables are, so that a run killed at any moment takes up where it was. Equal
 * work in another run is found as well.
 */
final class Stages {
  private final Tables tables;
  private final Files files;
  private final String folder;
  private final String pipeline;
  private final StageListener listener;
  private final List<StageRecord> records = new ArrayList<>();
  private String current = "start";

  Stages(Tables tables, String pipeline, StageListener listener) {
    this.tables = tables;
    this.files = tables.files();
    this.folder = tables.path("runs/stages");
    this.pipeline = pipeline;
    this.listener = listener;
  }

  /**
   * What a stage's result is kept as.
   *
   * @param stage the stage's name
   * @param seconds how long the work took
   * @param result the result as JSON
   */
  private record Kept(String stage, double seconds, String result) {}

  /**
   * What a stage reads.
   *
   * @param reference how lineage refers to it
   * @param content what decides the stage's key of it
   */
  record Input(String reference, String content) {
    /**
     * A table, known by its content: made again under another version, it is the same input.
     *
     * @param madeFrom digests of what the table stands for without holding it
     */
    static Input of(TableVersion table, String... madeFrom) {
      return new Input(
          table.reference(),
          table.name() + " " + table.fingerprint() + " " + String.join(" ", madeFrom));
    }

    /** A table whose version matters beside its content. */
    static Input pinned(TableVersion table) {
      return of(table, table.reference());
    }

    static Input of(String reference) {
      return new Input(reference, reference);
    }
  }

  /**
   * Runs a stage, or finds its result. A result is used again only if it can be read and all that
   * the stage made is still there; it is a cache, so that anything else counts as none.
   *
   * @param name the stage's name
   * @param decides the part of the configuration that decides the result
   * @param inputs what it reads
   * @param type the result's record
   * @param outputs what it made, from the result
   * @param work does it; receives the key, under which it writes its tables
   */
  <T> T stage(
      String name,
      Object decides,
      List<Input> inputs,
      Class<T> type,
      Function<T, List<Output>> outputs,
      Function<String, T> work) {
    return stage(name, decides, inputs, type, outputs, (key, earlier) -> work.apply(key));
  }

  /**
   * The same for work that receives also the earlier result, where there is one whose outputs are
   * gone.
   */
  <T> T stage(
      String name,
      Object decides,
      List<Input> inputs,
      Class<T> type,
      Function<T, List<Output>> outputs,
      BiFunction<String, Optional<T>, T> work) {
    current = name;
    String key =
        Json.digest(
            Map.of(
                "stage",
                name,
                "pipeline",
                pipeline,
                "code",
                Build.current().commit(),
                "version",
                Build.current().version(),
                "decides",
                decides,
                "inputs",
                inputs.stream().map(Input::content).toList()));
    List<String> references = inputs.stream().map(Input::reference).toList();
    Instant start = Instant.now();
    String path = folder + "/" + key + ".json";
    Optional<T> earlier = result(path, type);
    Optional<T> finished =
        earlier.filter(
            result -> outputs.apply(result).stream().allMatch(output -> output.isIn(tables)));
    if (finished.isPresent()) {
      T result = finished.get();
      finish(name, key, true, start, references, references(outputs.apply(result)));
      return result;
    }
    listener.started(name);
    T result = work.apply(key, earlier);
    files.write(path, Json.pretty(new Kept(name, secondsSince(start), Json.canonical(result))));
    finish(name, key, false, start, references, references(outputs.apply(result)));
    return result;
  }

  private <T> Optional<T> result(String path, Class<T> type) {
    try {
      return files
          .read(path, Kept.class, "")
          .map(kept -> Json.stored(kept.result(), type, path, ""));
    } catch (HoldoutException unreadable) {
      if (unreadable.code() == ErrorCode.CORRUPT_STATE) {
        return Optional.empty();
      }
      throw unreadable;
    }
  }

  private static List<String> references(List<Output> outputs) {
    return outputs.stream().flatMap(output -> output.reference().stream()).toList();
  }

  /**
   * Runs a stage whose result depends on what lies outside the workspace, so that it cannot be
   * skipped unseen.
   */
  <T> T fresh(
      String name,
      List<String> inputs,
      Function<T, Boolean> reused,
      Function<T, List<Output>> outputs,
      Supplier<T> work) {
    current = name;
    Instant start = Instant.now();
    listener.started(name);
    T result = work.get();
    finish(name, "", reused.apply(result), start, inputs, references(outputs.apply(result)));
    return result;
  }

  /** Whether the work of a key has a result. */
  boolean isFinished(String key) {
    return files.modifiedAt(folder + "/" + key + ".json").isPresent();
  }

  /** Says something that a reader must know before the run goes on. */
  void note(String sentence) {
    listener.noted(sentence);
  }

  /** The stages so far. */
  List<StageRecord> records() {
    return List.copyOf(records);
  }

  /** Whether no stage had to do any work. */
  boolean allReused() {
    return records.stream().allMatch(StageRecord::reused);
  }

  /** The failure, with the stage it happened in, in one sentence. */
  RuntimeException failed(Throwable failure) {
    Optional<HoldoutException> damaged = tables.unreadable(failure);
    if (damaged.isPresent() && !(failure instanceof HoldoutException)) {
      return failed(damaged.get());
    }
    Optional<HoldoutException> foreseen =
        RootCause.causes(failure).stream()
            .filter(HoldoutException.class::isInstance)
            .map(HoldoutException.class::cast)
            .findFirst();
    if (foreseen.isPresent()) {
      HoldoutException known = foreseen.get();
      return new HoldoutException(
          known.code(), known.plainMessage() + " (stage: " + current + ")", known);
    }
    return new HoldoutException(
        ErrorCode.INTERNAL,
        "Stage " + current + " failed: " + RootCause.describe(failure) + ".",
        failure);
  }

  private void finish(
      String name,
      String key,
      boolean reused,
      Instant start,
      List<String> inputs,
      List<String> outputs) {
    StageRecord record =
        new StageRecord(name, key, reused, start, secondsSince(start), inputs, outputs);
    records.add(record);
    listener.finished(record);
  }

  private static double secondsSince(Instant start) {
    return (Instant.now().toEpochMilli() - start.toEpochMilli()) / 1000.0;
  }
}
