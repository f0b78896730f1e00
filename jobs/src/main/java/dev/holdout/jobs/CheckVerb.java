package dev.holdout.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Build;
import dev.holdout.lineage.TableVersion;
import dev.holdout.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows that Spark and Delta work here: sums numbers on the executors and writes, then reads, a
 * small Delta table.
 */
@Command(
    name = "check",
    description = "Checks that Spark and Delta work here, on a laptop or a cluster.",
    footer = {
      "  holdout check",
      "  holdout --master spark://host:7077 check --workspace s3a://bucket/holdout"
    })
final class CheckVerb extends Verb {
  @Option(
      names = "--workspace",
      paramLabel = "ROOT",
      description =
          "Where the Delta table is tried, and removed again: a folder or prefix that all machines"
              + " reach. Default: a temporary folder, on a single machine.")
  private @Nullable String workspace;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many numbers the executors sum (default: ${DEFAULT-VALUE}).")
  private long rows = 1_000_000;

  /**
   * What was found.
   *
   * @param executors executors of the application beside the driver; 0 where Spark runs inside this
   *     process
   * @param parallelism tasks that Spark makes of work by default
   * @param sum of the whole numbers below {@code rows}, modulo 1,000,003 each
   * @param delta the Delta table that was tried; empty on a cluster without a workspace
   */
  record Check(
      String version,
      String commit,
      String java,
      String spark,
      String master,
      int executors,
      int parallelism,
      long rows,
      long sum,
      Optional<TableVersion> delta) {}

  @Override
  Answer answer() {
    if (rows < 1) {
      throw new HoldoutException(
          ErrorCode.USAGE,
          "Cannot check: found --rows " + rows + ", expected 1 or more. Give a larger number.");
    }
    SparkSession spark = spark();
    long sum = spark.range(rows).agg(sum(col("id").mod(lit(1_000_003L)))).first().getLong(0);
    String master = spark.sparkContext().master();
    Optional<TableVersion> delta =
        workspace == null && !master.startsWith("local")
            ? Optional.empty()
            : Optional.of(tryDelta(spark));
    Check check =
        new Check(
            Build.current().version(),
            Build.current().commit(),
            Runtime.version().toString(),
            spark.version(),
            master,
            spark.sparkContext().statusTracker().getExecutorInfos().length - 1,
            spark.sparkContext().defaultParallelism(),
            rows,
            sum,
            delta);
    return Answer.of(text(check), check);
  }

  private TableVersion tryDelta(SparkSession spark) {
    String name = "check-" + UUID.randomUUID();
    String root = workspace == null ? System.getProperty("java.io.tmpdir") : workspace;
    Tables tables = new Tables(spark, root, 1);
    try {
      TableVersion written =
          tables.write(name, spark.range(1000).toDF("id"), Tables.Mode.APPEND, name, name);
      long read = tables.read(written).count();
      if (read != 1000) {
        throw new HoldoutException(
            ErrorCode.CORRUPT_STATE,
            "Cannot trust "
                + tables.path(written.name())
                + ": found "
                + read
                + " rows, expected 1000. Check the file system behind the workspace.");
      }
      return written;
    } finally {
      remove(spark, tables.path(name));
    }
  }

  private static void remove(SparkSession spark, String location) {
    Path path = new Path(location);
    try {
      path.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + location, e);
    }
  }

  private static String text(Check check) {
    return String.join(
        "\n",
        "Holdout " + check.version() + " works here.",
        "  Java    " + check.java(),
        "  Spark   "
            + check.spark()
            + " on "
            + check.master()
            + ", "
            + (check.executors() == 0 ? "inside this process" : "executors: " + check.executors())
            + ", parallelism "
            + check.parallelism(),
        "  Sum     " + check.sum() + " over " + check.rows() + " rows",
        "  Delta   "
            + check
                .delta()
                .map(table -> "wrote and read " + table.rows() + " rows")
                .orElse("not tried: name a --workspace that all machines reach"));
  }
}
