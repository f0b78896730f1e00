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
import java.util.function.Function;

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
  private final Files files;
  private final String folder;
  private final String pipeline;
  private final StageListener listener;
  private final List<StageRecord> records = new ArrayList<>();
  private String current = "start";

  Stages(Tables tables, String pipeline, StageListener listener) {
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
   * @param digest of its content; empty where the reference says it all
   */
  record Input(String reference, String digest) {
    static Input of(TableVersion table) {
      return new Input(table.reference(), table.fingerprint());
    }

    static Input of(String reference) {
      return new Input(reference, "");
    }
  }

  /**
   * Runs a stage, or finds its result.
   *
   * @param name the stage's name
   * @param decides the part of the configuration that decides the result
   * @param inputs what it reads
   * @param type the result's record
   * @param outputs references of what it made, from the result
   * @param work does it; receives the key, under which it writes its tables
   */
  <T> T stage(
      String name,
      Object decides,
      List<Input> inputs,
      Class<T> type,
      Function<T, List<String>> outputs,
      Function<String, T> work) {
    current = name;
    String key =
        Json.digest(
            Map.of(
                "stage", name,
                "pipeline", pipeline,
                "code", Build.current().commit(),
                "version", Build.current().version(),
                "decides", decides,
                "inputs", inputs));
    List<String> references = inputs.stream().map(Input::reference).toList();
    Instant start = Instant.now();
    String path = folder + "/" + key + ".json";
    Optional<Kept> kept = files.read(path).map(text -> Json.read(text, Kept.class));
    if (kept.isPresent()) {
      T result = Json.read(kept.get().result(), type);
      finish(name, key, true, start, references, outputs.apply(result));
      return result;
    }
    listener.started(name);
    T result = work.apply(key);
    files.write(path, Json.pretty(new Kept(name, secondsSince(start), Json.canonical(result))));
    finish(name, key, false, start, references, outputs.apply(result));
    return result;
  }

  /**
   * Runs a stage whose result depends on what lies outside the workspace, so that it cannot be
   * skipped unseen.
   */
  <T> T fresh(
      String name,
      List<String> inputs,
      Function<T, Boolean> reused,
      Function<T, List<String>> outputs,
      java.util.function.Supplier<T> work) {
    current = name;
    Instant start = Instant.now();
    listener.started(name);
    T result = work.get();
    finish(name, "", reused.apply(result), start, inputs, outputs.apply(result));
    return result;
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
    if (failure instanceof HoldoutException known) {
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
