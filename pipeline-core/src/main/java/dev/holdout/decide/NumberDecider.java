package dev.holdout.decide;

import static org.apache.spark.sql.functions.col;

import dev.holdout.learn.Fitted;
import dev.holdout.lineage.Json;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Adds to each row with a predicted number its {@link #PREDICTION} and the ends of its interval,
 * {@link #LOWER} and {@link #UPPER}, infinite where it has no end.
 *
 * <p>All replace columns of that name, and are null where there is no score. Its whole state is one
 * parameter, a text of JSON, so that it is saved within a {@code PipelineModel}.
 */
public final class NumberDecider extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** The column with the predicted number, a double. */
  public static final String PREDICTION = "_prediction";

  /** The column with the lower end of the interval, a double. */
  public static final String LOWER = "_lower";

  /** The column with the upper end of the interval, a double. */
  public static final String UPPER = "_upper";

  private final String uid;
  private final Param<String> intervals;

  /** For reading a saved one: its parameter is still to be set. */
  public NumberDecider(String uid) {
    this.uid = uid;
    // After the uid, by which a parameter knows whose it is.
    this.intervals = new Param<>(this, "intervals", "widths of intervals, as JSON");
  }

  /** With these intervals. */
  public static NumberDecider of(PredictionIntervals intervals) {
    NumberDecider decider = new NumberDecider("number_decider_" + Json.digest(intervals));
    decider.set(decider.intervals, intervals.toJson());
    return decider;
  }

  /** Reads one that was saved. */
  public static MLReader<NumberDecider> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The parameter that holds the widths. */
  public Param<String> intervals() {
    return intervals;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    Column prediction = col(Fitted.SCORE);
    Column reach = PredictionIntervals.of(getOrDefault(intervals)).halfWidth(prediction);
    return dataset
        .toDF()
        .withColumn(PREDICTION, prediction)
        .withColumn(LOWER, prediction.minus(reach))
        .withColumn(UPPER, prediction.plus(reach));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Set<String> names = Set.of(PREDICTION, LOWER, UPPER);
    return new StructType(
            Arrays.stream(schema.fields())
                .filter(field -> !names.contains(field.name()))
                .toArray(StructField[]::new))
        .add(PREDICTION, DataTypes.DoubleType, true)
        .add(LOWER, DataTypes.DoubleType, true)
        .add(UPPER, DataTypes.DoubleType, true);
  }

  @Override
  public NumberDecider copy(ParamMap extra) {
    return defaultCopy(extra);
  }
}
