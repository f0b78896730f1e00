package dev.holdout.contract;

import java.util.List;
import java.util.Optional;

/**
 * Where rows come from and how they are written there.
 *
 * @param format how the rows are stored
 * @param files files, folders or patterns, read as one table; empty for {@link Format#TABLE}
 * @param table the catalog table, for {@link Format#TABLE}
 * @param csv how CSV is written
 * @param missing texts that mean "no value", in every column, after trimming; the empty text always
 *     does
 * @param publicSource where anyone can get this table; named in the error when a file is missing
 */
public record SourceSpec(
    Format format,
    List<FileSpec> files,
    Optional<String> table,
    CsvSpec csv,
    List<String> missing,
    Optional<String> publicSource) {
  public SourceSpec {
    files = List.copyOf(files);
    missing = List.copyOf(missing);
  }

  /** How rows are stored. */
  public enum Format {
    CSV,
    JSON,
    PARQUET,
    DELTA,
    TABLE
  }

  /**
   * One path.
   *
   * @param path file, folder or pattern; {@code .gz} and the like are unpacked
   * @param skipLines leading lines of each file that are no data (before the header, if there is
   *     one)
   */
  public record FileSpec(String path, int skipLines) {}

  /**
   * How CSV is written.
   *
   * @param header whether the first line (after skipped ones) names the columns
   * @param separator one character
   * @param quote one character
   * @param trim whether blanks around values are dropped
   * @param encoding such as UTF-8
   */
  public record CsvSpec(
      boolean header, String separator, String quote, boolean trim, String encoding) {
    public static final CsvSpec DEFAULT = new CsvSpec(true, ",", "\"", false, "UTF-8");
  }
}
