package dev.holdout.proof;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Rows changed beyond recognition, but for those of some blocks: nulls, infinities, huge numbers,
 * categories never seen, labels flipped; some rows are gone, some stand there twice, and all are in
 * another order.
 */
final class Poison {
  private static final double[] NUMBERS = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    -1e300,
    Double.MIN_VALUE,
    -0.0
  };
  private static final int[] WHOLES = {Integer.MAX_VALUE, Integer.MIN_VALUE, 0, -1, 1 << 20};
  private static final String[] WORDS = {
    "", " ", "\u0000", "(missing)", "(rare)", "`\"'\\", "новый", "x".repeat(2_000)
  };
  private static final String[] TIMES = {"0001-01-02", "1582-10-20", "1969-12-31", "9999-12-30"};

  private final Random random;

  private Poison(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Poisons.
   *
   * @param kept blocks whose rows stay as they are
   */
  static Dataset<Row> allBut(Set<Integer> kept, Dataset<Row> rows, long seed) {
    Poison poison = new Poison(seed);
    StructType schema = rows.schema();
    int block = schema.fieldIndex(Columns.BLOCK);
    List<Row> poisoned = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      int copies = kept.contains(row.getInt(block)) ? 1 : poison.random.nextInt(3);
      for (int copy = 0; copy < copies; copy++) {
        poisoned.add(
            kept.contains(row.getInt(block)) ? row : poison.of(row, schema, poisoned.size()));
      }
    }
    Collections.shuffle(poisoned, poison.random);
    return TestSession.spark().createDataFrame(poisoned, schema).repartition(3);
  }

  private Row of(Row row, StructType schema, int number) {
    StructField[] fields = schema.fields();
    @Nullable Object[] values = new Object[fields.length];
    for (int index = 0; index < fields.length; index++) {
      values[index] =
          switch (fields[index].name()) {
            case Columns.ROW_KEY -> "poison " + number;
            case Columns.BLOCK -> row.get(index);
            case Columns.LABEL -> 1 - row.getDouble(index);
            default -> random.nextInt(4) == 0 ? null : value(fields[index].dataType());
          };
    }
    return RowFactory.create(values);
  }

  private Object value(DataType type) {
    if (type.equals(DataTypes.DoubleType)) {
      return random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextGaussian();
    }
    if (type.equals(DataTypes.IntegerType)) {
      return random.nextBoolean() ? WHOLES[random.nextInt(WHOLES.length)] : random.nextInt(1000);
    }
    if (type.equals(DataTypes.BooleanType)) {
      return random.nextInt(10) == 0;
    }
    if (type.equals(DataTypes.StringType)) {
      return random.nextBoolean()
          ? WORDS[random.nextInt(WORDS.length)]
          : "new " + random.nextInt(300);
    }
    String time = TIMES[random.nextInt(TIMES.length)];
    if (type.equals(DataTypes.DateType)) {
      return Date.valueOf(time);
    }
    if (type.equals(DataTypes.TimestampType)) {
      return Timestamp.from(Instant.parse(time + "T23:59:59Z"));
    }
    if (type instanceof DecimalType decimal) {
      return BigDecimal.TEN
          .pow(decimal.precision() - decimal.scale())
          .subtract(BigDecimal.ONE)
          .setScale(decimal.scale());
    }
    throw new IllegalArgumentException("no poison for " + type);
  }
}
