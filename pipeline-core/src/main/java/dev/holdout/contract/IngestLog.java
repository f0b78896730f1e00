package dev.holdout.contract;

import dev.holdout.lineage.Json;
import dev.holdout.table.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What each ingest of a dataset read and made: one JSON file for what an ingest means to do,
 * written before it begins, and one for what it did, written when all is done.
 *
 * <p>An intent without a deed is an ingest that was killed or that failed. It is taken up again as
 * it was, so that its commits, if they were made, are found by their keys and not made twice.
 */
final class IngestLog {
  private static final String REMEDY =
      "Restore it from a backup; or delete it, so that this ingest is done again.";

  private final Files files;
  private final String folder;

  IngestLog(Files files, String folder) {
    this.files = files;
    this.folder = folder;
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
    return last(".done.json", 0).map(name -> read(name, Deed.class));
  }

  /** The intent after the last finished ingest, if there is one. */
  Optional<Intent> pending() {
    int done = done().map(deed -> deed.intent().number()).orElse(0);
    return last(".intent.json", done).map(name -> read(name, Intent.class));
  }

  void write(Intent intent) {
    files.write(folder + "/" + name(intent.number(), ".intent.json"), Json.pretty(intent));
  }

  void write(Deed deed) {
    files.write(folder + "/" + name(deed.intent().number(), ".done.json"), Json.pretty(deed));
  }

  private static String name(int number, String ending) {
    return String.format(Locale.ROOT, "%08d%s", number, ending);
  }

  /** The name of the last file with this ending, if its number is above {@code after}. */
  private Optional<String> last(String ending, int after) {
    return files.list(folder).stream()
        .filter(name -> name.endsWith(ending) && name.compareTo(name(after, ending)) > 0)
        .max(Comparator.naturalOrder());
  }

  private <T> T read(String name, Class<T> type) {
    return files.read(folder + "/" + name, type, REMEDY).orElseThrow();
  }
}
