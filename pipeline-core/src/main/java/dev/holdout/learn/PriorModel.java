package dev.holdout.learn;

import static org.apache.spark.sql.functions.lit;

import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Scores every row with one number: the share of positives among the rows it was fitted on, or the
 * mean of their labels.
 */
public final class PriorModel extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final DoubleParam share;

  /** For loading. */
  public PriorModel(String uid) {
    this.uid = uid;
    this.share =
        new DoubleParam(this, "share", "share of positives among training rows, or the mean");
  }

  static PriorModel of(double share) {
    PriorModel model = new PriorModel("prior");
    model.set(model.share, share);
    return model;
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The parameter that holds the share; MLlib finds it by this method. */
  public DoubleParam share() {
    return share;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    return rows.withColumn(Fitted.SCORE, lit(getOrDefault(share)));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema.add(Fitted.SCORE, DataTypes.DoubleType, false);
  }

  @Override
  public PriorModel copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads what was saved. */
  public static MLReader<PriorModel> read() {
    return new DefaultParamsReader<>();
  }
}
