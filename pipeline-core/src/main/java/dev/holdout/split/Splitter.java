package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.split.SplitReport.BlockCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Plans the split of a dataset: two light scans of two columns (split unit and label), no shuffle
 * of rows.
 *
 * <p>The first counts the Training rows of each class by the leading bits of their block hash,
 * which tells in which bucket each cut lies. The second fetches the hashes in those few buckets
 * (about 1,000 each), which gives the cuts exactly. What the driver receives is bounded:
 * 2<sup>18</sup> buckets for each class at most.
 */
public final class Splitter {
  private static final int NEGATIVE = 0;
  private static final int POSITIVE = 1;
  private static final int ROWS_IN_BUCKET = 1_000;
  private static final int MAX_BUCKET_BITS = 18;

  private final LabelSpec label;
  private final SplitSpec spec;

  public Splitter(LabelSpec label, SplitSpec spec) {
    this.label = label;
    this.spec = spec;
  }

  /**
   * Plans the places of all rows.
   *
   * @param dataset rows of a pinned dataset version
   * @param rowCount their number
   * @throws HoldoutException when labels are missing, one class only occurs, or a class has fewer
   *     Training rows than folds
   */
  public SplitPlan plan(Dataset<Row> dataset, long rowCount) {
    Dataset<Row> placed =
        dataset.select(
            Places.label(label).as(Columns.LABEL),
            Places.inTest(spec).as("in_test"),
            Places.blockHash(spec).as("hash"));
    int bits = bucketBits(rowCount);
    Column bucket = shiftright(col("hash"), Long.SIZE - bits);
    List<Row> counts =
        placed
            .groupBy(
                col(Columns.LABEL),
                col("in_test"),
                when(col("in_test"), lit(0L)).otherwise(bucket).as("bucket"))
            .agg(count(lit(1)))
            .collectAsList();

    long[] test = new long[2];
    List<NavigableMap<Long, Long>> buckets = List.of(new TreeMap<>(), new TreeMap<>());
    long unlabelled = 0;
    for (Row row : counts) {
      if (row.isNullAt(0)) {
        unlabelled += row.getLong(3);
        continue;
      }
      int labelClass = (int) row.getDouble(0);
      if (row.getBoolean(1)) {
        test[labelClass] += row.getLong(3);
      } else {
        buckets.get(labelClass).merge(row.getLong(2), row.getLong(3), Long::sum);
      }
    }
    long[] training =
        buckets.stream()
            .mapToLong(of -> of.values().stream().mapToLong(Long::longValue).sum())
            .toArray();
    check(dataset, unlabelled, training, test);

    List<Map<Long, List<Integer>>> wanted = new ArrayList<>();
    for (int labelClass : new int[] {NEGATIVE, POSITIVE}) {
      wanted.add(bucketsOfCuts(buckets.get(labelClass), training[labelClass]));
    }
    List<List<Long>> cuts = cuts(placed, bucket, buckets, training, wanted);
    return new SplitPlan(
        spec, cuts, blockCounts(training), test[NEGATIVE] + test[POSITIVE], test[POSITIVE]);
  }

  /**
   * The typed partitions that a plan makes of the dataset it was made from; lazily, without a join.
   */
  public static Split split(Dataset<Row> dataset, LabelSpec label, SplitPlan plan) {
    Dataset<Row> labelled = dataset.withColumn(Columns.LABEL, Places.label(label));
    Column inTest = Places.inTest(plan.spec());
    return new Split(
        plan,
        new Training(labelled.filter(not(inTest)).withColumn(Columns.BLOCK, Places.block(plan))),
        new SealedTest(labelled.filter(inTest)),
        labelled.select(
            col(Columns.ROW_KEY),
            when(inTest, "test").otherwise("training").as("partition"),
            when(inTest, lit(null).cast("int")).otherwise(Places.block(plan)).as(Columns.BLOCK),
            col(Columns.LABEL)));
  }

