package dev.holdout.registry;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import dev.holdout.table.Files;
import dev.holdout.table.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was registered: {@code registry/models/<name>/<version>.json}, one small file for each
 * version, written after its {@code model.json} and whenever that is made again.
 */
final class Registrations {
  private static final String ENDING = ".json";
  private static final String REMEDY =
      "Restore it from a backup; or delete it, so that model.json is taken as it is.";

  private final Tables tables;
  private final Files files;

  Registrations(Tables tables) {
    this.tables = tables;
    this.files = tables.files();
  }

  void write(ModelRecord model, String fit) {
    files.write(
        path(model.name(), model.version()),
        Json.pretty(
            new Registration(
                model.name(),
                model.version(),
                fit,
                Json.digest(model),
                model.run(),
                Instant.now())));
  }

  Optional<Registration> of(String name, long version) {
    return files.read(path(name, version), Registration.class, REMEDY);
  }

  /** Names of models with a registered version. */
  List<String> names() {
    return files.list(tables.path("registry/models"));
  }

  /** The registered versions. */
  List<Long> versions(String name) {
    return files.list(folder(name)).stream()
        .filter(file -> file.matches("\\d{1,18}\\" + ENDING))
        .map(file -> Long.valueOf(file.substring(0, file.length() - ENDING.length())))
        .toList();
  }

  /** The version that was registered under a fit. */
  Optional<Long> versionOf(String name, String fit) {
    return versions(name).stream()
        .filter(version -> of(name, version).filter(it -> it.fit().equals(fit)).isPresent())
        .findFirst();
  }

  /**
   * Lets a record pass that is the registered one, or was never registered, as those of earlier
   * versions of Holdout.
   *
   * @param file where the record stands
   * @throws HoldoutException with {@link ErrorCode#CORRUPT_STATE} where it was changed since
   */
  ModelRecord verified(ModelRecord model, String file) {
    Optional<Registration> registered = of(model.name(), model.version());
    String found = Json.digest(model);
    String expected = registered.map(Registration::digest).orElse(found);
    if (!found.equals(expected)) {
      throw new HoldoutException(
          ErrorCode.CORRUPT_STATE,
          "Cannot use "
              + model.reference()
              + ": found "
              + file
              + " changed since it was registered (digest "
              + found
              + "), expected digest "
              + expected
              + ". Restore it from a backup; or delete it and run the pipeline again, which writes"
              + " it anew.");
    }
    return model;
  }

  private String folder(String name) {
    return tables.path("registry/models/" + name);
  }

  private String path(String name, long version) {
    return folder(name) + "/" + version + ENDING;
  }
}
