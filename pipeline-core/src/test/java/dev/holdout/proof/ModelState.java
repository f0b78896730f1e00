package dev.holdout.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;

/**
 * All that a model learned, as one text: what it writes when it is saved, bit for bit, without the
 * time of saving and the names of objects.
 */
final class ModelState {
  private ModelState() {}

  static String of(List<Transformer> stages, Path folder) throws IOException {
    Path saved = folder.resolve(UUID.randomUUID().toString());
    new PipelineModel("state", stages).write().save(saved.toString());
    SortedMap<String, String> state = new TreeMap<>();
    try (Stream<Path> files = Files.walk(saved)) {
      files
          .filter(Files::isDirectory)
          .forEach(at -> contentOf(at).ifPresent(text -> put(state, saved, at, text)));
    }
    return state.toString();
  }

  private static void put(SortedMap<String, String> state, Path saved, Path at, String text) {
    state.put(
        saved.relativize(at).toString(),
        text.replaceAll("\\\\?\"timestamp\\\\?\":\\d+", "")
            .replaceAll("\\\\?\"uid\\\\?\":\\\\?\"[^\"]+\"", ""));
  }

  private static Optional<String> contentOf(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files.map(Path::getFileName).map(Path::toString).filter(ModelState::isPart).toList();
      if (names.isEmpty()) {
        return Optional.empty();
      }
      List<String> records = new ArrayList<>();
      for (String name : names) {
        records.addAll(recordsOf(folder.resolve(name)));
      }
      return Optional.of(records.stream().sorted().toList().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Read without Spark, which needs two jobs for each file. */
  private static List<String> recordsOf(Path file) throws IOException {
    if (!file.toString().endsWith(".parquet")) {
      return Files.readAllLines(file);
    }
    List<String> records = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .build()) {
      for (Group record = reader.read(); record != null; record = reader.read()) {
        records.add(record.toString());
      }
    }
    return records;
  }

  private static boolean isPart(String name) {
    return name.startsWith("part-");
  }
}
