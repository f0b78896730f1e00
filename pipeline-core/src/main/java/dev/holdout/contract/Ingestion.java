package dev.holdout.contract;

import dev.holdout.lineage.TableVersion;
import java.util.List;
import java.util.Optional;

/**
 * What one ingest did. {@code read = accepted + quarantined} for the rows of this ingest.
 *
 * @param dataset the dataset's version after it
 * @param quarantine the quarantine table's version after it; empty when no row was ever quarantined
 * @param read rows read by this ingest
 * @param accepted rows that went into the dataset
 * @param quarantined rows that went into quarantine
 * @param reasons how many rows were quarantined for which reason, most frequent first
 * @param examples at most ten quarantined rows
 * @param keyFromContent whether the row key was derived from the row's content
 * @param duplicateContents rows whose content occurs more than once (each told apart by an ordinal
 *     in its key); counted only where the key is derived from the content
 */
public record Ingestion(
    TableVersion dataset,
    Optional<TableVersion> quarantine,
    long read,
    long accepted,
    long quarantined,
    List<ReasonCount> reasons,
    List<Example> examples,
    boolean keyFromContent,
    long duplicateContents) {
  public Ingestion {
    reasons = List.copyOf(reasons);
    examples = List.copyOf(examples);
  }

  /**
   * Rows quarantined for one reason.
   *
   * @param reason stable code: {@code unreadable}, {@code not_a_number}, {@code out_of_range},
   *     {@code not_allowed}, {@code required}, {@code duplicate_row}, {@code conflicting_key}, …
   * @param column the column, empty when the whole row is meant
   * @param rows how many
   */
  public record ReasonCount(String reason, String column, long rows) {}

  /** One quarantined row; {@code line} is 1-based and empty where the format has no lines. */
  public record Example(
      String file, Optional<Long> line, String column, String value, String reason) {}
}
