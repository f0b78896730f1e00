package dev.holdout.split;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A seeded table of 120 to 400 rows with a label, groups of uneven sizes (and rows without one),
 * two segments, and times with ties.
 */
record RandomTable(List<Row> rows) {
  static final LabelSpec LABEL = new LabelSpec("label", "yes");
  static final StructType SCHEMA =
      new StructType()
          .add(Columns.ROW_KEY, DataTypes.StringType)
          .add(Columns.SPLIT_UNIT, DataTypes.StringType)
          .add("label", DataTypes.StringType)
          .add("the group", DataTypes.StringType)
          .add("segment", DataTypes.StringType)
          .add("at", DataTypes.TimestampType)
          .add("clock", DataTypes.DoubleType)
          .add("part", DataTypes.StringType);
  private static final Instant START = Instant.parse("2024-03-20T00:00:00Z");

  static RandomTable of(long seed) {
    return of(seed, 120 + new Random(seed).nextInt(281));
  }

  /** The first rows of a table are those of a shorter table with the same seed. */
  static RandomTable of(long seed, int count) {
    Random random = new Random(seed);
    double rate = 0.1 + 0.4 * random.nextDouble();
    int groups = 12 + random.nextInt(40);
    int ticks = 250 + random.nextInt(500);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = "key " + i;
      boolean positive = i < 16 ? i % 2 == 0 : random.nextDouble() < rate;
      int group = (int) (groups * Math.pow(random.nextDouble(), 2));
      int tick = random.nextInt(ticks);
      double part = random.nextDouble();
      rows.add(
          RowFactory.create(
              key,
              key,
              positive ? "yes" : "no",
              random.nextInt(20) == 0 ? null : "g" + group,
              random.nextInt(9) == 0 ? null : "s" + random.nextInt(3),
              Timestamp.from(START.plusSeconds(3_600L * tick)),
              tick - ticks / 2.0,
              part < 0.2 ? " Test" : part < 0.4 ? "validation" : "train"));
    }
    return new RandomTable(rows);
  }

  Dataset<Row> dataset() {
    return TestSession.spark().createDataFrame(rows, SCHEMA);
  }
}
