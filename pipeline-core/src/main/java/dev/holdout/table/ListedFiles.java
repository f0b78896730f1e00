package dev.holdout.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeBatchFileIndex;
import org.apache.spark.sql.sources.BaseRelation;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The files of a table's newest version as a list, for tables of few files. Every query of such a
 * version reads all of them; Delta would plan and run a query of its log before each.
 *
 * <p>Partitioned tables, tables with deletion vectors and those of many files, where statistics may
 * leave files out, are left to Delta.
 */
final class ListedFiles extends TahoeBatchFileIndex {
  private static final int MOST = 100;

  private ListedFiles(SparkSession spark, List<AddFile> files, DeltaLog log, Snapshot snapshot) {
    super(
        spark,
        "batch",
        CollectionConverters.asScala(files).toSeq(),
        log,
        log.dataPath(),
        snapshot,
        false);
  }

  /** The table as a relation over its listed files; empty for tables that are left to Delta. */
  static Optional<BaseRelation> relation(
      SparkSession spark, DeltaLog log, Snapshot snapshot, CommittedFiles committed) {
    if (committed.names().size() > MOST
        || !snapshot.metadata().partitionColumns().isEmpty()
        || committed.actions().stream()
            .anyMatch(action -> action.path("add").hasNonNull("deletionVector"))) {
      return Optional.empty();
    }
    List<AddFile> files = new ArrayList<>();
    for (JsonNode action : committed.actions()) {
      files.add((AddFile) Action.fromJson(action.toString()));
    }
    return Optional.of(
        log.buildHadoopFsRelationWithFileIndex(
            snapshot,
            new ListedFiles(spark, files, log, snapshot),
            scala.Option.empty(),
            log.buildHadoopFsRelationWithFileIndex$default$4()));
  }

  @Override
  public Seq<AddFile> matchingFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    return addFiles();
  }
}
