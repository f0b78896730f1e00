package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.feature.Encoding;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.split.Fold;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows with a known relation: the log odds of a positive are −1 + 2·strong − 1·weak; {@code noise}
 * says nothing. All three are standard normal.
 */
final class Planted {
  private static final StructType SCHEMA =
      new StructType()
          .add(Columns.ROW_KEY, DataTypes.StringType)
          .add("strong", DataTypes.DoubleType)
          .add("weak", DataTypes.DoubleType)
          .add("noise", DataTypes.DoubleType)
          .add(Columns.LABEL, DataTypes.DoubleType)
          .add(Columns.BLOCK, DataTypes.IntegerType);

  private Planted() {}

  /** Rows in blocks 0 to {@code blocks − 1}, taking turns. */
  static Dataset<Row> rows(int count, int blocks) {
    Random random = new Random(20261120);
    List<Row> rows = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      double strong = random.nextGaussian();
      double weak = random.nextGaussian();
      double odds = Math.exp(-1 + 2 * strong - weak);
      double label = random.nextDouble() < odds / (1 + odds) ? 1.0 : 0.0;
      rows.add(
          RowFactory.create(
              "k" + index, strong, weak, random.nextGaussian(), label, index % blocks));
    }
    return TestSession.spark().createDataFrame(rows, SCHEMA);
  }

  static Training training(int count, int blocks) {
    return GivenTraining.of(rows(count, blocks));
  }

  /** The three numbers as they are, whatever the fold. */
  static FoldPreprocessing assembled() {
    return always(assembler());
  }

  static FoldPreprocessing always(Transformer transformer) {
    return new FoldPreprocessing() {
      @Override
      public Transformer forFold(Fold fold, Encoding encoding) {
        return transformer;
      }

      @Override
      public Transformer forAll(Encoding encoding) {
        return transformer;
      }
    };
  }

  static VectorAssembler assembler() {
    return new VectorAssembler()
        .setInputCols(new String[] {"strong", "weak", "noise"})
        .setOutputCol(FoldPreprocessing.FEATURES);
  }

  /** Encoded rows as learners get them. */
  static Training encoded(Dataset<Row> rows) {
    return GivenTraining.of(rows)
        .as(
            given ->
                CanonicalLayout.of(
                    MlColumns.columnsForFit(
                        assembler().transform(given), Target.BINARY, RebalanceSpec.NONE),
                    given.count()));
  }

  /** The same rows without any positive in one block. */
  static Dataset<Row> withoutPositives(Dataset<Row> rows, int block) {
    return rows.withColumn(
        Columns.LABEL, when(col(Columns.BLOCK).equalTo(block), 0.0).otherwise(col(Columns.LABEL)));
  }
}
