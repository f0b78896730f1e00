package dev.holdout.jobs.bench;

import dev.holdout.contract.Columns;
import dev.holdout.feature.FeatureLayout;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.rebalance.ClassCounts;
import dev.holdout.rebalance.Rebalancer;
import dev.holdout.rebalance.Rebalancers;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import dev.holdout.tune.Parameters;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * SMOTE of 30 independent normal features, where no search can leave much out, from rows in memory
 * to rows in memory: against imbalanced-learn on the same rows, in turns, or alone with more rows
 * of the smaller class than are compared with each other.
 *
 * <p>Arguments: rows of the smaller class, of which there are half as many as of the other; rounds;
 * the Python script of the peer, which is left out where there is none.
 */
public final class SmoteBenchmark {
  private static final int FEATURES = 30;

  private static final StructType SCHEMA =
      new StructType()
          .add(Columns.ROW_KEY, DataTypes.StringType, false)
          .add(Columns.LABEL, DataTypes.DoubleType, false)
          .add(Columns.WEIGHT, DataTypes.DoubleType, false)
          .add(FoldPreprocessing.FEATURES, SQLDataTypes.VectorType(), false)
          .add(Columns.SYNTHETIC, DataTypes.BooleanType, false)
          .add(Columns.PARENTS, DataTypes.createArrayType(DataTypes.StringType), true);

  private SmoteBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rows = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    SparkSession spark = Bench.session();
    try {
      Training training =
          GivenTraining.of(
              table(spark, 3L * rows)
                  .repartition(Math.max(1, 3 * rows / 200_000))
                  .persist(StorageLevel.MEMORY_AND_DISK()));
      Rebalancer.Given given =
          new Rebalancer.Given(training, layout(), ClassCounts.of(training.rows()));
      System.out.printf(
          Locale.ROOT,
          "%,d rows of the smaller class, %,d of the other, %d features%n",
          given.counts().of(1).rows(),
          given.counts().of(0).rows(),
          FEATURES);
      if (arguments.length > 2) {
        compare(given, rounds, Path.of(arguments[2]), rows);
      } else {
        for (int round = 0; round < rounds; round++) {
          System.out.printf(Locale.ROOT, "%.1f s%n", seconds(given, true));
        }
      }
    } finally {
      spark.stop();
    }
  }

  private static void compare(Rebalancer.Given given, int rounds, Path script, int rows)
      throws IOException, InterruptedException {
    Path points = Files.createTempFile("points", ".bin");
    write(points, 3L * rows);
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      double seconds = seconds(given, round < 0);
      double peer = peer(script, points);
      if (Double.isNaN(peer)) {
        return;
      }
      System.out.printf(Locale.ROOT, "  holdout %.2f s, imbalanced-learn %.2f s%n", seconds, peer);
      if (round >= 0) {
        ours[round] = seconds;
        theirs[round] = peer;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "holdout %.2f s, imbalanced-learn %.2f s: %.2f times as fast (medians of %d rounds)%n",
        Bench.median(ours),
        Bench.median(theirs),
        Bench.median(theirs) / Bench.median(ours),
        rounds);
    Files.delete(points);
  }

  private static double seconds(Rebalancer.Given given, boolean tells) {
    Rebalancer smote = Rebalancers.of("smote");
    return Bench.seconds(
        () -> {
          Rebalancer.Rebalanced done =
              smote.rebalance(given, Parameters.of(smote, Map.of()), 20261120);
          Dataset<Row> all = done.rows().rows().persist(StorageLevel.MEMORY_AND_DISK());
          long count = all.count();
          all.unpersist();
          if (tells) {
            System.out.printf(Locale.ROOT, "%,d rows afterwards%n", count);
            done.notes().forEach(note -> System.out.println("  " + note));
          }
        });
  }

  /** What the script prints: seconds, or why there are none. */
  private static double peer(Path script, Path points) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("/usr/bin/python3", script.toString(), points.toString(), "" + FEATURES)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      System.out.println(said.strip());
      return Double.NaN;
    }
    return Double.parseDouble(said.strip());
  }

  private static FeatureLayout layout() {
    return new FeatureLayout(
        IntStream.range(0, FEATURES)
            .mapToObj(at -> new FeatureLayout.Slot(FeatureLayout.Kind.NUMBER, "f" + at, at, 1, 0))
            .toList());
  }

  private static Dataset<Row> table(SparkSession spark, long rows) {
    return spark
        .range(rows)
        .map(
            (MapFunction<Long, Row>)
                id ->
                    RowFactory.create(
                        "row " + id,
                        id % 3 == 0 ? 1.0 : 0.0,
                        1.0,
                        Vectors.dense(point(id)),
                        false,
                        null),
            Encoders.row(SCHEMA));
  }

  private static double[] point(long id) {
    Random random = new Random(id * 0x9E3779B97F4A7C15L);
    return IntStream.range(0, FEATURES).mapToDouble(at -> random.nextGaussian()).toArray();
  }

  /** Label and features of each row, as doubles. */
  private static void write(Path file, long rows) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (long id = 0; id < rows; id++) {
        out.writeDouble(id % 3 == 0 ? 1.0 : 0.0);
        for (double value : point(id)) {
          out.writeDouble(value);
        }
      }
    }
  }
}
