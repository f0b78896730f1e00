package dev.holdout.learn;

import dev.holdout.TestSession;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Out-of-fold rows made by hand. */
public final class GivenProbabilities {
  private GivenProbabilities() {}

  /** One row for each vector of probabilities. */
  public static OutOfFoldProbabilities of(double[][] probabilities, int[] labels, int classes) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < labels.length; row++) {
      rows.add(RowFactory.create((double) labels[row], probabilities[row]));
    }
    return of(rows, "_label DOUBLE, _scores ARRAY<DOUBLE>", classes);
  }

  /** One row for each score of class 1. */
  public static OutOfFoldProbabilities of(double[] scores, int[] labels) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < labels.length; row++) {
      rows.add(RowFactory.create((double) labels[row], scores[row]));
    }
    return of(rows, "_label DOUBLE, _score DOUBLE", 2);
  }

  private static OutOfFoldProbabilities of(List<Row> rows, String schema, int classes) {
    Dataset<Row> table =
        TestSession.spark().createDataFrame(rows, StructType.fromDDL(schema)).repartition(2);
    return OutOfFoldProbabilities.of(table, classes);
  }
}
