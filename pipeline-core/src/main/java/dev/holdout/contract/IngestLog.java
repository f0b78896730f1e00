package dev.holdout.contract;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What each ingest of a dataset read and made: one JSON file for what an ingest means to do,
 * written before it begins, and one for what it did, written when all is done.
 *
 * <p>An intent without a deed is an ingest that was killed or that failed. It is taken up again as
 * it was, so that its commits, if they were made, are found by their keys and not made twice.
 */
final class IngestLog {
  private final FileSystem system;
  private final Path folder;

  IngestLog(String folder, Configuration configuration) {
    try {
      this.folder = new Path(folder);
      this.system = this.folder.getFileSystem(configuration);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open " + folder, e);
    }
  }

  /**
   * What an ingest means to do.
   *
   * @param number counts the ingests of the dataset, from 1
   * @param key decides the commits; made from the key before it, so that no two are equal
   * @param rules digest of all but the files that decides the rows
   * @param whole whether the dataset is written anew
   * @param files all files of the dataset after it
   * @param fresh the files that it reads
   */
  record Intent(
      int number,
      String key,
      String rules,
      boolean whole,
      List<SourceFile> files,
      List<SourceFile> fresh) {
    Intent {
      files = List.copyOf(files);
      fresh = List.copyOf(fresh);
    }
  }

  /** What an ingest did. */
  record Deed(Intent intent, Ingestion ingestion) {}

  /** The last ingest that was finished. */
  Optional<Deed> done() {
    return last(".done.json", 0).map(path -> Json.read(read(path), Deed.class));
  }

  /** The intent after the last finished ingest, if there is one. */
  Optional<Intent> pending() {
    int done = done().map(deed -> deed.intent().number()).orElse(0);
    return last(".intent.json", done).map(path -> Json.read(read(path), Intent.class));
  }

  void write(Intent intent) {
    write(name(intent.number(), ".intent.json"), Json.pretty(intent));
  }

  void write(Deed deed) {
    write(name(deed.intent().number(), ".done.json"), Json.pretty(deed));
  }

  private static String name(int number, String ending) {
    return String.format(Locale.ROOT, "%08d%s", number, ending);
  }

  private Optional<Path> last(String ending, int after) {
    try {
      if (!system.exists(folder)) {
        return Optional.empty();
      }
      String least = name(after, ending);
      Path last = null;
      for (FileStatus status : system.listStatus(folder)) {
        String name = status.getPath().getName();
        if (name.endsWith(ending)
            && name.compareTo(least) > 0
            && (last == null || name.compareTo(last.getName()) > 0)) {
          last = status.getPath();
        }
      }
      return Optional.ofNullable(last);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private String read(Path path) {
    try (InputStream stream = system.open(path)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** Whole or not at all: written beside its place, then moved there. */
  private void write(String name, String json) {
    Path target = new Path(folder, name);
    Path draft = new Path(folder, "_" + name + ".draft");
    try {
      try (OutputStream stream = system.create(draft, true)) {
        stream.write(json.getBytes(StandardCharsets.UTF_8));
      }
      system.delete(target, false);
      if (!system.rename(draft, target)) {
        throw new HoldoutException(
            ErrorCode.INTERNAL,
            "Cannot write " + target + ": found that the move from " + draft + " was refused");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target, e);
    }
  }
}
