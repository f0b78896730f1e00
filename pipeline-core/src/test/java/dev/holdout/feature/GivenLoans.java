package dev.holdout.feature;

import dev.holdout.TestSession;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A small table with a column of every kind, in five blocks. */
final class GivenLoans {
  static final StructType SCHEMA =
      StructType.fromDDL(
          "_row_key STRING, _label DOUBLE, _block INT, `net``in.come``` DOUBLE, age INT,"
              + " fee DECIMAL(10,2), job STRING, zone INT, member BOOLEAN, opened DATE,"
              + " seen TIMESTAMP, always STRING");

  private GivenLoans() {}

  static Dataset<Row> table(int rows) {
    return table(rows, -1, 0);
  }

  /** The same with other values of all kinds in one block. */
  static Dataset<Row> table(int rows, int changedBlock, long seed) {
    Random changes = new Random(seed);
    List<Row> table = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Random random = new Random(row);
      int block = row % 5;
      table.add(row(row, block, block == changedBlock ? changes : random, block == changedBlock));
    }
    return TestSession.spark().createDataFrame(table, SCHEMA);
  }

  private static Row row(int key, int block, Random random, boolean changed) {
    double income = Math.exp(8 + random.nextGaussian());
    LocalDate opened = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(1000));
    return RowFactory.create(
        Integer.toString(key),
        random.nextInt(3) == 0 ? 1.0 : 0.0,
        block,
        missing(random, changed ? income * 1e6 : income),
        missing(random, 20 + random.nextInt(changed ? 10_000 : 50)),
        BigDecimal.valueOf(random.nextInt(1000), 2),
        missing(random, (changed ? "new job " : "job ") + random.nextInt(changed ? 99 : 6)),
        random.nextInt(4),
        missing(random, changed || random.nextBoolean()),
        missing(random, java.sql.Date.valueOf(opened)),
        java.sql.Timestamp.from(opened.atTime(random.nextInt(24), 5).toInstant(ZoneOffset.UTC)),
        "same");
  }

  private static @Nullable Object missing(Random random, Object value) {
    return random.nextInt(8) == 0 ? null : value;
  }
}
