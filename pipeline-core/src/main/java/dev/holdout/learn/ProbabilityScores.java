package dev.holdout.learn;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;

import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Turns the vector of class probabilities, which it takes away, into {@link Fitted#SCORES}, an
 * array by the number of the class.
 */
public final class ProbabilityScores extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;

  ProbabilityScores() {
    this("probability_scores");
  }

  /** For loading. */
  public ProbabilityScores(String uid) {
    this.uid = uid;
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    return rows.withColumn(Fitted.SCORES, vector_to_array(col(MlColumns.PROBABILITY), "float64"))
        .drop(MlColumns.PROBABILITY);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    StructType added = new StructType();
    for (var field : schema.fields()) {
      if (!field.name().equals(MlColumns.PROBABILITY)) {
        added = added.add(field);
      }
    }
    return added.add(Fitted.SCORES, DataTypes.createArrayType(DataTypes.DoubleType, false), true);
  }

  @Override
  public ProbabilityScores copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads what was saved. */
  public static MLReader<ProbabilityScores> read() {
    return new DefaultParamsReader<>();
  }
}
