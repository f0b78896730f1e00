package dev.holdout.lineage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One pinned version of a table of a workspace, and the proof of what it held.
 *
 * <p>It does not say where the workspace lies: whoever reads it resolves the name in the workspace
 * that the record was found in, so that a workspace may be moved, copied and restored. Records of
 * earlier versions hold a {@code location}, which is ignored for that reason.
 *
 * @param name the table's name in the workspace, such as {@code datasets/loans}
 * @param version the Delta version
 * @param rows its row count
 * @param fingerprint order-free 128-bit sum of row hashes, 32 hexadecimal digits: equal content,
 *     equal fingerprint
 */
@JsonIgnoreProperties("location")
public record TableVersion(String name, long version, long rows, String fingerprint) {
  /** How lineage refers to it: {@code datasets/loans@3}. */
  public String reference() {
    return name + "@" + version;
  }
}
