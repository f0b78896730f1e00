package dev.holdout.fairness;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import dev.holdout.contract.Occurrences;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;

/**
 * {@link Consistency} on a bounded sample of rows: those whose keys, with the occurrence among
 * equal rows, have the smallest hashes, hence the same in any order and partitioning.
 *
 * <p>Cost: one scan and a shuffle of the distinct rows, and sample² × features on the driver. Size:
 * at most {@value #MOST} rows on the driver.
 */
public final class ConsistencySample {
  /** The most rows that are compared. */
  public static final int MOST = 5000;

  private static final int PREDICTION = 1;
  private static final int UNIT = 2;
  private static final int WEIGHT = 3;

  private static final String WEIGHED = "weight";

  private ConsistencySample() {}

  /**
   * Samples and compares.
   *
   * @param rows predictions with features
   * @param confidence of the interval; its seed chooses the sample
   * @return a figure of no attributes and no groups
   */
  public static FairnessResult of(Dataset<Row> rows, SimilarRows similar, Confidence confidence) {
    List<Integer> texts = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    Column hash =
        xxhash64(
            Stream.concat(
                    Stream.of(lit(confidence.seed())), similar.key().stream().map(Columns::named))
                .toArray(Column[]::new));
    Column unit =
        similar
            .cluster()
            .map(Columns::named)
            .map(cluster -> when(cluster.isNotNull(), xxhash64(cluster)))
            .orElse(hash);
    List<Column> columns =
        new ArrayList<>(
            List.of(
                hash.as("hash"),
                number(similar.prediction(), "prediction"),
                unit.as("unit"),
                similar.weight().map(name -> number(name, WEIGHED)).orElse(lit(1.0).as(WEIGHED))));
    for (String name : similar.features()) {
      int at = columns.size();
      boolean text = rows.schema().apply(name).dataType() instanceof StringType;
      (text ? texts : numbers).add(at);
      columns.add(text ? Columns.named(name).as("text" + at) : number(name, "number" + at));
    }
    List<Row> sample =
        Occurrences.numbered(
                Occurrences.counted(
                    rows.select(columns.toArray(Column[]::new))
                        .where(col("prediction").isNotNull())
                        .where(
                            col(WEIGHED)
                                .gt(0)
                                .and(col(WEIGHED).lt(lit(Double.POSITIVE_INFINITY))))))
            .orderBy(Occurrences.hash(col("hash")))
            .limit(MOST)
            .collectAsList();
    Measure measure =
        sample.isEmpty()
            ? Measure.undefined("no row has a prediction")
            : Consistency.of(
                sampled(sample, numbers, texts, similar.cluster().isPresent()),
                similar.neighbours(),
                confidence.z());
    return FairnessResult.ofSample(
        Consistency.DEFINITION.name(),
        told(measure, sample.size(), similar.neighbours()),
        sample.size());
  }

  private static Measure told(Measure measure, int rows, int neighbours) {
    return new Measure(
        measure.value(),
        measure.lower(),
        measure.upper(),
        measure
            .method()
            .map(
                method ->
                    String.format(
                        Locale.ROOT, "%s, %,d rows, %d neighbours", method, rows, neighbours)),
        measure.undefined());
  }

  private static SampledRows sampled(
      List<Row> sample, List<Integer> numbers, List<Integer> texts, boolean clustered) {
    List<Map<Optional<String>, Integer>> codes = new ArrayList<>();
    texts.forEach(unused -> codes.add(new HashMap<>()));
    Map<Object, Integer> units = new HashMap<>();
    double[][] ofNumbers = new double[sample.size()][];
    int[][] ofTexts = new int[sample.size()][texts.size()];
    double[] predictions = new double[sample.size()];
    double[] weights = new double[sample.size()];
    int[] unitOf = new int[sample.size()];
    for (int at = 0; at < sample.size(); at++) {
      Row row = sample.get(at);
      predictions[at] = row.getDouble(PREDICTION);
      weights[at] = row.getDouble(WEIGHT);
      // A row without a cluster is one of its own.
      unitOf[at] = clustered ? code(units, row.isNullAt(UNIT) ? "row " + at : row.get(UNIT)) : at;
      ofNumbers[at] = numbers.stream().mapToDouble(column -> finite(row, column)).toArray();
      for (int text = 0; text < ofTexts[at].length; text++) {
        ofTexts[at][text] = code(codes.get(text), text(row, texts.get(text)));
      }
    }
    return new SampledRows(ofNumbers, ofTexts, predictions, weights, unitOf);
  }

  private static <T> int code(Map<T, Integer> codes, T value) {
    return codes.computeIfAbsent(value, unseen -> codes.size());
  }

  private static Optional<String> text(Row row, int column) {
    return row.isNullAt(column) ? Optional.empty() : Optional.of(row.getString(column));
  }

  private static double finite(Row row, int column) {
    double number = row.isNullAt(column) ? Double.NaN : row.getDouble(column);
    return Double.isFinite(number) ? number : Double.NaN;
  }

  private static Column number(String name, String as) {
    return Columns.named(name).cast(DataTypes.DoubleType).as(as);
  }
}
