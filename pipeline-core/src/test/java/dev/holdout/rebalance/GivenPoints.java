package dev.holdout.rebalance;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.feature.FeatureLayout;
import dev.holdout.feature.FeatureLayout.Kind;
import dev.holdout.feature.FeatureLayout.Slot;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.split.GivenTraining;
import dev.holdout.tune.Parameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of one fit for tests, held here so that results can be compared with them. */
final class GivenPoints {
  static final StructType SCHEMA =
      new StructType()
          .add(Columns.ROW_KEY, DataTypes.StringType)
          .add(Columns.LABEL, DataTypes.DoubleType)
          .add(Columns.WEIGHT, DataTypes.DoubleType)
          .add(FoldPreprocessing.FEATURES, SQLDataTypes.VectorType())
          .add(Columns.SYNTHETIC, DataTypes.BooleanType)
          .add(Columns.PARENTS, DataTypes.createArrayType(DataTypes.StringType));

  /** A row as it came out. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by its text.
  record Made(
      String key,
      double label,
      double weight,
      double[] features,
      boolean synthetic,
      List<String> parents) {
    static Made of(Row row) {
      return new Made(
          row.getString(0),
          row.getDouble(1),
          row.getDouble(2),
          ((Vector) row.get(3)).toArray(),
          row.getBoolean(4),
          row.isNullAt(5) ? List.of() : row.getList(5));
    }

    /** All of it, to be compared. */
    String text() {
      return key + label + weight + List.of(Vectors.dense(features)) + synthetic + parents;
    }
  }

  private final FeatureLayout layout;
  private final List<Row> rows = new ArrayList<>();
  private int partitions = 1;

  GivenPoints(Slot... slots) {
    this.layout = new FeatureLayout(List.of(slots));
  }

  /** Rows of so many numbers. */
  static GivenPoints numbers(int count) {
    Slot[] slots = new Slot[count];
    for (int at = 0; at < count; at++) {
      slots[at] = new Slot(Kind.NUMBER, "n" + at, at, 1, 0);
    }
    return new GivenPoints(slots);
  }

  GivenPoints row(String key, double label, double... features) {
    rows.add(RowFactory.create(key, label, 1.0, Vectors.dense(features).compressed(), false, null));
    return this;
  }

  /** The same rows in another order and other partitions. */
  GivenPoints shuffled(int into, long seed) {
    GivenPoints other = new GivenPoints(layout.slots().toArray(Slot[]::new));
    other.rows.addAll(rows);
    Collections.shuffle(other.rows, new Random(seed));
    other.partitions = into;
    return other;
  }

  List<Made> rows() {
    return rows.stream().map(Made::of).toList();
  }

  Rebalancer.Given given() {
    var table = TestSession.spark().createDataFrame(rows, SCHEMA).repartition(partitions);
    return new Rebalancer.Given(GivenTraining.of(table), layout, ClassCounts.of(table));
  }

  Rebalancer.Rebalanced rebalanced(String name, Map<String, Double> parameters, long seed) {
    Rebalancer rebalancer = Rebalancers.of(name);
    return rebalancer.rebalance(given(), Parameters.of(rebalancer, parameters), seed);
  }

  static List<Made> collected(Rebalancer.Rebalanced rebalanced) {
    return rebalanced.rows().rows().collectAsList().stream().map(Made::of).toList();
  }
}
