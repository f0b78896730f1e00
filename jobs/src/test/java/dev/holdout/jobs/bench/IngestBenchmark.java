package dev.holdout.jobs.bench;

import dev.holdout.contract.ColumnSpec;
import dev.holdout.jobs.demo.LoansTable;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What the ingest of the demo's table costs, as a ratio to Spark's own CSV reader with the schema
 * given and Delta's writer. Each is done in a process of its own, cold; its session is open when
 * the watch starts. Alternating, medians of several rounds.
 *
 * <p>Arguments: rows (default 1,000,000), rounds (default 3). The processes are called with {@code
 * holdout} or {@code spark} and the folder.
 */
public final class IngestBenchmark {
  private static final Path PIPELINE = Path.of("conf/loans.yaml");

  private IngestBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 1 && !Character.isDigit(arguments[0].charAt(0))) {
      System.out.println(once(arguments[0].equals("holdout"), arguments[1]));
      return;
    }
    long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path folder = Files.createTempDirectory("holdout-benchmark");
    try (SparkSession spark = Bench.session()) {
      LoansTable.write(spark, folder + "/loans", rows, 1);
    }
    double[] holdout = new double[rounds];
    double[] peer = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      peer[round] = process("spark", folder);
      holdout[round] = process("holdout", folder);
      System.out.printf(
          Locale.ROOT,
          "%,d rows: Holdout %.1f s, Spark and Delta %.1f s, ratio %.2f%n",
          rows,
          holdout[round],
          peer[round],
          holdout[round] / peer[round]);
    }
    System.out.printf(
        Locale.ROOT,
        "%,d rows, medians: Holdout %.1f s, Spark and Delta %.1f s, ratio %.2f%n",
        rows,
        Bench.median(holdout),
        Bench.median(peer),
        Bench.median(holdout) / Bench.median(peer));
  }

  private static double process(String what, Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-X") || option.startsWith("--add"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            IngestBenchmark.class.getName(),
            what,
            folder.toString()));
    Process process = new ProcessBuilder(command).redirectError(new File("/dev/null")).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("Cannot measure " + what + ": " + said);
    }
    return Double.parseDouble(said.strip());
  }

  private static double once(boolean holdout, String folder) throws IOException {
    try (Bench bench = Bench.of(PIPELINE, Map.of("source.files.0.path", folder + "/loans"))) {
      bench.spark().range(1).count();
      return Bench.seconds(() -> ingest(bench, holdout, folder));
    }
  }

  private static void ingest(Bench bench, boolean holdout, String folder) {
    if (holdout) {
      bench.ingest();
      return;
    }
    StructType schema = new StructType();
    for (ColumnSpec column : bench.spec().contract().columns()) {
      schema = schema.add(column.name(), column.type().sparkType());
    }
    bench
        .spark()
        .read()
        .option("header", true)
        .schema(schema)
        .csv(folder + "/loans")
        .write()
        .format("delta")
        .save(bench.tables().path("peer"));
  }
}
