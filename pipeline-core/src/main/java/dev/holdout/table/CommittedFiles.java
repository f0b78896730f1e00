package dev.holdout.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a table's version, read from the commits of Delta's log. It starts no Spark job, so
 * that a run can look at every table it made before.
 */
final class CommittedFiles {
  /** Older versions of longer logs are left to Delta, which has checkpoints. */
  private static final long LAST = 20;

  private static final String ADD = "add";

  /** A file's name, without its folder → the action that added it, as in the log. */
  private final Map<String, JsonNode> added = new HashMap<>();

  private CommittedFiles() {}

  /** Empty where the log is longer, was cut or is damaged. */
  static Optional<CommittedFiles> of(Files files, String table, long version) {
    CommittedFiles committed = new CommittedFiles();
    for (long at = 0; at <= version; at++) {
      Optional<String> commit =
          version > LAST
              ? Optional.empty()
              : files.read(table + String.format(Locale.ROOT, "/_delta_log/%020d.json", at));
      if (commit.isEmpty()) {
        return Optional.empty();
      }
      try {
        committed.apply(commit.get().lines().map(line -> Json.read(line, JsonNode.class)).toList());
      } catch (HoldoutException damaged) {
        if (damaged.code() == ErrorCode.CORRUPT_STATE) {
          return Optional.empty();
        }
        throw damaged;
      }
    }
    return Optional.of(committed);
  }

  /** Names of the files, without their folders. */
  Set<String> names() {
    return added.keySet();
  }

  /** The actions that added the files, as in the log. */
  Collection<JsonNode> actions() {
    return added.values();
  }

  /** The actions of a commit have no order: a file that it marks anew is removed and added. */
  private void apply(List<JsonNode> commit) {
    commit.stream()
        .filter(action -> action.has("remove"))
        .forEach(action -> added.remove(name(action.get("remove"))));
    commit.stream()
        .filter(action -> action.has(ADD))
        .forEach(action -> added.put(name(action.get(ADD)), action));
  }

  private static String name(JsonNode file) {
    String path = file.path("path").asText();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