  private static int bucketBits(long rowCount) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(rowCount / ROWS_IN_BUCKET);
    return Math.max(4, Math.min(MAX_BUCKET_BITS, bits));
  }

  /**
   * The rank at which block {@code block} begins; blocks differ by one row at most, the larger ones
   * first.
   */
  private long firstRank(long rows, int block) {
    return block * (rows / spec.folds()) + Math.min(block, rows % spec.folds());
  }

  /** Bucket → the blocks whose first row lies in it. */
  private Map<Long, List<Integer>> bucketsOfCuts(NavigableMap<Long, Long> buckets, long rows) {
    Map<Long, List<Integer>> wanted = new HashMap<>();
    int block = 1;
    long before = 0;
    for (Map.Entry<Long, Long> bucket : buckets.entrySet()) {
      long after = before + bucket.getValue();
      while (block < spec.folds() && firstRank(rows, block) < after) {
        wanted.computeIfAbsent(bucket.getKey(), unseen -> new ArrayList<>()).add(block++);
      }
      before = after;
    }
    return wanted;
  }

  private List<List<Long>> cuts(
      Dataset<Row> placed,
      Column bucket,
      List<NavigableMap<Long, Long>> buckets,
      long[] training,
      List<Map<Long, List<Integer>>> wanted) {
    Column inWanted =
        wanted(NEGATIVE, bucket, wanted.get(NEGATIVE))
            .or(wanted(POSITIVE, bucket, wanted.get(POSITIVE)));
    List<Row> rows =
        placed
            .filter(not(col("in_test")).and(inWanted))
            .select(col(Columns.LABEL), bucket, col("hash"))
            .collectAsList();
    List<List<Long>> cuts = new ArrayList<>();
    for (int labelClass : new int[] {NEGATIVE, POSITIVE}) {
      Long[] found = new Long[spec.folds() - 1];
      Map<Long, long[]> hashes =
          rows.stream()
              .filter(row -> (int) row.getDouble(0) == labelClass)
              .collect(
                  Collectors.groupingBy(
                      row -> row.getLong(1),
                      Collectors.collectingAndThen(
                          Collectors.toList(),
                          of -> of.stream().mapToLong(row -> row.getLong(2)).sorted().toArray())));
      NavigableMap<Long, Long> counted = buckets.get(labelClass);
      wanted
          .get(labelClass)
          .forEach(
              (key, blocks) -> {
                long before =
                    counted.headMap(key).values().stream().mapToLong(Long::longValue).sum();
                long[] sorted = hashes.getOrDefault(key, new long[0]);
                for (int block : blocks) {
                  long rank = firstRank(training[labelClass], block) - before;
                  found[block - 1] = sorted[(int) rank];
                }
              });
      cuts.add(Arrays.asList(found));
    }
    return cuts;
  }

  private static Column wanted(int labelClass, Column bucket, Map<Long, List<Integer>> wanted) {
    return col(Columns.LABEL)
        .equalTo((double) labelClass)
        .and(bucket.isInCollection(wanted.keySet()));
  }

  private List<BlockCount> blockCounts(long[] training) {
    List<BlockCount> counts = new ArrayList<>();
    for (int block = 0; block < spec.folds(); block++) {
      long positives = blockSize(training[POSITIVE], block);
      counts.add(
          new BlockCount(block, blockSize(training[NEGATIVE], block) + positives, positives));
    }
    return counts;
  }

  private long blockSize(long rows, int block) {
    return firstRank(rows, block + 1) - firstRank(rows, block);
  }

  private void check(Dataset<Row> dataset, long unlabelled, long[] training, long[] test) {
    if (unlabelled > 0) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          String.format(
              "Cannot split: %,d rows have no value in the label column \"%s\". Declare it `required: true` under"
                  + " `columns`, so that such rows go to quarantine.",
              unlabelled, label.column()));
    }
    long[] all = {training[NEGATIVE] + test[NEGATIVE], training[POSITIVE] + test[POSITIVE]};
    if (all[NEGATIVE] == 0 || all[POSITIVE] == 0) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          String.format(
              "Cannot split: %s of %,d rows has the label \"%s\" = \"%s\", expected two classes. Values found: %s."
                  + " Set `label.positive` to one of them.",
              all[POSITIVE] == 0 ? "none" : "every one",
              all[NEGATIVE] + all[POSITIVE],
              label.column(),
              label.positive(),
              valuesOf(dataset)));
    }
    for (int labelClass : new int[] {NEGATIVE, POSITIVE}) {
      if (training[labelClass] < spec.folds() || test[labelClass] == 0) {
        throw new HoldoutException(
            ErrorCode.DATA_INSUFFICIENT,
            String.format(
                "Cannot split: the class %s\"%s\" has %,d rows in Training and %,d in Test, expected at least %d (one"
                    + " for each fold) and 1. Lower `split.folds`, or gather more rows of this class.",
                labelClass == POSITIVE ? "" : "other than ",
                label.positive(),
                training[labelClass],
                test[labelClass],
                spec.folds()));
      }
    }
  }

  private String valuesOf(Dataset<Row> dataset) {
    int shown = 10;
    List<Row> values =
        dataset
            .select(Columns.named(label.column()).cast("string").as("value"))
            .distinct()
            .orderBy("value")
            .limit(shown + 1)
            .collectAsList();
    return values.stream()
            .limit(shown)
            .map(row -> "\"" + row.getString(0) + "\"")
            .collect(Collectors.joining(", "))
        + (values.size() > shown ? ", …" : "");
  }
}
