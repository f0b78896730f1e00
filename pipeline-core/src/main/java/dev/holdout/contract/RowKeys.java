package dev.holdout.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.lineage.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/**
 * The text that tells a row apart, and the digest of its content.
 *
 * <p>A key of one column is its text. A key of several joins theirs with {@code |}, after a
 * backslash before each {@code |} and backslash in them, so that unequal keys stay unequal. Without
 * key columns the content decides: 128 bits from two differently seeded chains of 64-bit hashes
 * over the typed values and their nulls, in the order of the column names. The digest knows values
 * by their bits, so it depends neither on how a platform writes numbers nor on the order in which
 * columns are declared.
 */
public final class RowKeys {
  private final List<ColumnSpec> columns;
  private final List<String> key;

  /**
   * Keys of rows.
   *
   * @param columns all columns of the table
   * @param key those that tell rows apart; empty derives a key from the content
   */
  public RowKeys(List<ColumnSpec> columns, List<String> key) {
    this.columns = List.copyOf(columns);
    this.key = List.copyOf(key);
  }

  boolean fromContent() {
    return key.isEmpty();
  }

  /** The key's columns as people write them; empty for a key from the content. */
  String shown() {
    return String.join(", ", key);
  }

  /**
   * The text that tells rows with different keys apart.
   *
   * @param values where the typed values stand, in the order of the columns
   */
  public Column unit(List<Column> values) {
    if (fromContent()) {
      return concat(hexadecimal(content(values, 0)), hexadecimal(content(values, 1)));
    }
    List<Column> parts = new ArrayList<>();
    for (String name : key) {
      int at = columns.stream().map(ColumnSpec::name).toList().indexOf(name);
      Column text = text(columns.get(at).type(), values.get(at));
      if (key.size() > 1) {
        Column escaped = replace(text, lit("\\"), lit("\\\\"));
        text = replace(escaped, lit("|"), lit("\\|"));
        parts.add(parts.isEmpty() ? text : concat(lit("|"), text));
      } else {
        parts.add(text);
      }
    }
    return concat(parts.toArray(Column[]::new));
  }

  /** One half (0 or 1) of the digest of the content. */
  Column content(List<Column> values, int half) {
    List<Integer> order =
        IntStream.range(0, columns.size())
            .boxed()
            .sorted(Comparator.comparing(at -> columns.get(at).name()))
            .toList();
    List<String> shape =
        order.stream().map(at -> columns.get(at).name() + ":" + columns.get(at).type()).toList();
    List<Column> hashed = new ArrayList<>(List.of(lit(half), lit(Json.digest(shape))));
    for (int at : order) {
      hashed.add(values.get(at).isNull());
      hashed.add(values.get(at));
    }
    return xxhash64(hashed.toArray(Column[]::new));
  }

  /** One half (0 or 1) of the digest of a unit, by which units are compared. */
  static Column digest(Column unit, int half) {
    return xxhash64(lit(half), unit);
  }

  private static Column text(ColumnType type, Column value) {
    return switch (type) {
      case STRING, INTEGER, BOOLEAN, DATE -> value.cast("string");
      // A whole number is the same key whether it was read as an integer or not.
      case NUMBER ->
          when(
                  value.equalTo(value.try_cast("bigint").cast("double")),
                  value.try_cast("bigint").cast("string"))
              .otherwise(value.cast("string"));
      // The instant, which no time zone or daylight saving time changes.
      case TIMESTAMP -> unix_micros(value).cast("string");
    };
  }

  private static Column hexadecimal(Column number) {
    return lpad(Columns.lowered(hex(number)), 16, "0");
  }

  /** Where {@link RowKernel} puts the typed values. */
  static List<Column> converted(int columns) {
    return IntStream.range(0, columns).mapToObj(at -> col(RowKernel.value(at))).toList();
  }
}
