package dev.holdout.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a table's version, read from the commits of Delta's log. It starts no Spark job, so
 * that a run can look at every table it made before.
 */
final class CommittedFiles {
  /** Older versions of longer logs are left to Delta, which has checkpoints. */
  private static final long LAST = 20;

  private CommittedFiles() {}

  /**
   * Names of the files, without their folders; empty where the log is longer, was cut or is
   * damaged.
   */
  static Optional<Set<String>> of(Files files, String table, long version) {
    Set<String> names = new HashSet<>();
    for (long at = 0; at <= version; at++) {
      Optional<String> commit =
          version > LAST
              ? Optional.empty()
              : files.read(table + String.format(Locale.ROOT, "/_delta_log/%020d.json", at));
      if (commit.isEmpty()) {
        return Optional.empty();
      }
      try {
        commit
            .get()
            .lines()
            .map(line -> Json.read(line, JsonNode.class))
            .forEach(it -> apply(it, names));
      } catch (HoldoutException damaged) {
        if (damaged.code() == ErrorCode.CORRUPT_STATE) {
          return Optional.empty();
        }
        throw damaged;
      }
    }
    return Optional.of(names);
  }

  private static void apply(JsonNode action, Set<String> names) {
    if (action.has("remove")) {
      names.remove(name(action.get("remove")));
    } else if (action.has("add")) {
      names.add(name(action.get("add")));
    }
  }

  private static String name(JsonNode file) {
    String path = file.path("path").asText();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
