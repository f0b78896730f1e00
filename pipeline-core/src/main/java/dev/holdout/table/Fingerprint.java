package dev.holdout.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * The proof of what a table holds: its row count and an order-free 128-bit sum of row hashes, in
 * one scan.
 *
 * <p>Two 64-bit hashes of each row are summed modulo 2<sup>64</sup>. Each sum is taken in three
 * parts of 22 bits, which stay below 2<sup>63</sup> for up to 2<sup>41</sup> rows, since ANSI mode
 * refuses sums that overflow. Null hashes unlike any value.
 *
 * @param rows row count
 * @param digest 32 hexadecimal digits
 */
record Fingerprint(long rows, String digest) {
  private static final int PARTS = 3;
  private static final int PART_BITS = 22;

  static Fingerprint of(Dataset<Row> rows) {
    List<Column> sums = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      Column hash = hash(rows.schema().fields(), half);
      for (int part = 0; part < PARTS; part++) {
        Column bits =
            shiftrightunsigned(hash, part * PART_BITS).bitwiseAND(lit((1L << PART_BITS) - 1));
        sums.add(coalesce(sum(bits), lit(0L)));
      }
    }
    Row figures = rows.agg(count(lit(1)), sums.toArray(Column[]::new)).first();
    StringBuilder digest = new StringBuilder();
    for (int half = 0; half < 2; half++) {
      long total = 0;
      for (int part = 0; part < PARTS; part++) {
        total += figures.getLong(1 + half * PARTS + part) << (part * PART_BITS);
      }
      digest.append(String.format(Locale.ROOT, "%016x", total));
    }
    return new Fingerprint(figures.getLong(0), digest.toString());
  }

  private static Column hash(StructField[] fields, int salt) {
    List<Column> hashed = new ArrayList<>(List.of(lit(salt)));
    for (StructField field : fields) {
      Column column = col("`" + field.name().replace("`", "``") + "`");
      hashed.add(column.isNull());
      hashed.add(column);
    }
    return xxhash64(hashed.toArray(Column[]::new));
  }
}
