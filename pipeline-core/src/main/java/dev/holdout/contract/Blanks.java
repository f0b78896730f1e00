package dev.holdout.contract;

import static org.apache.spark.sql.functions.btrim;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.sniff.FieldSplitter;
import org.apache.spark.sql.Column;

/** What counts as a blank around a value: space, tabulator, carriage return, no-break space. */
public final class Blanks {
  private Blanks() {}

  static String trimmed(String text) {
    return FieldSplitter.trimmed(text);
  }

  /** A column of texts without the blanks around them. */
  public static Column trimmed(Column text) {
    return btrim(text, lit(FieldSplitter.BLANK));
  }
}
