package dev.holdout.contract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Finds keys that occur more than once, by an aggregation of digests alone: 32 bytes for each row,
 * whatever its width. Only the rows of such keys need further care.
 */
final class Repeats implements AutoCloseable {
  /** The two halves of the digest of a row's key; null for rows that break the contract. */
  static final String KEY_HIGH = "k0";

  static final String KEY_LOW = "k1";

  /** The two halves of the digest of a row's content. */
  static final String CONTENT_HIGH = "c0";

  static final String CONTENT_LOW = "c1";

  /** How many of the rows that are read now have the key. */
  static final String FRESH = "fresh";

  /** How many rows of the dataset have the key already. */
  static final String BEFORE = "before";

  /** Whether rows of the key differ in content. */
  static final String CONFLICT = "conflict";

  /** Both halves, to join by. */
  static final Seq<String> KEY = CollectionConverters.asScala(List.of(KEY_HIGH, KEY_LOW)).toSeq();

  private static final String KIND = "kind";
  private static final String BROKEN = "broken";
  private static final String SINGLE = "single";
  private static final String REPEATED = "repeated";
  private static final String CONFLICTING = "conflicting";

  private final Dataset<Row> found;
  private final Optional<Dataset<Row>> held;
  private final Map<String, Row> totals = new HashMap<>();

  private Repeats(Dataset<Row> found, Optional<Dataset<Row>> held) {
    this.found = found.persist(StorageLevel.MEMORY_AND_DISK());
    this.held = held;
    this.found
        .groupBy(KIND)
        .agg(sum(FRESH), count(lit(1)), sum(when(col(BEFORE).gt(0), 0).otherwise(1)))
        .collectAsList()
        .forEach(row -> totals.put(row.getString(0), row));
  }

  /**
   * Reads the rows once.
   *
   * @param rows with the columns of the digests
   * @param existing the same digests of rows ingested before, and {@link #CONFLICT} for keys that
   *     were found to conflict; empty when the dataset is written anew
   */
  static Repeats find(Dataset<Row> rows, Optional<Dataset<Row>> existing) {
    Column content = struct(col(CONTENT_HIGH), col(CONTENT_LOW));
    Dataset<Row> keys =
        rows.select(KEY_HIGH, KEY_LOW, CONTENT_HIGH, CONTENT_LOW)
            .groupBy(KEY_HIGH, KEY_LOW)
            .agg(count(lit(1)).as(FRESH), min(content).as("least"), max(content).as("most"));
    if (existing.isEmpty()) {
      Dataset<Row> judged =
          keys.withColumn(BEFORE, lit(0L)).withColumn(CONFLICT, col("least").notEqual(col("most")));
      return new Repeats(byKind(judged), Optional.empty());
    }
    Dataset<Row> held = keys.persist(StorageLevel.MEMORY_AND_DISK());
    held.count(); // Its size is known from here on, so that a small one is sent to all executors.
    Dataset<Row> old =
        existing
            .get()
            .join(held.select(KEY_HIGH, KEY_LOW), KEY, "left_semi")
            .groupBy(KEY_HIGH, KEY_LOW)
            .agg(
                sum(when(col(CONFLICT), 0L).otherwise(1L)).as(BEFORE),
                min(content).as("oldLeast"),
                max(content).as("oldMost"),
                max(CONFLICT).as("oldConflict"));
    Dataset<Row> judged =
        held.join(old, KEY, "left")
            .withColumn(BEFORE, coalesce(col(BEFORE), lit(0L)))
            .withColumn(
                CONFLICT,
                col("least")
                    .notEqual(col("most"))
                    .or(coalesce(col("oldConflict"), lit(false)))
                    .or(coalesce(col("oldLeast").notEqual(col("least")), lit(false)))
                    .or(coalesce(col("oldMost").notEqual(col("most")), lit(false))));
    return new Repeats(byKind(judged), Optional.of(held));
  }

  /** One row for all single keys together, one for all broken rows, one for each other key. */
  private static Dataset<Row> byKind(Dataset<Row> keys) {
    Column kind =
        when(col(KEY_HIGH).isNull(), BROKEN)
            .when(col(CONFLICT), CONFLICTING)
            .when(col(FRESH).plus(col(BEFORE)).gt(1), REPEATED)
            .otherwise(SINGLE);
    Column special = col(KIND).isin(REPEATED, CONFLICTING);
    return keys.withColumn(KIND, kind)
        .select(
            col(KIND),
            when(special, col(KEY_HIGH)).as(KEY_HIGH),
            when(special, col(KEY_LOW)).as(KEY_LOW),
            when(special, col(BEFORE)).otherwise(0L).as(BEFORE),
            col(FRESH))
        .groupBy(KIND, KEY_HIGH, KEY_LOW, BEFORE)
        .agg(sum(FRESH).as(FRESH))
        .withColumn(CONFLICT, col(KIND).equalTo(CONFLICTING));
  }

  /** The keys that occur more than once or conflict. */
  Dataset<Row> keys() {
    return found
        .filter(col(KEY_HIGH).isNotNull())
        .select(KEY_HIGH, KEY_LOW, FRESH, BEFORE, CONFLICT);
  }

  boolean any() {
    return keyCount(REPEATED) + keyCount(CONFLICTING) > 0;
  }

  /** Rows read. */
  long rows() {
    return totals.keySet().stream().mapToLong(this::rows).sum();
  }

  /** Rows that break the contract by themselves. */
  long broken() {
    return rows(BROKEN);
  }

  /** Rows that stay when of each repeated key the first row alone does, and none that conflict. */
  long accepted() {
    Row repeated = totals.get(REPEATED);
    return rows(SINGLE) + (repeated == null ? 0 : repeated.getLong(3));
  }

  /** Rows beyond the first of each repeated key. */
  long copies() {
    Row repeated = totals.get(REPEATED);
    return repeated == null ? 0 : rows(REPEATED) - repeated.getLong(3);
  }

  private long rows(String kind) {
    Row total = totals.get(kind);
    return total == null ? 0 : total.getLong(1);
  }

  private long keyCount(String kind) {
    Row total = totals.get(kind);
    return total == null ? 0 : total.getLong(2);
  }

  @Override
  public void close() {
    found.unpersist();
    held.ifPresent(Dataset::unpersist);
  }
}
