package dev.holdout.stat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** States by group, however the rows are divided. */
@Execution(ExecutionMode.SAME_THREAD)
final class ScanTest {
  private static final Scan.Grouping BY_REMAINDER =
      row -> List.of("all", "remainder " + row.getLong(0) % 3);

  @Test
  void theDriverMergesTheSameStatesAsAShuffle() {
    SortedMap<String, Long> expected =
        new TreeMap<>(
            Map.of(
                // 0 + 1 + … + 999; of each third of the numbers: 0 + 3 + … + 999, and so on.
                "all",
                999L * 1000 / 2,
                "remainder 0",
                3L * 333 * 334 / 2,
                "remainder 1",
                333L + 3L * 332 * 333 / 2,
                "remainder 2",
                2 * 333L + 3L * 332 * 333 / 2));
    for (int partitions : new int[] {1, Scan.FEW_PARTITIONS, Scan.FEW_PARTITIONS + 3}) {
      assertThat(sums(numbers(partitions))).as("%d", partitions).isEqualTo(expected);
    }
    assertThat(sums(numbers(1).filter("id < 0"))).isEmpty();
  }

  @Test
  void fewPartitionsAreReadInOneStage() {
    assertThat(stages(numbers(1))).isEqualTo(1);
    assertThat(stages(numbers(Scan.FEW_PARTITIONS))).isEqualTo(1);
    assertThat(stages(numbers(Scan.FEW_PARTITIONS + 1))).isEqualTo(2);
  }

  private static Dataset<Row> numbers(int partitions) {
    return TestSession.spark().range(0, 1000, 1, partitions).toDF("id");
  }

  private static SortedMap<String, Long> sums(Dataset<Row> rows) {
    SortedMap<String, Long> sums = new TreeMap<>();
    Scan.byGroup(rows, BY_REMAINDER, new Sums()).forEach((group, of) -> sums.put(group, of.sum));
    return sums;
  }

  private static int stages(Dataset<Row> rows) {
    AtomicInteger stages = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
            stages.incrementAndGet();
          }
        };
    TestSession.awaitListeners();
    TestSession.spark().sparkContext().addSparkListener(listener);
    try {
      assertThat(sums(rows)).hasSize(4);
      TestSession.awaitListeners();
    } finally {
      TestSession.spark().sparkContext().removeSparkListener(listener);
    }
    return stages.get();
  }

  private static final class Sum implements State<Sum> {
    private long sum;

    @Override
    public void add(Row row) {
      sum += row.getLong(0);
    }

    @Override
    public void merge(Sum other) {
      sum += other.sum;
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeLong(sum);
    }
  }

  private static final class Sums implements Statistic<Sum> {
    private static final long serialVersionUID = 1L;

    @Override
    public Sum empty() {
      return new Sum();
    }

    @Override
    public Sum read(DataInput in) throws IOException {
      Sum read = new Sum();
      read.sum = in.readLong();
      return read;
    }
  }
}
