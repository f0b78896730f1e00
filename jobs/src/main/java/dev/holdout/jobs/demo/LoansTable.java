package dev.holdout.jobs.demo;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.table.Files;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the loans as a lender would export them: CSV files with a header, one for each quarter of
 * two years (several, where a quarter has many rows), with the faults of {@link LoanFault} and the
 * truth of {@link LoansTruth} in them.
 *
 * <p>Distributed: each task writes one file, row by row, so memory does not grow with the rows. The
 * same arguments give the same bytes under any number of tasks and executors.
 */
public final class LoansTable {
  /** What {@code holdout demo} makes when nobody asks for another number. */
  public static final long DEFAULT_ROWS = 50_000;

  /** The columns, in the order of the files. */
  public static final List<String> COLUMNS = Loan.COLUMNS;

  private static final long ROWS_PER_FILE = 250_000;
  private static final String DONE = "_loans";

  private LoansTable() {}

  /**
   * Writes the table, unless the folder holds the same one already; other loans there are replaced.
   *
   * @param folder folder or object-store prefix that the executors can write to
   * @param rows lines without headers, faulty ones and duplicates included; at least 8
   */
  public static void write(SparkSession spark, String folder, long rows, long seed) {
    write(spark, folder, rows, seed, ROWS_PER_FILE);
  }

  static void write(SparkSession spark, String folder, long rows, long seed, long rowsPerFile) {
    if (rows < Application.QUARTERS) {
      throw new HoldoutException(
          ErrorCode.USAGE,
          "Cannot make "
              + rows
              + " loans: expected at least one for each of "
              + Application.QUARTERS
              + " quarters. Ask for more rows.");
    }
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    String content = "version 1, " + rows + " rows, seed " + seed + "\n";
    Path done = new Path(folder, DONE);
    try {
      FileSystem files = done.getFileSystem(hadoop.value());
      Files plain = new Files(hadoop.value());
      if (plain.read(done.toString()).filter(content::equals).isPresent()) {
        return;
      }
      clear(files, new Path(folder), plain);
      List<Part> parts = parts(rows, rowsPerFile);
      JavaSparkContext.fromSparkContext(spark.sparkContext())
          .parallelize(parts, parts.size())
          .foreach(part -> part.write(folder, rows, seed, hadoop.value()));
      plain.write(done.toString(), content);
    } catch (IOException e) {
      throw new HoldoutException(
          ErrorCode.INPUT_NOT_FOUND, "Cannot write loans into " + folder + ": " + e, e);
    }
  }

  private static List<Part> parts(long rows, long rowsPerFile) {
    List<Part> parts = new ArrayList<>();
    for (int quarter = 0; quarter < Application.QUARTERS; quarter++) {
      long from = Application.firstOf(quarter, rows);
      long to = Application.firstOf(quarter + 1, rows);
      long inQuarter = (to - from + rowsPerFile - 1) / rowsPerFile;
      for (long part = 0; part < inQuarter; part++) {
        String suffix = inQuarter == 1 ? "" : "-part" + (part + 1);
        long start = from + part * rowsPerFile;
        parts.add(
            new Part(
                "loans-" + Application.nameOf(quarter) + suffix + ".csv",
                start,
                Math.min(to, start + rowsPerFile)));
      }
    }
    return parts;
  }

  /** A file and the rows it holds. */
  private record Part(String name, long from, long to) implements java.io.Serializable {
    void write(
        String folder, long rows, long seed, org.apache.hadoop.conf.Configuration configuration) {
      Path file = new Path(folder, name);
      try (Writer out = writer(file.getFileSystem(configuration), file)) {
        out.write(String.join(",", COLUMNS));
        out.write('\n');
        for (long index = from; index < to; index++) {
          out.write(Loan.line(seed, rows, index));
          out.write('\n');
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write " + file, e);
      }
    }
  }

  private static Writer writer(FileSystem files, Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(files.create(file, true), StandardCharsets.UTF_8), 1 << 16);
  }

  /** Removes other loans; a folder that Holdout did not begin is left alone. */
  private static void clear(FileSystem files, Path folder, Files plain) throws IOException {
    Path done = new Path(folder, DONE);
    FileStatus[] there = files.exists(folder) ? files.listStatus(folder) : new FileStatus[0];
    if (there.length > 0 && !files.exists(done)) {
      throw new HoldoutException(
          ErrorCode.USAGE,
          "Cannot write loans into "
              + folder
              + ": found "
              + there[0].getPath().getName()
              + ", which Holdout did not write, expected a new or empty folder. Name another"
              + " --workspace.");
    }
    plain.write(done.toString(), "incomplete\n");
    for (FileStatus file : there) {
      if (file.getPath().getName().matches("loans-.*\\.csv")) {
        files.delete(file.getPath(), false);
      }
    }
  }
}
