package dev.holdout.jobs.bench;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.Evaluator;
import dev.holdout.evaluate.SegmentBy;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.sql.SparkSession;

/**
 * All metrics with intervals of each of 50 segments, from a CSV file to figures, against
 * scikit-learn on the same file: every metric of two classes that it has too, of every segment, in
 * each bootstrap draw.
 *
 * <p>The peer is timed for a few draws, without reading and in one process, and what 1,000 draws
 * take is worked out by multiplication. Here reading counts, and all processors are used.
 *
 * <p>Arguments: rows; draws that the peer is timed for; its Python script.
 */
public final class EvaluatePeerBenchmark {
  private static final int COLUMNS = 5;
  private static final int VALUES = 10;
  private static final int DRAWS = 1000;
  private static final int ROUNDS = 3;

  private EvaluatePeerBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rows = Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("holdout-benchmark");
    Path file = folder.resolve("predictions.csv");
    write(file, rows);
    double[] ours = new double[ROUNDS];
    SparkSession spark = Bench.session();
    try {
      for (int round = -1; round < ROUNDS; round++) {
        Evaluation[] found = new Evaluation[1];
        double seconds = Bench.seconds(() -> found[0] = evaluate(spark, file));
        System.out.printf(
            Locale.ROOT,
            "%s: %,d rows, %d segments, %d metrics of each, %,d draws: %.1f s%n",
            round < 0 ? "holdout, cold" : "holdout",
            found[0].rows(),
            found[0].segments().size(),
            found[0].overall().metrics().size(),
            DRAWS,
            seconds);
        if (round >= 0) {
          ours[round] = seconds;
        }
      }
    } finally {
      spark.stop();
    }
    compare(Bench.median(ours), arguments[2], file, Integer.parseInt(arguments[1]));
    Files.delete(file);
    Files.delete(folder);
  }

  private static void compare(double seconds, String script, Path file, int draws)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("/usr/bin/python3", script, file.toString(), "" + draws)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      System.out.println(said.strip());
      return;
    }
    List<String> words = said.strip().lines().toList();
    String[] last = words.get(words.size() - 1).split(" ", -1);
    double theirs = Double.parseDouble(last[0]) * DRAWS;
    System.out.printf(
        Locale.ROOT,
        "scikit-learn: %s segments, %s metrics of each, %.2f s a draw (mean of %d); for %,d draws"
            + " %,.0f s, not measured but multiplied%n",
        last[1],
        last[2],
        Double.parseDouble(last[0]),
        draws,
        DRAWS,
        theirs);
    System.out.printf(
        Locale.ROOT,
        "holdout %.1f s (median of %d rounds): %,.0f times as fast%n",
        seconds,
        ROUNDS,
        theirs / seconds);
  }

  private static Evaluation evaluate(SparkSession spark, Path file) {
    List<SegmentBy> segments = new ArrayList<>();
    String schema = "label int, score double";
    for (int column = 0; column < COLUMNS; column++) {
      segments.add(SegmentBy.column("s" + column));
      schema += ", s" + column + " string";
    }
    return new Evaluator(new EvaluationSpec(segments, 1, List.of(), 100, 50, 0.95, DRAWS, 1))
        .evaluate(
            spark.read().schema(schema).option("header", "true").csv(file.toString()),
            "score",
            "label",
            0.5);
  }

  /** Calibrated scores that all differ; columns move the share of positives. */
  private static void write(Path file, int rows) throws IOException {
    Random random = new Random(20261120);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("label,score,s0,s1,s2,s3,s4\n");
      for (int row = 0; row < rows; row++) {
        double odds = -1.5 + 1.2 * random.nextGaussian();
        StringBuilder values = new StringBuilder();
        for (int column = 0; column < COLUMNS; column++) {
          int value = random.nextInt(VALUES);
          odds += 0.05 * value;
          values.append(",value ").append(value);
        }
        double score = 1 / (1 + Math.exp(-odds));
        out.write((random.nextDouble() < score ? 1 : 0) + "," + score + values + "\n");
      }
    }
  }
}
