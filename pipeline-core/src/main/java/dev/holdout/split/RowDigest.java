package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * What tells rows equal without showing them: 64 bits of XXH64 over values and over which of them
 * are null. Among n rows about n²/2⁶⁵ pairs have one digest by chance: 0.03 for a billion.
 */
public final class RowDigest {
  private RowDigest() {}

  /** The digest of columns, in their order; null where all of them are. */
  public static Column of(List<String> columns) {
    List<Column> parts = new ArrayList<>();
    List<Column> present = new ArrayList<>();
    for (String name : columns) {
      parts.add(quoted(name));
      parts.add(quoted(name).isNull());
      present.add(quoted(name).isNotNull());
    }
    return when(Columns.any(present), xxhash64(parts.toArray(Column[]::new)));
  }

  /** A date or time stamp in microseconds since 1970, as a double. */
  public static Column micros(String column) {
    return unix_micros(quoted(column).cast("timestamp")).cast("double");
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
