package dev.holdout.audit;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.holdout.audit.Overlaps.Overlap;
import dev.holdout.contract.Columns;
import dev.holdout.split.RowDigest;
import dev.holdout.split.SealedTest;
import dev.holdout.split.Training;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares Training, its blocks and Test in one action: one scan of each, digests are shuffled and
 * not rows, and the driver receives one row for each comparison. Test shows nothing but digests and
 * times.
 */
final class OverlapScan {
  private static final String FEATURES = "features";
  private static final String GROUP = "group ";

  private final Map<String, List<String>> digests = new TreeMap<>();
  private final List<String> groups;
  private final Optional<String> time;

  OverlapScan(List<String> features, List<String> groups, Optional<String> time) {
    this.groups = List.copyOf(groups);
    this.time = time;
    if (!features.isEmpty()) {
      digests.put(FEATURES, features);
    }
    groups.forEach(group -> digests.put(GROUP + group, List.of(group)));
  }

  Overlaps run(Training training, SealedTest test) {
    if (digests.isEmpty()) {
      return new Overlaps(Overlap.NONE, Map.of(), Optional.empty());
    }
    Map<String, Overlap> overlaps = new HashMap<>();
    Optional<Overlaps.Times> times = Optional.empty();
    for (Row row : totals(shared(training, test)).collectAsList()) {
      overlaps.put(row.getString(0), overlap(row));
      times = times.or(() -> times(row));
    }
    Map<String, Overlap> byGroup = new TreeMap<>();
    groups.forEach(group -> byGroup.put(group, overlaps.getOrDefault(GROUP + group, Overlap.NONE)));
    return new Overlaps(overlaps.getOrDefault(FEATURES, Overlap.NONE), byGroup, times);
  }

  /** One row for each digest of each kind. */
  private Dataset<Row> shared(Training training, SealedTest test) {
    List<Column> learned = new ArrayList<>();
    digests.forEach((name, of) -> learned.add(RowDigest.of(of).as(name)));
    learned.add(time.map(RowDigest::micros).orElse(lit(null).cast("double")).as(RowDigest.TIME));
    learned.add(col(Columns.LABEL));
    learned.add(col(Columns.BLOCK).cast("int"));
    Dataset<Row> held =
        test.digestsForAudit(digests, time)
            .withColumn(Columns.LABEL, lit(null).cast("double"))
            .withColumn(Columns.BLOCK, lit(null).cast("int"));
    Column learns = col(Columns.LABEL).isNotNull();
    return byKind(training.rows().select(learned.toArray(Column[]::new)))
        .unionByName(byKind(held))
        .filter(col("digest").isNotNull())
        .groupBy("kind", "digest")
        .agg(
            count(when(learns, true)).as("training"),
            count(when(learns, lit(null)).otherwise(true)).as("test"),
            sum(col(Columns.LABEL)).as("positives"),
            min(Columns.BLOCK).as("first_block"),
            max(Columns.BLOCK).as("last_block"),
            min(when(learns, col(RowDigest.TIME))).as("training_from"),
            max(when(learns, col(RowDigest.TIME))).as("training_to"),
            min(when(learns, lit(null)).otherwise(col(RowDigest.TIME))).as("test_from"),
            max(when(learns, lit(null)).otherwise(col(RowDigest.TIME))).as("test_to"));
  }

  private Dataset<Row> byKind(Dataset<Row> rows) {
    Column[] kinds =
        digests.keySet().stream()
            .map(
                name ->
                    struct(
                        lit(name).as("kind"),
                        col("`" + name.replace("`", "``") + "`").as("digest")))
            .toArray(Column[]::new);
    return rows.select(
            explode(array(kinds)).as("shared"),
            col(RowDigest.TIME),
            col(Columns.LABEL),
            col(Columns.BLOCK))
        .select("shared.kind", "shared.digest", RowDigest.TIME, Columns.LABEL, Columns.BLOCK);
  }

  /** One row for each kind. */
  private static Dataset<Row> totals(Dataset<Row> shared) {
    Column rows = col("training");
    Column positives = col("positives");
    Column mixed = positives.gt(0).and(positives.lt(rows));
    return shared
        .groupBy("kind")
        .agg(
            sum(rows),
            sum("test"),
            sum(when(rows.gt(0), col("test")).otherwise(0L)),
            sum(when(col("first_block").lt(col("last_block")), rows).otherwise(0L)),
            sum(when(rows.gt(1), rows).otherwise(0L)),
            sum(when(mixed, rows).otherwise(0L)),
            sum(pairs(rows.cast("double"))),
            sum(positives.multiply(rows.minus(1))),
            sum(pairs(positives)),
            min("training_from"),
            max("training_to"),
            min("test_from"),
            max("test_to"));
  }

  private static Column pairs(Column count) {
    return count.multiply(count.minus(1)).divide(2);
  }

  private static Overlap overlap(Row row) {
    return new Overlap(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        number(row, 7),
        number(row, 8),
        number(row, 9));
  }

  private static Optional<Overlaps.Times> times(Row row) {
    for (int at = 10; at <= 13; at++) {
      if (row.isNullAt(at)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Overlaps.Times(moment(row, 10), moment(row, 11), moment(row, 12), moment(row, 13)));
  }

  private static double number(Row row, int at) {
    return row.isNullAt(at) ? 0 : row.getDouble(at);
  }

  private static Instant moment(Row row, int at) {
    return Instant.EPOCH.plus((long) row.getDouble(at), ChronoUnit.MICROS);
  }
}
