package dev.holdout.contract;

import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import dev.holdout.sniff.Dialect;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a source and a contract must be before anything is read; all problems at once. */
final class SpecCheck {
  private static final String HEADLINE = "Cannot ingest by this source and contract";

  private SpecCheck() {}

  static void source(SourceSpec source) {
    Problems problems = new Problems();
    if (source.format() != Format.TABLE && source.files().isEmpty()) {
      problems.add("source", "no files", "at least one path", "Name a file, folder or pattern");
    }
    for (FileSpec file : source.files()) {
      if (file.skipLines() < 0) {
        problems.add("source " + file.path(), file.skipLines() + " lines to skip", "0 or more", "");
      }
    }
    if (source.format() == Format.CSV) {
      csv(source.csv(), problems);
    }
    problems.throwIfAny(ErrorCode.CONFIGURATION, HEADLINE);
  }

  private static void csv(CsvSpec csv, Problems problems) {
    int separator = csv.separator().length();
    if (separator < 1 || (separator > 3 && !csv.separator().equals(Dialect.BLANKS))) {
      problems.add(
          "csv separator", "'" + csv.separator() + "'", "one to three characters, or blanks", "");
    }
    if (csv.headerRows() < 0 || csv.footerLines() < 0) {
      problems.add(
          "csv",
          csv.headerRows() + " header rows and " + csv.footerLines() + " footer lines",
          "0 or more",
          "");
    }
    if (csv.quote().length() > 1) {
      problems.add("csv quote", "'" + csv.quote() + "'", "one character, or none", "");
    } else if (csv.quote().equals(csv.separator())) {
      problems.add("csv quote", "the separator", "another character", "");
    }
    String encoding = csv.encoding().toUpperCase(Locale.ROOT);
    try {
      Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      problems.add("csv encoding", csv.encoding(), "a name such as UTF-8 or windows-1252", "");
    }
  }

  /**
   * Checks the contract against itself.
   *
   * @param columns the declared columns, or those of the source
   */
  static void contract(List<ColumnSpec> columns, ContractSpec contract, Format format) {
    Problems problems = new Problems();
    if (columns.isEmpty()) {
      problems.add(
          "contract",
          "no columns",
          "the columns of the " + format + " source",
          "Declare them; `holdout init` writes them for you");
    }
    names(columns, problems);
    columns.forEach(column -> column(column, problems));
    List<String> names = columns.stream().map(ColumnSpec::name).toList();
    for (String key : contract.key()) {
      if (!names.contains(key)) {
        problems.add("key", "column " + key, "one of " + names, "Declare the column");
      }
    }
    if (contract.key().stream().distinct().count() < contract.key().size()) {
      problems.add("key", contract.key().toString(), "each column once", "");
    }
    double share = contract.maxQuarantinedShare();
    if (!(share >= 0 && share <= 1)) {
      problems.add("largest quarantined share", Double.toString(share), "0 to 1", "");
    }
    problems.throwIfAny(ErrorCode.CONFIGURATION, HEADLINE);
  }

  private static void names(List<ColumnSpec> columns, Problems problems) {
    Map<String, String> seen = new HashMap<>();
    for (ColumnSpec column : columns) {
      String name = column.name();
      if (name.isBlank()) {
        problems.add("columns", "a column without a name", "a name for each", "");
      } else if (name.startsWith(Columns.RESERVED_PREFIX)) {
        problems.add(
            "column " + name,
            "a name that begins with " + Columns.RESERVED_PREFIX,
            "another name, since such names are Holdout's own",
            "Rename the column in the source; for CSV without a header, in the contract");
      }
      String other = seen.put(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        problems.add(
            "column " + name,
            "the same name as column " + other + " but for upper and lower case",
            "names that differ in more",
            "Rename one of the two in the source");
      }
    }
  }

  private static void column(ColumnSpec column, Problems problems) {
    String where = "column " + column.name();
    boolean number = column.type() == ColumnType.INTEGER || column.type() == ColumnType.NUMBER;
    if (!number && (column.min().isPresent() || column.max().isPresent())) {
      problems.add(where, "a range for " + column.type(), "INTEGER or NUMBER", "Drop min and max");
    }
    if (column.min().isPresent()
        && column.max().isPresent()
        && !(column.min().get() <= column.max().get())) {
      problems.add(
          where, "min " + column.min().get() + ", max " + column.max().get(), "min <= max", "");
    }
    if (column.pattern().isPresent()) {
      if (column.type() != ColumnType.DATE && column.type() != ColumnType.TIMESTAMP) {
        problems.add(where, "a pattern for " + column.type(), "DATE or TIMESTAMP", "Drop it");
      }
      try {
        var unused = DateTimeFormatter.ofPattern(column.pattern().get(), Locale.ROOT);
      } catch (IllegalArgumentException e) {
        problems.add(
            where, "pattern " + column.pattern().get(), "such as yyyy-MM-dd", "" + e.getMessage());
      }
    }
  }
}
