package dev.holdout.contract;

import dev.holdout.sniff.Dialect;
import dev.holdout.sniff.Dialect.Escape;
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
   * @param headerRows how many records (after skipped lines) name the columns; 0 for none
   * @param separator one or a few characters, or {@link Dialect#BLANKS}
   * @param quote one character, or {@link Dialect#NONE}
   * @param escape how a quote inside quoted text is written
   * @param trim whether blanks around values are dropped
   * @param encoding such as UTF-8
   * @param rowNames whether records begin with a field that the header has no name for
   * @param ragged whether records may leave out fields at their end, or have empty ones too many
   * @param footerLines lines at the end of each file that are no data
   */
  public record CsvSpec(
      int headerRows,
      String separator,
      String quote,
      Escape escape,
      boolean trim,
      String encoding,
      boolean rowNames,
      boolean ragged,
      int footerLines) {
    public static final CsvSpec DEFAULT = new CsvSpec(true, ",", "\"", false, "UTF-8");

    /** A table of RFC 4180 but for these parts. */
    public CsvSpec(boolean header, String separator, String quote, boolean trim, String encoding) {
      this(header ? 1 : 0, separator, quote, Escape.DOUBLED, trim, encoding, false, false, 0);
    }

    /** Whether records name the columns. */
    public boolean header() {
      return headerRows > 0;
    }

    /** How fields are written. */
    Dialect dialect() {
      return new Dialect(separator, quote, escape, trim);
    }
  }
}
