package dev.holdout.proof;

import dev.holdout.TestSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
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
      var spark = TestSession.spark();
      var rows =
          names.get(0).endsWith(".parquet")
              ? spark.read().parquet(folder.toString()).toJSON()
              : spark.read().textFile(folder.toString());
      return Optional.of(rows.collectAsList().stream().sorted().toList().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPart(String name) {
    return name.startsWith("part-");
  }
}
