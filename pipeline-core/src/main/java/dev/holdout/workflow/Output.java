package dev.holdout.workflow;

import dev.holdout.lineage.TableVersion;
import dev.holdout.table.Tables;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a stage made. Its result can be used again only while that is there.
 *
 * @param reference how lineage refers to it; empty for what belongs to something else
 * @param there whether a workspace has it, whole
 */
record Output(Optional<String> reference, Predicate<Tables> there) {
  static Output of(TableVersion table) {
    return new Output(Optional.of(table.reference()), tables -> tables.holds(table));
  }

  /** Something else that lineage refers to. */
  static Output of(String reference, Predicate<Tables> there) {
    return new Output(Optional.of(reference), there);
  }

  /** A ledger that the stage added rows to. */
  static Output ledger(String name) {
    return new Output(Optional.empty(), tables -> tables.exists(name));
  }

  /** A file that lineage does not know. */
  static Output file(Predicate<Tables> there) {
    return new Output(Optional.empty(), there);
  }

  boolean isIn(Tables tables) {
    return there.test(tables);
  }
}
