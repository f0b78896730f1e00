package dev.holdout.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import java.util.Locale;
import java.util.Optional;

/**
 * What Delta's log says of the commit that made a version of a table. Reading it starts no Spark
 * job, as the table's history does.
 *
 * @param metadata what the writer added
 * @param rows that were written; empty where the log does not say
 */
record CommitInfo(String metadata, Optional<Long> rows) {
  private static final String ACTION = "commitInfo";

  /** Empty where the commit was cleaned up, or cannot be read. */
  static Optional<CommitInfo> of(Files files, String table, long version) {
    try {
      return files
          .read(table + String.format(Locale.ROOT, "/_delta_log/%020d.json", version))
          .flatMap(
              commit ->
                  commit
                      .lines()
                      .filter(line -> line.contains('"' + ACTION + '"'))
                      .map(line -> Json.read(line, JsonNode.class).path(ACTION))
                      .filter(info -> !info.isMissingNode())
                      .findFirst())
          .map(
              info ->
                  new CommitInfo(
                      info.path("userMetadata").asText(""),
                      Optional.of(info.path("operationMetrics").path("numOutputRows").asText(""))
                          .filter(rows -> !rows.isEmpty())
                          .map(Long::valueOf)));
    } catch (HoldoutException damaged) {
      if (damaged.code() == ErrorCode.CORRUPT_STATE) {
        return Optional.empty();
      }
      throw damaged;
    }
  }
}
