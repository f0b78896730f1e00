package dev.holdout.contract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Finds keys that occur more than once, by their digests alone: 32 bytes for each row, whatever its
 * width. Those of few rows are compared on the driver; those of more are aggregated. Only the rows
 * of such keys need further care. Up to {@value #FEW} such keys are held by the driver; more are
 * kept in Spark's storage.
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

  private static final int FEW = 10_000;

  private static final StructType SPECIAL =
      new StructType()
          .add(KEY_HIGH, DataTypes.LongType)
          .add(KEY_LOW, DataTypes.LongType)
          .add(FRESH, DataTypes.LongType)
          .add(BEFORE, DataTypes.LongType)
          .add(CONFLICT, DataTypes.BooleanType);

  private final Dataset<Row> keys;
  private final List<Dataset<Row>> kept;
  private final @Nullable RepeatedKeys onDriver;
  private final Map<String, Total> totals = new HashMap<>();

  /** How many rows, keys, and keys that the dataset has not yet, are of one kind. */
  private record Total(long rows, long keys, long newKeys) {}

  private Repeats(Dataset<Row> byKind, List<Dataset<Row>> held) {
    List<Dataset<Row>> kept = new ArrayList<>(held);
    List<Row> first = byKind.limit(FEW).collectAsList();
    if (first.size() < FEW) {
      first.forEach(this::tally);
      this.keys = special(byKind.sparkSession().createDataFrame(first, byKind.schema()));
    } else {
      Dataset<Row> found = byKind.persist(StorageLevel.MEMORY_AND_DISK());
      kept.add(found);
      found
          .groupBy(KIND)
          .agg(sum(FRESH), count(lit(1)), sum(when(col(BEFORE).gt(0), 0).otherwise(1)))
          .collectAsList()
          .forEach(
              row ->
                  totals.put(
                      row.getString(0), new Total(row.getLong(1), row.getLong(2), row.getLong(3))));
      this.keys = special(found);
    }
    this.kept = List.copyOf(kept);
    this.onDriver = null;
  }

  /** Of keys that were found on the driver. */
  private Repeats(SparkSession spark, RepeatedKeys found, long broken) {
    List<Row> special = new ArrayList<>();
    found
        .keys()
        .forEach(
            (key, of) -> {
              String kind = of.conflict() ? CONFLICTING : REPEATED;
              tally(kind, of.fresh(), of.before());
              special.add(
                  RowFactory.create(key.high(), key.low(), of.fresh(), of.before(), of.conflict()));
            });
    totals.put(SINGLE, new Total(found.single(), found.single(), found.single()));
    totals.put(BROKEN, new Total(broken, 1, 1));
    this.keys = spark.createDataFrame(special, SPECIAL);
    this.kept = List.of();
    this.onDriver = found;
  }

  private void tally(Row row) {
    tally(row.getAs(KIND), row.getAs(FRESH), row.getAs(BEFORE));
  }

  private void tally(String kind, long rows, long before) {
    totals.merge(
        kind,
        new Total(rows, 1, before > 0 ? 0 : 1),
        (a, b) -> new Total(a.rows() + b.rows(), a.keys() + b.keys(), a.newKeys() + b.newKeys()));
  }

  private static Dataset<Row> special(Dataset<Row> byKind) {
    return byKind
        .filter(col(KEY_HIGH).isNotNull())
        .select(KEY_HIGH, KEY_LOW, FRESH, BEFORE, CONFLICT);
  }

  /**
   * Finds them on the driver, of few rows: reads the rows once, without a shuffle. Empty when there
   * are more rows than that.
   *
   * @param rows the digests that {@link KeyDigests#of} takes
   * @param existing as for {@link #find}
   * @param most rows of each whose digests the driver takes, 32 bytes each
   */
  static Optional<Repeats> findOnDriver(
      SparkSession spark, JavaRDD<InternalRow> rows, Optional<Dataset<Row>> existing, int most) {
    KeyDigests fresh = KeyDigests.of(rows, most);
    if (!fresh.all()) {
      return Optional.empty();
    }
    KeyDigests before =
        existing.map(held -> KeyDigests.of(digests(held), most)).orElse(KeyDigests.NONE);
    if (!before.all()) {
      return Optional.empty();
    }
    RepeatedKeys found = RepeatedKeys.of(fresh, before);
    return found.keys().size() > FEW
        ? Optional.empty()
        : Optional.of(new Repeats(spark, found, fresh.broken()));
  }

  private static JavaRDD<InternalRow> digests(Dataset<Row> rows) {
    Dataset<Row> columns = rows.select(KEY_HIGH, KEY_LOW, CONTENT_HIGH, CONTENT_LOW, CONFLICT);
    return ((org.apache.spark.sql.classic.Dataset<Row>) columns)
        .queryExecution()
        .toRdd()
        .toJavaRDD();
  }

  /**
   * Reads the rows once.
   *
   * @param rows with the columns of the digests
   * @param existing the same digests of rows ingested before, and {@link #CONFLICT} for keys that
   *     were found to conflict; empty when the dataset is written anew
   */
  static Repeats find(Dataset<Row> rows, Optional<Dataset<Row>> existing) {
    Dataset<Row> keys =
        perKey(
            rows.select(KEY_HIGH, KEY_LOW, CONTENT_HIGH, CONTENT_LOW)
                .withColumn(CONFLICT, lit(false)),
            FRESH);
    if (existing.isEmpty()) {
      Dataset<Row> judged =
          keys.withColumn(BEFORE, lit(0L)).withColumn(CONFLICT, differ(FRESH, FRESH));
      return new Repeats(byKind(judged), List.of());
    }
    Dataset<Row> held = keys.persist(StorageLevel.MEMORY_AND_DISK());
    held.count(); // Its size is known from here on, so that a small one is sent to all executors.
    Dataset<Row> old =
        perKey(existing.get().join(held.select(KEY_HIGH, KEY_LOW), KEY, "left_semi"), BEFORE);
    Column conflict =
        differ(FRESH, FRESH)
            .or(coalesce(col(BEFORE + CONFLICT), lit(false)))
            .or(coalesce(differ(FRESH, BEFORE), lit(false)))
            .or(coalesce(differ(BEFORE, BEFORE), lit(false)));
    Dataset<Row> judged =
        held.join(old, KEY, "left")
            .withColumn(BEFORE, coalesce(col(BEFORE), lit(0L)))
            .withColumn(CONFLICT, conflict);
    return new Repeats(byKind(judged), List.of(held));
  }

  /** Rows and extremes of the content digests by key; equal extremes mean one content. */
  private static Dataset<Row> perKey(Dataset<Row> rows, String counted) {
    return rows.groupBy(KEY_HIGH, KEY_LOW)
        .agg(
            sum(when(col(CONFLICT), 0L).otherwise(1L)).as(counted),
            max(CONFLICT).as(counted + CONFLICT),
            min(CONTENT_HIGH).as(counted + "LeastHigh"),
            max(CONTENT_HIGH).as(counted + "MostHigh"),
            min(CONTENT_LOW).as(counted + "LeastLow"),
            max(CONTENT_LOW).as(counted + "MostLow"));
  }

  private static Column differ(String some, String others) {
    return col(some + "LeastHigh")
        .notEqual(col(others + "MostHigh"))
        .or(col(some + "LeastLow").notEqual(col(others + "MostLow")));
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
    return keys;
  }

  /** What was found on the driver; empty where keys were found by a shuffle. */
  Optional<RepeatedKeys> onDriver() {
    return Optional.ofNullable(onDriver);
  }

  boolean any() {
    return total(REPEATED).keys() + total(CONFLICTING).keys() > 0;
  }

  /** Rows read. */
  long rows() {
    return totals.values().stream().mapToLong(Total::rows).sum();
  }

  /** Rows that break the contract by themselves. */
  long broken() {
    return total(BROKEN).rows();
  }

  /** Rows that stay when of each repeated key the first row alone does, and none that conflict. */
  long accepted() {
    return total(SINGLE).rows() + total(REPEATED).newKeys();
  }

  /** Rows beyond the first of each repeated key. */
  long copies() {
    return total(REPEATED).rows() - total(REPEATED).newKeys();
  }

  private Total total(String kind) {
    return totals.getOrDefault(kind, new Total(0, 0, 0));
  }

  @Override
  public void close() {
    kept.forEach(Dataset::unpersist);
  }
}
