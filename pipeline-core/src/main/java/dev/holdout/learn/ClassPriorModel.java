package dev.holdout.learn;

import static org.apache.spark.sql.functions.array;

import java.util.Arrays;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Gives every row the shares of the classes among the rows it was fitted on. */
public final class ClassPriorModel extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final DoubleArrayParam shares;

  /** For loading. */
  public ClassPriorModel(String uid) {
    this.uid = uid;
    this.shares = new DoubleArrayParam(this, "shares", "shares of the classes, by number");
  }

  static ClassPriorModel of(double[] shares) {
    ClassPriorModel model = new ClassPriorModel("prior");
    model.set(model.shares, shares.clone());
    return model;
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The parameter that holds the shares; MLlib finds it by this method. */
  public DoubleArrayParam shares() {
    return shares;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    Column[] each =
        Arrays.stream(getOrDefault(shares)).mapToObj(functions::lit).toArray(Column[]::new);
    return rows.withColumn(Fitted.SCORES, array(each));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema.add(Fitted.SCORES, DataTypes.createArrayType(DataTypes.DoubleType, false), false);
  }

  @Override
  public ClassPriorModel copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads what was saved. */
  public static MLReader<ClassPriorModel> read() {
    return new DefaultParamsReader<>();
  }
}
