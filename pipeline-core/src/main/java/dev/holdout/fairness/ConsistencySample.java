package dev.holdout.fairness;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * {@link Consistency} on a bounded sample of rows: those whose keys have the smallest hashes, hence
 * the same in any order and partitioning.
 *
 * <p>Cost: one scan, which keeps the sample's rows alone, and sample² × features on the driver.
 * Size: at most {@value #MOST} rows on the driver.
 */
public final class ConsistencySample {
  /** The most rows that are compared. */
  public static final int MOST = 5000;

  private ConsistencySample() {}

  /**
   * Samples and compares.
   *
   * @param rows predictions with features
   * @param key columns that tell rows apart
   * @param features columns of numbers or booleans; null is taken as the sample's mean
   * @param prediction a column of decisions 0 and 1, or of scores between 0 and 1; rows without are
   *     left out
   * @param neighbours how many, 5 as a rule
   * @param confidence of the interval; its seed chooses the sample
   * @return a figure of no attributes and no groups, whose method tells the sample's size
   */
  public static FairnessResult of(
      Dataset<Row> rows,
      List<String> key,
      List<String> features,
      String prediction,
      int neighbours,
      Confidence confidence) {
    if (neighbours < 1 || neighbours >= MOST || key.isEmpty()) {
      throw new IllegalArgumentException(neighbours + " neighbours, key " + key);
    }
    Column hash =
        xxhash64(
            Stream.concat(
                    Stream.of(lit(confidence.seed())), key.stream().map(ConsistencySample::column))
                .toArray(Column[]::new));
    List<Column> columns = new ArrayList<>(List.of(hash.as("hash"), number(prediction, "0")));
    for (int at = 0; at < features.size(); at++) {
      columns.add(number(features.get(at), Integer.toString(at + 1)));
    }
    List<Row> sample =
        rows.select(columns.toArray(Column[]::new))
            .where(col("0").isNotNull())
            .orderBy("hash")
            .limit(MOST)
            .collectAsList();
    double[] predictions = sample.stream().mapToDouble(row -> row.getDouble(1)).toArray();
    double[][] values =
        sample.stream().map(row -> numbers(row, features.size())).toArray(double[][]::new);
    Measure measure = Consistency.of(values, predictions, neighbours, confidence.z());
    return new FairnessResult(
        Consistency.DEFINITION.name(),
        List.of(),
        measure.value(),
        measure.lower(),
        measure.upper(),
        measure
            .method()
            .map(
                method ->
                    String.format(
                        Locale.ROOT,
                        "%s, %,d rows, %d neighbours",
                        method,
                        sample.size(),
                        neighbours)),
        measure.undefined(),
        Optional.empty(),
        measure.undefined().isPresent() ? FairnessVerdict.UNDEFINED : FairnessVerdict.NO_RULE,
        List.of());
  }

  private static double[] numbers(Row row, int features) {
    double[] numbers = new double[features];
    for (int at = 0; at < features; at++) {
      double number = row.isNullAt(at + 2) ? Double.NaN : row.getDouble(at + 2);
      numbers[at] = Double.isFinite(number) ? number : Double.NaN;
    }
    return numbers;
  }

  private static Column number(String name, String as) {
    return column(name).cast(DataTypes.DoubleType).as(as);
  }

  private static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
