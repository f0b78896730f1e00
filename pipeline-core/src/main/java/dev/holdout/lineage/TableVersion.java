package dev.holdout.lineage;

/**
 * One pinned version of a table, and the proof of what it held.
 *
 * @param name the table's name in the workspace, such as {@code datasets/loans}
 * @param location path or catalog name
 * @param version the Delta version
 * @param rows its row count
 * @param fingerprint order-free 128-bit sum of row hashes, 32 hexadecimal digits: equal content,
 *     equal fingerprint
 */
public record TableVersion(
    String name, String location, long version, long rows, String fingerprint) {
  /** How lineage refers to it: {@code datasets/loans@3}. */
  public String reference() {
    return name + "@" + version;
  }
}
