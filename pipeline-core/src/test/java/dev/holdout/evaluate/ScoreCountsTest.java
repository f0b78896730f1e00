package dev.holdout.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.stat.Scan;
import dev.holdout.stat.Statistic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoreCountsTest {
  private static final StructType SCHEMA =
      new StructType().add("a `score`.x", DataTypes.DoubleType).add("lab el", DataTypes.DoubleType);
  private static final Statistic<ScoreCounts> STATISTIC =
      ScoreCounts.statistic("a `score`.x", "lab el", 4096, 0.5);

  @Test
  void aloneSharedMergedAndRepartitionedAreTheSameToTheLastBit() throws IOException {
    List<Row> rows = rows(10_000, 11);
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(3));
    assertSame(counted(shuffled), counted(rows));

    ScoreCounts left = counted(rows.subList(0, 100));
    ScoreCounts middle = counted(rows.subList(100, 7_000));
    ScoreCounts right = counted(rows.subList(7_000, 10_000));
    ScoreCounts leftFirst = Scan.merge(List.of(merged(left, middle), right), STATISTIC);
    ScoreCounts rightFirst = Scan.merge(List.of(left, merged(middle, right)), STATISTIC);
    assertSame(leftFirst, counted(rows));
    assertSame(rightFirst, counted(rows));
    assertSame(merged(right, merged(left, middle)), counted(rows));
    assertSame(merged(STATISTIC.empty(), counted(rows)), counted(rows));
    assertSame(merged(counted(rows), STATISTIC.empty()), counted(rows));

    Dataset<Row> table = TestSession.spark().createDataFrame(rows, SCHEMA);
    assertSame(Scan.of(table.repartition(5), STATISTIC), counted(rows));
  }

  @Test
  void rowsWithoutScoreOrLabelAreCountedApart() {
    ScoreCounts counts =
        counted(
            List.of(
                row(0.7, 1.0),
                row(null, 1.0),
                row(0.2, null),
                row(null, null),
                row(Double.NaN, 0.0),
                row(0.4, 2.0)));
    assertThat(counts.rows()).isEqualTo(1);
    assertThat(counts.omitted().all()).isEqualTo(5);
    assertThat(counts.omitted().withoutScore()).isEqualTo(3);
    assertThat(counts.omitted().withoutLabel()).isEqualTo(2);
    assertThat(counts.omitted().withOtherLabel()).isEqualTo(1);
  }

  @Test
  void decisionsAtTheStatisticsThresholdAreExactWhereBinsAreNot() {
    ScoreCounts counts = ScoreCounts.statistic("s", "l", 4096, 0.3).empty();
    Random random = new Random(5);
    long tp = 0;
    for (int row = 0; row < 50_000; row++) {
      double score = random.nextDouble();
      boolean positive = random.nextBoolean();
      counts.add(score, positive);
      tp += positive && score >= 0.3 ? 1 : 0;
    }
    assertThat(counts.exact()).isFalse();
    assertThat(counts.confusion(0.3).tp()).isEqualTo((double) tp);
  }

  @Test
  void fixedSumsCarryBeyond64Bits() {
    long[] sum = new long[2];
    for (int term = 0; term < 1000; term++) {
      FixedPoint.add(sum, 0, FixedPoint.units(1.0, 62), 1);
      FixedPoint.add(sum, 0, FixedPoint.units(0.5, 62), 1);
    }
    assertThat(FixedPoint.value(sum, 0, 62)).isEqualTo(1500.0);
  }

  private static void assertSame(ScoreCounts actual, ScoreCounts expected) throws IOException {
    assertThat(actual.bins().values()).isEqualTo(expected.bins().values());
    assertThat(actual.bins().counts()).isDeepEqualTo(expected.bins().counts());
    assertThat(tail(actual)).isEqualTo(tail(expected));
  }

  /** The state without its histogram, whose bins may be written in any order. */
  private static byte[] tail(ScoreCounts counts) throws IOException {
    byte[] all = bytes(counts);
    int histogram = 16 + 24 * counts.bins().size();
    return Arrays.copyOfRange(all, histogram, all.length);
  }

  private static ScoreCounts merged(ScoreCounts one, ScoreCounts other) {
    return Scan.merge(List.of(one, other), STATISTIC);
  }

  private static ScoreCounts counted(List<Row> rows) {
    ScoreCounts counts = STATISTIC.empty();
    rows.forEach(
        row -> counts.add(new GenericRowWithSchema(new Object[] {row.get(0), row.get(1)}, SCHEMA)));
    return counts;
  }

  private static List<Row> rows(int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      Double score = random.nextInt(50) == 0 ? null : random.nextDouble();
      rows.add(row(score, random.nextInt(50) == 0 ? null : (double) random.nextInt(2)));
    }
    return rows;
  }

  private static Row row(@Nullable Double score, @Nullable Double label) {
    return RowFactory.create(score, label);
  }

  private static byte[] bytes(ScoreCounts counts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    counts.write(new DataOutputStream(bytes));
    assertThat(
            STATISTIC
                .read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())))
                .rows())
        .isEqualTo(counts.rows());
    return bytes.toByteArray();
  }
}
