package dev.holdout.contract;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.spark.api.java.JavaNewHadoopRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Text files as records, each with its file, split and line within the split.
 *
 * <p>Files are divided into splits by their size alone, so a record stands in the same split, at
 * the same line of it, whenever and wherever the file is read. A line is a record; quoted text of
 * CSV may go on over further lines, but not over the end of a split: such a record is unreadable,
 * and none is lost. Blank lines are no records.
 */
final class TextRecords {
  /** How many lines stand before a split. */
  static final String BEFORE = "linesBefore";

  private static final long LEAST_SPLIT = 8L << 20;
  private static final long GREATEST_SPLIT = 256L << 20;
  private static final long SPLITS_WANTED = 2000;

  private final SparkSession spark;
  private final List<SourceFile> files;
  private final String encoding;
  private final long splitBytes;
  private final int footerLines;
  private final boolean json;

  /** The records of files, divided by a share of their size. */
  TextRecords(SparkSession spark, List<SourceFile> files, String encoding) {
    this(spark, files, encoding, splitBytes(files), 0, false);
  }

  /** The records of files, divided every so many bytes. */
  TextRecords(SparkSession spark, List<SourceFile> files, String encoding, long splitBytes) {
    this(spark, files, encoding, splitBytes, 0, false);
  }

  private TextRecords(
      SparkSession spark,
      List<SourceFile> files,
      String encoding,
      long splitBytes,
      int footerLines,
      boolean json) {
    this.json = json;
    this.footerLines = footerLines;
    this.spark = spark;
    this.files = List.copyOf(files);
    this.encoding = encoding;
    this.splitBytes = splitBytes;
  }

  /** The records of JSON files, whose objects may take several lines. */
  static TextRecords ofJson(SparkSession spark, List<SourceFile> files) {
    return new TextRecords(spark, files, "UTF-8", splitBytes(files), 0, true);
  }

  /** The same without so many lines at the end of each file. */
  TextRecords withoutLast(int lines) {
    return new TextRecords(spark, files, encoding, splitBytes, lines, json);
  }

  private static long splitBytes(List<SourceFile> files) {
    long total = files.stream().mapToLong(SourceFile::bytes).sum();
    return Math.max(LEAST_SPLIT, Math.min(GREATEST_SPLIT, total / SPLITS_WANTED));
  }

  /**
   * The records.
   *
   * @param headerLines lines after the skipped ones that are no data
   * @param places by file where values come from, for files whose records are no rows as they are
   */
  JavaRDD<SourceRecord> records(
      RecordParser parser, int headerLines, Map<String, RecordPlaces> places) {
    Map<String, Integer> leading = new HashMap<>();
    for (SourceFile file : files) {
      if (file.skipLines() + headerLines > 0) {
        leading.put(file.path(), file.skipLines() + headerLines);
      }
    }
    Map<String, Long> bytes = new HashMap<>();
    if (footerLines == 0) {
      files.forEach(file -> bytes.put(file.path(), file.bytes()));
    }
    Layout layout = new Layout(parser, encoding, leading, new HashMap<>(places), bytes);
    WithoutFooter footer = new WithoutFooter(footerLines, files);
    return gathered(
        lines(files)
            .mapPartitionsWithInputSplit(
                (split, lines) ->
                    new TextRecordIterator(
                        (FileSplit) split, footer.of((FileSplit) split, lines), layout),
                false));
  }

  /**
   * How records are written in these files; travels to the executors.
   *
   * @param bytes the size of each file whose last line is a record's
   */
  record Layout(
      RecordParser parser,
      String encoding,
      Map<String, Integer> leadingLines,
      Map<String, RecordPlaces> places,
      Map<String, Long> bytes)
      implements Serializable {}

  /** Whether a file of this size may be read in more than one split. */
  boolean mayDivide(SourceFile file) {
    return file.bytes() > splitBytes;
  }

  /**
   * How many lines stand before each split of these files: rows of {@code file}, {@code split} and
   * {@link #BEFORE}. Reads the files once more.
   */
  Dataset<Row> linesBefore(List<String> shownFiles) {
    List<SourceFile> again =
        files.stream().filter(file -> shownFiles.contains(file.shown())).toList();
    List<Row> counts =
        lines(again)
            .mapPartitionsWithInputSplit(
                (split, lines) -> {
                  long count = 0;
                  while (lines.hasNext()) {
                    lines.next();
                    count++;
                  }
                  FileSplit of = (FileSplit) split;
                  String file = SourceFile.shown(of.getPath().toString());
                  return List.of(RowFactory.create(file, of.getStart(), count)).iterator();
                },
                false)
            .collect();
    List<Row> before = new ArrayList<>();
    for (Row at : counts) {
      long lines = 0;
      for (Row other : counts) {
        if (other.getString(0).equals(at.getString(0)) && other.getLong(1) < at.getLong(1)) {
          lines += other.getLong(2);
        }
      }
      before.add(RowFactory.create(at.getString(0), at.getLong(1), lines));
    }
    return spark.createDataFrame(
        before,
        new StructType()
            .add(Provenance.FILE, DataTypes.StringType)
            .add(Provenance.SPLIT, DataTypes.LongType)
            .add(BEFORE, DataTypes.LongType));
  }

  private JavaNewHadoopRDD<LongWritable, Text> lines(List<SourceFile> of) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    try {
      Job job = Job.getInstance(SourceFiles.opening(context.hadoopConfiguration(), of));
      FileInputFormat.setInputPaths(
          job, of.stream().map(file -> new Path(file.path())).toArray(Path[]::new));
      FileInputFormat.setMinInputSplitSize(job, splitBytes);
      FileInputFormat.setMaxInputSplitSize(job, splitBytes);
      SourceLines.configure(job.getConfiguration(), encoding, json);
      return (JavaNewHadoopRDD<LongWritable, Text>)
          context.newAPIHadoopRDD(
              job.getConfiguration(), SourceLines.class, LongWritable.class, Text.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + of.get(0).shown(), e);
    }
  }

  /** Many small files in few tasks. */
  private JavaRDD<SourceRecord> gathered(JavaRDD<SourceRecord> rows) {
    long total = files.stream().mapToLong(SourceFile::bytes).sum();
    long tasks = Math.max(4L * spark.sparkContext().defaultParallelism(), total / splitBytes);
    return rows.getNumPartitions() > 2 * tasks ? rows.coalesce((int) tasks) : rows;
  }
}
