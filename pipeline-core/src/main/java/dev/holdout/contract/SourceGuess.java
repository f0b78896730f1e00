package dev.holdout.contract;

import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.error.HoldoutException;
import dev.holdout.sniff.Hints;
import dev.holdout.sniff.Layout;
import dev.holdout.sniff.Layout.Evidence;
import dev.holdout.sniff.SeekableBytes;
import dev.holdout.sniff.Sniffer;
import dev.holdout.table.Paths;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * How a table is stored, found by the content of its first file that has any; names and endings say
 * nothing.
 */
final class SourceGuess {
  private final SparkSession spark;
  private final Configuration configuration;

  SourceGuess(SparkSession spark) {
    this.spark = spark;
    this.configuration = spark.sessionState().newHadoopConf();
  }

  /**
   * How the table at a path, or of a name in the catalog, is stored.
   *
   * @throws HoldoutException if there is none, or if it is stored in a way that cannot be read
   */
  FoundSource find(String name, Hints hints) {
    try {
      Path path = Paths.of(name);
      FileSystem system = path.getFileSystem(configuration);
      if (system.exists(new Path(path, "_delta_log"))) {
        return named(Format.DELTA, name, "a Delta table", "the folder has a transaction log");
      }
      if (!system.exists(path) && name.matches("[\\w.`-]+") && spark.catalog().tableExists(name)) {
        return new FoundSource(
            new SourceSpec(
                Format.TABLE,
                List.of(),
                Optional.of(name),
                CsvSpec.DEFAULT,
                List.of(),
                Optional.empty()),
            List.of(new Evidence("content", "a table", "the catalog has a table of that name")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + name, e);
    }
    List<SourceFile> files =
        new SourceFiles(configuration).list(spec(Format.CSV, name, 0, CsvSpec.DEFAULT));
    SourceFile first =
        files.stream().filter(file -> file.bytes() > 0).findFirst().orElse(files.get(0));
    return withFolders(files, found(name, first, layout(first, hints)));
  }

  private static FoundSource withFolders(List<SourceFile> files, FoundSource found) {
    List<String> columns = PartitionFolders.of(files).names();
    if (columns.isEmpty()) {
      return found;
    }
    List<Evidence> evidence = new ArrayList<>(found.evidence());
    evidence.add(
        new Evidence(
            "partition folders",
            String.join(", ", columns),
            "columns by the names of folders such as " + files.get(0).partitionFolders().get(0)));
    return new FoundSource(found.spec(), evidence);
  }

  private Layout layout(SourceFile file, Hints hints) {
    UnpackedFiles unpacked = new UnpackedFiles(configuration);
    try (InputStream in = unpacked.open(file)) {
      Optional<SeekableBytes> seekable = unpacked.seekable(file);
      return seekable.isPresent() ? Sniffer.sniff(seekable.get(), hints) : Sniffer.sniff(in, hints);
    } catch (IOException e) {
      throw UnpackedFiles.failed(file, e);
    }
  }

  /** Refuses one object around all rows, or around all columns. */
  private void refuseWrapped(SourceFile file) {
    JsonWrapper wrapper;
    try (InputStream in = new UnpackedFiles(configuration).open(file)) {
      wrapper = JsonWrapper.of(in);
    } catch (IOException e) {
      throw UnpackedFiles.failed(file, e);
    }
    String expected = "an array of objects, or one object after another";
    if (wrapper.rows().isPresent()) {
      String member = wrapper.rows().get();
      throw file.refused(
          "one JSON object whose member \"" + member + "\" holds the rows",
          expected,
          "Take them out: jq '.[\"" + member + "\"]' '" + file.shown() + "' > rows.json.");
    }
    if (wrapper.columns()) {
      throw file.refused(
          "one JSON object whose members are columns",
          expected,
          "Write it again by rows; in pandas: to_json(orient=\"records\", lines=True).");
    }
  }

  private FoundSource found(String name, SourceFile file, Layout layout) {
    return switch (layout.content()) {
      case PARQUET ->
          new FoundSource(spec(Format.PARQUET, name, 0, CsvSpec.DEFAULT), layout.evidence());
      case JSON_LINES, JSON_ARRAY, JSON_DOCUMENT -> {
        refuseWrapped(file);
        yield new FoundSource(spec(Format.JSON, name, 0, CsvSpec.DEFAULT), layout.evidence());
      }
      case DELIMITED -> {
        yield new FoundSource(
            spec(Format.CSV, name, layout.skipLines(), csv(layout)), layout.evidence());
      }
      case EMPTY -> throw file.refused("an empty file", "a table", "Check the file.");
      case POINTER ->
          throw file.refused(
              layout.content().shown(),
              "the file itself",
              "Get it: git lfs pull --include '" + file.shown() + "'.");
      case SPREADSHEET ->
          throw file.refused(
              layout.content().shown(), "a text file", "Save the sheet as CSV in UTF-8.");
      case BINARY ->
          throw file.refused(
              layout.of("content").orElseThrow().why(),
              "text, Parquet or a Delta table",
              "If the file is text, remove its NUL bytes: tr -d '\\000' < '"
                  + file.shown()
                  + "' > clean.csv; if it is binary, convert it to CSV, JSON or Parquet.");
      case ARFF ->
          throw file.refused(
              layout.content().shown(),
              "CSV, JSON, Parquet or a Delta table",
              "Convert it to CSV: java weka.core.converters.CSVSaver -i '"
                  + file.shown()
                  + "' -o table.csv; or in Python with the package liac-arff.");
      case ORC, AVRO, ARROW, SQLITE, PDF, MARKUP ->
          throw file.refused(
              layout.content().shown(),
              "CSV, JSON, Parquet or a Delta table",
              "Convert it to one of them.");
    };
  }

  private static CsvSpec csv(Layout layout) {
    return new CsvSpec(
        layout.headerRows(),
        layout.dialect().delimiter(),
        layout.dialect().quote(),
        layout.dialect().escape(),
        layout.dialect().trim(),
        layout.encoding(),
        layout.rowNames(),
        layout.ragged(),
        layout.footerLines());
  }

  private static FoundSource named(Format format, String name, String found, String why) {
    return new FoundSource(
        spec(format, name, 0, CsvSpec.DEFAULT), List.of(new Evidence("content", found, why)));
  }

  private static SourceSpec spec(Format format, String path, int skipLines, CsvSpec csv) {
    return new SourceSpec(
        format,
        List.of(new FileSpec(path, skipLines)),
        Optional.empty(),
        csv,
        List.of(),
        Optional.empty());
  }
}
