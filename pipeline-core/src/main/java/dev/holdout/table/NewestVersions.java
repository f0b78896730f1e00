package dev.holdout.table;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.sources.BaseRelation;

/** The newest versions of tables over their listed files ({@link ListedFiles}), each made once. */
final class NewestVersions {
  private final Map<String, Listed> known = new ConcurrentHashMap<>();

  /**
   * A version of a table.
   *
   * @param id of the table and its version
   * @param relation over its listed files; empty where Delta lists them
   */
  private record Listed(String id, Optional<BaseRelation> relation) {}

  /** Empty for older versions and where Delta is to list the files. */
  Optional<BaseRelation> relation(Tables tables, String name, long version) {
    DeltaLog log = DeltaLog.forTable(tables.spark(), tables.path(name));
    Snapshot newest = log.update(false, scala.Option.empty(), scala.Option.empty());
    if (newest.version() != version) {
      return Optional.empty();
    }
    // A table that was deleted and made again has another id.
    String id = newest.metadata().id() + "@" + version;
    return known.compute(
            name,
            (table, last) ->
                last != null && last.id.equals(id)
                    ? last
                    : new Listed(
                        id,
                        CommittedFiles.of(tables.files(), tables.path(name), version)
                            .flatMap(
                                files -> ListedFiles.relation(tables.spark(), log, newest, files))))
        .relation;
  }
}
