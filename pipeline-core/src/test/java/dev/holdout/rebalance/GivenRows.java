package dev.holdout.rebalance;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.feature.FeatureLayout;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.split.GivenTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows as a rebalancer gets them, for tests. */
final class GivenRows {
  private static final FeatureLayout LAYOUT =
      new FeatureLayout(
          List.of(
              new FeatureLayout.Slot(FeatureLayout.Kind.NUMBER, "a", 0, 1, 0),
              new FeatureLayout.Slot(FeatureLayout.Kind.NUMBER, "b", 1, 1, 0)));

  private GivenRows() {}

  /**
   * Random rows of two numbers.
   *
   * @param classes how many rows of class 0, 1, …
   */
  static Dataset<Row> numbers(long seed, int... classes) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int label = 0; label < classes.length; label++) {
      for (int i = 0; i < classes[label]; i++) {
        rows.add(
            RowFactory.create(
                "row " + rows.size(),
                (double) label,
                1.0 + random.nextInt(3),
                Vectors.dense(random.nextGaussian() + label, random.nextGaussian()),
                false,
                null));
      }
    }
    return TestSession.spark()
        .createDataFrame(
            rows,
            new StructType()
                .add(Columns.ROW_KEY, DataTypes.StringType)
                .add(Columns.LABEL, DataTypes.DoubleType)
                .add(Columns.WEIGHT, DataTypes.DoubleType)
                .add(FoldPreprocessing.FEATURES, SQLDataTypes.VectorType())
                .add(Columns.SYNTHETIC, DataTypes.BooleanType)
                .add(Columns.PARENTS, DataTypes.createArrayType(DataTypes.StringType)));
  }

  static Rebalancer.Given given(Dataset<Row> rows) {
    return new Rebalancer.Given(GivenTraining.of(rows), LAYOUT, ClassCounts.of(rows));
  }
}
