package dev.holdout.contract;

import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * The text of a value: blanks dropped where asked for or where the type is no text, the suffix
 * taken off, and null where what is left means "no value".
 */
final class CleanText {
  private final ColumnSpec column;
  private final List<String> missing;
  private final boolean alreadyTrimmed;

  CleanText(ColumnSpec column, List<String> missing, boolean alreadyTrimmed) {
    this.column = column;
    this.missing = missing;
    this.alreadyTrimmed = alreadyTrimmed;
  }

  Column of(Column text) {
    boolean keepsBlanks = column.type() == ColumnType.STRING && !alreadyTrimmed;
    Column kept = keepsBlanks || alreadyTrimmed ? text : Blanks.trimmed(text);
    Optional<String> suffix = column.stripSuffix().filter(end -> !end.isEmpty());
    if (suffix.isPresent()) {
      Column without =
          substring(
              kept,
              lit(1),
              length(kept).minus(lit(suffix.get().codePointCount(0, suffix.get().length()))));
      kept =
          when(kept.endsWith(suffix.get()), keepsBlanks ? without : Blanks.trimmed(without))
              .otherwise(kept);
    }
    List<Object> nothing = new ArrayList<>(List.of(""));
    missing.forEach(token -> nothing.add(Blanks.trimmed(token)));
    column.missing().forEach(token -> nothing.add(Blanks.trimmed(token)));
    Column compared = keepsBlanks ? Blanks.trimmed(kept) : kept;
    return when(compared.isin(nothing.toArray()), lit(null)).otherwise(kept);
  }
}
