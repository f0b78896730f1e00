package dev.holdout.audit;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.holdout.audit.Overlaps.Neighbours;
import dev.holdout.audit.Overlaps.Overlap;
import dev.holdout.audit.Overlaps.Shown;
import dev.holdout.contract.Columns;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.RowDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares Training, its blocks and Test in one action: one scan of each, digests are shuffled and
 * not rows, and the driver receives one row for each comparison.
 */
final class OverlapScan {
  private static final String FEATURES = "features";
  private static final String ROWS = "rows";
  private static final String GROUP = "group ";
  private static final String TIME = "time ";

  private final TreeMap<String, Column> digests = new TreeMap<>();
  private final List<String> groups;
  private final List<TimeBuckets> buckets;

  /** The block of a row, if a fold uses it. */
  private final Column block;

  /**
   * A scan.
   *
   * @param spread whether the split divides rows that are equal in every column
   */
  OverlapScan(
      List<String> features,
      List<String> groups,
      Optional<TimeLine> time,
      FoldPlan plan,
      boolean spread) {
    Set<Integer> unused = plan.unused();
    this.block =
        unused.isEmpty()
            ? col(Columns.BLOCK)
            : when(not(col(Columns.BLOCK).isInCollection(unused)), col(Columns.BLOCK));
    this.groups = List.copyOf(groups);
    this.buckets = time.map(TimeBuckets::of).orElse(List.of());
    digests.put(FEATURES, features.isEmpty() ? lit(null).cast("long") : RowDigest.of(features));
    if (spread) {
      digests.put(ROWS, RowDigest.of(List.of(Columns.SPLIT_UNIT)));
    }
    groups.forEach(group -> digests.put(GROUP + group, RowDigest.of(List.of(group))));
    buckets.forEach(spell -> digests.put(TIME + spell.rowsPerBucket(), spell.digest()));
  }

  Overlaps run(Rows rows) {
    Map<String, Row> totals = new HashMap<>();
    totals(shared(rows)).collectAsList().forEach(row -> totals.put(row.getString(0), row));
    TreeMap<String, Overlap> byGroup = new TreeMap<>();
    groups.forEach(group -> byGroup.put(group, overlap(GROUP + group, totals)));
    List<Neighbours> neighbours = new ArrayList<>();
    buckets.forEach(
        spell ->
            neighbours.add(new Neighbours(spell, overlap(TIME + spell.rowsPerBucket(), totals))));
    return new Overlaps(
        digests.containsKey(ROWS) ? Optional.of(overlap(ROWS, totals)) : Optional.empty(),
        overlap(FEATURES, totals),
        byGroup,
        neighbours);
  }

  /** One row for each digest of each kind. */
  private Dataset<Row> shared(Rows rows) {
    Column[] kinds =
        digests.entrySet().stream()
            .map(kind -> struct(lit(kind.getKey()).as("kind"), kind.getValue().as("digest")))
            .toArray(Column[]::new);
    Column learns = col(Columns.LABEL).isNotNull();
    return rows.both()
        .select(explode(array(kinds)).as("shared"), col(Columns.LABEL), block.as(Columns.BLOCK))
        .select("shared.kind", "shared.digest", Columns.LABEL, Columns.BLOCK)
        .filter(col("digest").isNotNull())
        .groupBy("kind", "digest")
        .agg(
            count(when(learns, true)).as("training"),
            count(when(learns, lit(null)).otherwise(true)).as("test"),
            sum(col(Columns.LABEL)).as("positives"),
            min(Columns.BLOCK).as("first_block"),
            max(Columns.BLOCK).as("last_block"));
  }

  /** One row for each kind. */
  private static Dataset<Row> totals(Dataset<Row> shared) {
    Column rows = col("training");
    Column positives = col("positives");
    Column across = col("first_block").lt(col("last_block"));
    Column mixed = positives.gt(0).and(positives.lt(rows));
    List<Column> totals = new ArrayList<>();
    totals.add(sum("test"));
    totals.add(sum(when(rows.gt(0), col("test")).otherwise(0L)));
    totals.add(sum(when(across, rows).otherwise(0L)));
    totals.add(sum(when(rows.gt(1), rows).otherwise(0L)));
    totals.add(sum(when(mixed, rows).otherwise(0L)));
    totals.add(sum(pairs(rows.cast("double"))));
    totals.add(sum(positives.multiply(rows.minus(1))));
    totals.add(sum(pairs(positives)));
    for (Shown shown : Shown.values()) {
      Column which =
          switch (shown) {
            case ACROSS_PARTITIONS -> rows.gt(0).and(col("test").gt(0));
            case ACROSS_BLOCKS -> across;
            case CONFLICTING -> mixed;
          };
      for (int slot = 0; slot < Finding.MAX_EXAMPLES; slot++) {
        Column here = pmod(col("digest"), lit(Finding.MAX_EXAMPLES)).equalTo(lit(slot));
        totals.add(min(when(which.and(here), col("digest"))).as(example(shown, slot)));
      }
    }
    return shared.groupBy("kind").agg(sum(rows), totals.toArray(Column[]::new));
  }

  private static Column pairs(Column count) {
    return count.multiply(count.minus(1)).divide(2);
  }

  private static String example(Shown shown, int slot) {
    return shown + " " + slot;
  }

  private Overlap overlap(String kind, Map<String, Row> totals) {
    Column digest = Objects.requireNonNull(digests.get(kind));
    Row row = totals.get(kind);
    if (row == null) {
      return new Overlap(digest, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());
    }
    Map<Shown, List<Long>> examples = new EnumMap<>(Shown.class);
    for (Shown shown : Shown.values()) {
      List<Long> shows = new ArrayList<>();
      for (int slot = 0; slot < Finding.MAX_EXAMPLES; slot++) {
        int at = row.fieldIndex(example(shown, slot));
        if (!row.isNullAt(at)) {
          shows.add(row.getLong(at));
        }
      }
      examples.put(shown, shows);
    }
    return new Overlap(
        digest,
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        number(row, 7),
        number(row, 8),
        number(row, 9),
        examples);
  }

  private static double number(Row row, int at) {
    return row.isNullAt(at) ? 0 : row.getDouble(at);
  }
}
