package dev.holdout.contract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/** The columns that Holdout adds to a dataset. Their prefix is refused in users' column names. */
public final class Columns {
  /** Prefix of all of them. */
  public static final String RESERVED_PREFIX = "_";

  /**
   * Text that tells the row apart: the key columns, or the digest of the content with an ordinal.
   */
  public static final String ROW_KEY = "_row_key";

  /**
   * Text that decides the row's place in a split: the row key; for keys derived from content, the
   * content's digest without the ordinal, so that equal rows are not divided unless the split
   * spreads them.
   */
  public static final String SPLIT_UNIT = "_split_unit";

  /** The time of the last row of a row's group, as a number; while rows are being split by time. */
  public static final String GROUP_TIME = "_group_time";

  /** The label as a double: 1.0 for the positive class, 0.0 otherwise; set by the split. */
  public static final String LABEL = "_label";

  /** The block of a training row, from 0; set by the split. */
  public static final String BLOCK = "_block";

  /** What a training row counts in a fit: a double above 0. */
  public static final String WEIGHT = "_weight";

  /** Whether a training row was made up from others; such rows exist within a fit alone. */
  public static final String SYNTHETIC = "_synthetic";

  /** The keys of the rows that a synthetic row was made from; null for other rows. */
  public static final String PARENTS = "_parents";

  /** The file that a row was read from, as text; in datasets whose ingest keeps it. */
  public static final String SOURCE_FILE = "_source_file";

  /** The line of the file in which the row begins, from 1; null where a source has no lines. */
  public static final String SOURCE_LINE = "_source_line";

  /**
   * Why a record cannot be read, with its file and line as text; null for all others. In rows of
   * {@link Profiler#rows} alone.
   */
  public static final String UNREADABLE = "_unreadable";

  /**
   * What a column of text nearly holds: in the metadata of columns of {@link Profiler#rows} most of
   * whose values are numbers or dates, as sentences that say how many are, and which are none.
   */
  public static final String NEARLY = "holdout.nearly";

  /**
   * How many lines at the end of each file were left out: in the metadata of {@link #UNREADABLE}.
   */
  public static final String FOOTER = "holdout.footer";

  private Columns() {}

  /** The column of a layer of blocks: {@link #BLOCK}, but for the repeats of k-fold. */
  public static String block(int layer) {
    return layer == 0 ? BLOCK : BLOCK + "_" + layer;
  }

  /**
   * Whether any of some conditions holds; false where none does or there are none. One flat
   * expression: a chain of ORs as long as a table has columns exhausts the stack of Spark's
   * planner.
   */
  public static Column any(List<Column> conditions) {
    if (conditions.size() < 2) {
      return coalesce(conditions.isEmpty() ? lit(false) : conditions.get(0), lit(false));
    }
    return coalesce(greatest(conditions.toArray(Column[]::new)), lit(false));
  }

  /**
   * A text in lower case. Spark's own function is asked for texts beyond ASCII alone: the first
   * call of it in a process loads tables for seconds.
   */
  public static Column lowered(Column text) {
    return when(
            octet_length(text).equalTo(length(text)),
            translate(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"))
        .otherwise(lower(text));
  }

  /** The column of exactly this name: dots, blanks and backticks in it mean themselves. */
  public static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
