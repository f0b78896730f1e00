package dev.holdout.workflow;

import dev.holdout.lineage.Json;
import dev.holdout.table.Files;
import dev.holdout.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How often each Test was used, kept apart from the ledgers that say by whom: {@code
 * registry/test_usage/<test>.json}. It only grows, so that deleting a ledger, or restoring an older
 * copy of it, neither starts the count again nor goes unnoticed.
 */
final class TestUsage {
  private static final String FOLDER = "registry/test_usage";
  private static final String ENDING = ".json";
  private static final String REMEDY =
      "Restore it from a backup; or delete it, so that the openings are counted in"
          + " runs/test_openings alone.";

  private final Tables tables;
  private final Files files;

  TestUsage(Tables tables) {
    this.tables = tables;
    this.files = tables.files();
  }

  /**
   * The uses of one Test.
   *
   * @param split digest of the rule that decides who is in Test
   * @param pipeline the pipeline that opened it first
   * @param openings what tells its openings apart
   * @param answers how many answers a reusable hold-out gave
   */
  record Known(String split, String pipeline, List<String> openings, long answers) {
    Known {
      openings = List.copyOf(openings);
    }
  }

  /** Those of one Test; none where it was never opened. */
  Known of(TestLedger.Look look) {
    return read(path(look.split()))
        .orElseGet(() -> new Known(look.split(), look.pipeline(), List.of(), 0));
  }

  /** Those of all Tests. */
  List<Known> all() {
    return files.list(tables.path(FOLDER)).stream()
        .filter(name -> name.endsWith(ENDING))
        .flatMap(name -> read(tables.path(FOLDER + "/" + name)).stream())
        .toList();
  }

  /** Adds openings; those that are known already count once. */
  void add(TestLedger.Look look, Set<String> openings) {
    Known known = of(look);
    Set<String> all = new TreeSet<>(openings);
    all.addAll(known.openings());
    write(new Known(known.split(), known.pipeline(), new ArrayList<>(all), known.answers()));
  }

  /** Takes down how many answers there are now. */
  void answered(TestLedger.Look look, long answers) {
    Known known = of(look);
    write(
        new Known(
            known.split(), known.pipeline(), known.openings(), Math.max(known.answers(), answers)));
  }

  private void write(Known known) {
    String path = path(known.split());
    if (!read(path).filter(known::equals).isPresent()) {
      files.write(path, Json.pretty(known));
    }
  }

  private Optional<Known> read(String path) {
    return files.read(path, Known.class, REMEDY);
  }

  private String path(String split) {
    return tables.path(FOLDER + "/" + split + ENDING);
  }
}
