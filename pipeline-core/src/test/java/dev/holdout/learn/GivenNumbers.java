package dev.holdout.learn;

import dev.holdout.TestSession;
import dev.holdout.split.FoldPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Out-of-fold predictions made by hand, in two folds. */
public final class GivenNumbers {
  private GivenNumbers() {}

  public static OutOfFoldNumbers of(double[] predictions, double[] actual) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < actual.length; row++) {
      rows.add(RowFactory.create(row % 2, actual[row], predictions[row]));
    }
    return OutOfFoldNumbers.of(
        TestSession.spark()
            .createDataFrame(rows, StructType.fromDDL("fold INT, _label DOUBLE, _score DOUBLE"))
            .repartition(2),
        FoldPlan.kFold(2));
  }
}
