package dev.holdout.registry;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import dev.holdout.table.Files;
import dev.holdout.table.Paths;
import dev.holdout.table.Tables;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.ml.PipelineModel;

/**
 * The folders of model versions: {@code models/<name>/<version>/} with the saved pipeline, {@code
 * model.json} and the checksums it holds.
 *
 * <p>A version is reserved by a file that only one writer can make, so that concurrent runs get
 * different versions; it names the key of the fit, so that a killed fit, run again, takes its own
 * version up again, and another fit in its place does. A model is loaded only if its files are the
 * recorded ones.
 */
public final class ModelStore {
  private static final String RESERVED = "reserved";
  private static final String PIPELINE = "pipeline";
  private static final String RECORD = "model.json";

  private final Tables tables;
  private final Files files;

  public ModelStore(Tables tables) {
    this.tables = tables;
    this.files = tables.files();
  }

  /**
   * Saves a fitted pipeline as a new version, or as the version that a killed run reserved under
   * the same key.
   *
   * @param key digest of all that decides the fit
   * @return the version's number, from 1
   */
  public long save(String name, PipelineModel pipeline, String key) {
    return save(name, pipeline, key, other -> true);
  }

  /**
   * The same, or as a version that was reserved under another key, whose fit was killed.
   *
   * <p>For callers that have the pipeline's lease: then a fit that is not finished is not under way
   * either.
   *
   * @param isFinished whether the fit of a key has a result
   */
  public long save(String name, PipelineModel pipeline, String key, Predicate<String> isFinished) {
    long version = reserve(name, key, isFinished);
    try {
      pipeline.write().overwrite().save(folder(name, version) + "/" + PIPELINE);
    } catch (IOException e) {
      throw new HoldoutException(
          ErrorCode.INTERNAL,
          "Cannot save the model to " + folder(name, version) + ": " + e.getMessage(),
          e);
    }
    return version;
  }

  /** The checksums of a saved pipeline's files, for its record. */
  public SortedMap<String, String> checksums(String name, long version) {
    return files.checksums(folder(name, version) + "/" + PIPELINE);
  }

  /** Writes {@code model.json}. */
  public void describe(ModelRecord model) {
    files.write(folder(model.name(), model.version()) + "/" + RECORD, Json.pretty(model));
  }

  /** The record of a version. */
  public Optional<ModelRecord> record(String name, long version) {
    return files
        .read(folder(name, version) + "/" + RECORD)
        .map(text -> Json.read(text, ModelRecord.class));
  }

  /** The records of all versions, oldest first. */
  public List<ModelRecord> records(String name) {
    return versions(name).stream().flatMap(version -> record(name, version).stream()).toList();
  }

  /** Names of the models that have a version. */
  public List<String> names() {
    return files.list(tables.path("models"));
  }

  /** Loads a version after checking its files. */
  public PipelineModel load(ModelRecord model) {
    SortedMap<String, String> found = checksums(model.name(), model.version());
    if (!found.equals(model.files())) {
      SortedMap<String, String> changed = new TreeMap<>(found);
      changed.entrySet().removeAll(model.files().entrySet());
      SortedMap<String, String> missing = new TreeMap<>(model.files());
      missing.keySet().removeAll(found.keySet());
      throw new HoldoutException(
          ErrorCode.CORRUPT_STATE,
          "Cannot load "
              + model.reference()
              + ": its files are not the ones that were saved (changed or added: "
              + names(changed)
              + "; missing: "
              + names(missing)
              + "). Restore "
              + folder(model.name(), model.version())
              + " from a backup, or train again.");
    }
    return unchecked(model.name(), model.version());
  }

  /** Loads a version that this very run has just saved. Spark reads the path as a pattern. */
  public PipelineModel unchecked(String name, long version) {
    return PipelineModel.load(Paths.literal(folder(name, version) + "/" + PIPELINE));
  }

  /** The folder of a version. */
  public String folder(String name, long version) {
    return tables.path("models/" + name + "/" + version);
  }

  private long reserve(String name, String key, Predicate<String> isFinished) {
    List<Long> versions = versions(name);
    SortedMap<Long, String> reserved = new TreeMap<>();
    for (long version : versions) {
      files
          .read(folder(name, version) + "/" + RESERVED)
          .filter(unused -> record(name, version).isEmpty())
          .ifPresent(of -> reserved.put(version, of));
    }
    for (Predicate<String> free : List.<Predicate<String>>of(key::equals, isFinished.negate())) {
      for (long version : reserved.keySet()) {
        if (free.test(reserved.get(version))) {
          files.write(folder(name, version) + "/" + RESERVED, key);
          return version;
        }
      }
    }
    long version = versions.isEmpty() ? 1 : versions.get(versions.size() - 1) + 1;
    while (!files.reserve(folder(name, version) + "/" + RESERVED, key)) {
      version++;
    }
    return version;
  }

  private List<Long> versions(String name) {
    return files.list(tables.path("models/" + name)).stream()
        .filter(entry -> entry.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .sorted()
        .toList();
  }

  private static String names(SortedMap<String, String> files) {
    return files.isEmpty()
        ? "none"
        : files.keySet().stream().limit(10).collect(Collectors.joining(", "));
  }
}
