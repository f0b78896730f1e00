package dev.holdout.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Two models of three classes, and two that predict numbers; the second is better in part a. */
final class OtherTasksTable {
  static final int CUSTOMERS = 300;
  static final StructType SCHEMA =
      new StructType()
          .add("y", DataTypes.DoubleType)
          .add("old", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("new", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("actual", DataTypes.DoubleType)
          .add("first", DataTypes.DoubleType)
          .add("second", DataTypes.DoubleType)
          .add("customer", DataTypes.IntegerType)
          .add("part", DataTypes.StringType)
          .add("half", DataTypes.StringType);

  private OtherTasksTable() {}

  static List<Row> rows() {
    Random random = new Random(12);
    double[] shift = new double[CUSTOMERS];
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      shift[customer] = random.nextGaussian();
    }
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < 3000; row++) {
      int customer = row % CUSTOMERS;
      String part = row < 1500 ? "a" : row < 2500 ? "b" : null;
      int actual = random.nextInt(3);
      double better = "a".equals(part) ? 1.5 : 0;
      double number = random.nextGaussian();
      double noise = random.nextGaussian();
      rows.add(
          RowFactory.create(
              (double) actual,
              scores(random, actual, 1),
              scores(random, actual, 1 + better),
              number,
              number + noise,
              number + 0.5 * noise + shift[customer],
              customer,
              part,
              row % 2 == 0 ? "h" : "l"));
    }
    List<Double> third = List.of(0.5, 0.25, 0.25);
    rows.add(RowFactory.create(null, third, third, null, 1.0, 1.0, 0, "a", "h"));
    rows.add(RowFactory.create(1.0, third, null, 1.0, 1.0, 1.0, 2, "b", "h"));
    return rows;
  }

  private static List<Double> scores(Random random, int actual, double signal) {
    double[] scores = new double[3];
    double sum = 0;
    for (int at = 0; at < 3; at++) {
      scores[at] = Math.exp(random.nextGaussian() + (at == actual ? signal : 0));
      sum += scores[at];
    }
    return List.of(scores[0] / sum, scores[1] / sum, scores[2] / sum);
  }
}
