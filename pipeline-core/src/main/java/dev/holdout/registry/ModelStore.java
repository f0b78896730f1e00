package dev.holdout.registry;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import dev.holdout.table.Files;
import dev.holdout.table.Paths;
import dev.holdout.table.Tables;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;

/**
 * The folders of model versions: {@code models/<name>/<version>/} with the saved pipeline, {@code
 * model.json} and the checksums it holds.
 *
 * <p>A version is reserved by a file that only one writer can make, so that concurrent runs get
 * different versions; it names the key of the fit, so that the same fit, made again after a kill or
 * because its folder is gone, is the same version. A number that was registered or promoted is
 * never given to another fit. A model is loaded only if its record and its files are the registered
 * ones.
 */
public final class ModelStore {
  private static final String RESERVED = "reserved";
  private static final String PIPELINE = "pipeline";
  private static final String RECORD = "model.json";

  private static final String REMEDY =
      "Restore it from a backup; or delete it and run the pipeline again, which writes it anew.";

  private final Tables tables;
  private final Files files;
  private final Registrations registrations;

  public ModelStore(Tables tables) {
    this.tables = tables;
    this.files = tables.files();
    this.registrations = new Registrations(tables);
  }

  /**
   * Saves a fitted pipeline as a new version, or as the version that a run reserved under the same
   * key. Where that is whole, it stays as it is.
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
    if (isWhole(name, version)) {
      return version;
    }
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

  /** Whether a version's pipeline consists of exactly these files. */
  public boolean holds(String name, long version, SortedMap<String, String> saved) {
    return checksums(name, version).equals(saved);
  }

  /**
   * Writes {@code model.json} and registers it.
   *
   * @param key digest of all that decided the fit
   */
  public void describe(ModelRecord model, String key) {
    files.write(recordFile(model.name(), model.version()), Json.pretty(model));
    registrations.write(model, key);
  }

  /**
   * The record of a version; empty if there is none.
   *
   * @throws HoldoutException with {@link ErrorCode#CORRUPT_STATE} where it is damaged, or is not
   *     the one that was registered
   */
  public Optional<ModelRecord> record(String name, long version) {
    String file = recordFile(name, version);
    return files
        .read(file, ModelRecord.class, REMEDY)
        .map(model -> registrations.verified(model, file));
  }

  /**
   * Whether it is on record what the record of a version must be; not for those of earlier times.
   */
  public boolean isVerifiable(String name, long version) {
    return registrations.of(name, version).isPresent();
  }

  /** Whether the record of a version is this one. */
  public boolean isRegistered(ModelRecord model) {
    try {
      return record(model.name(), model.version()).filter(model::equals).isPresent();
    } catch (HoldoutException damaged) {
      if (damaged.code() == ErrorCode.CORRUPT_STATE) {
        return false;
      }
      throw damaged;
    }
  }

  /** The records of all versions that have one, oldest first. */
  public List<ModelRecord> records(String name) {
    return versions(name).stream().flatMap(version -> record(name, version).stream()).toList();
  }

  /** Names of the models that have, or had, a version. */
  public List<String> names() {
    return Stream.concat(files.list(tables.path("models")).stream(), registrations.names().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The numbers of all versions that a model has or had, ascending. */
  public List<Long> versions(String name) {
    return Stream.of(
            stored(name),
            registrations.versions(name),
            new Promotions(tables).of(name).stream().map(Promotion::version).toList())
        .flatMap(List::stream)
        .distinct()
        .sorted()
        .toList();
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
              + " from a backup; or run the pipeline again, which makes it anew.");
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
    SortedMap<Long, String> reserved = new TreeMap<>();
    for (long version : stored(name)) {
      files.read(folder(name, version) + "/" + RESERVED).ifPresent(of -> reserved.put(version, of));
    }
    for (Map.Entry<Long, String> entry : reserved.entrySet()) {
      if (entry.getValue().equals(key)) {
        return entry.getKey();
      }
    }
    Optional<Long> gone = registrations.versionOf(name, key);
    if (gone.isPresent() && files.reserve(folder(name, gone.get()) + "/" + RESERVED, key)) {
      return gone.get();
    }
    for (Map.Entry<Long, String> entry : reserved.entrySet()) {
      if (isAbandoned(name, entry.getKey()) && !isFinished.test(entry.getValue())) {
        files.write(folder(name, entry.getKey()) + "/" + RESERVED, key);
        return entry.getKey();
      }
    }
    List<Long> versions = versions(name);
    long version = versions.isEmpty() ? 1 : versions.get(versions.size() - 1) + 1;
    while (!files.reserve(folder(name, version) + "/" + RESERVED, key)) {
      version++;
    }
    return version;
  }

  /** Whether a version was reserved and got no record: its number stands for nothing yet. */
  private boolean isAbandoned(String name, long version) {
    return files.read(recordFile(name, version)).isEmpty()
        && !isVerifiable(name, version)
        && new Promotions(tables).of(name).stream().noneMatch(it -> it.version() == version);
  }

  /** Whether a version is registered and has all the files it was registered with. */
  private boolean isWhole(String name, long version) {
    try {
      return record(name, version).filter(model -> holds(name, version, model.files())).isPresent();
    } catch (HoldoutException damaged) {
      if (damaged.code() == ErrorCode.CORRUPT_STATE) {
        return false;
      }
      throw damaged;
    }
  }

  private String recordFile(String name, long version) {
    return folder(name, version) + "/" + RECORD;
  }

  /** The versions that have a folder. */
  private List<Long> stored(String name) {
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
