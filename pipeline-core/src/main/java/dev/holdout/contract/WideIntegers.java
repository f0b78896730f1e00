package dev.holdout.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;

/**
 * Whole numbers of more digits than 64 bits hold, such as unsigned 64-bit numbers and {@code
 * decimal(20,0)}: integers where all values of the column fit, else text, so that two ids never
 * become one number.
 */
final class WideIntegers {
  private final List<String> fitting;
  private final List<String> tooLong;

  private WideIntegers(List<String> fitting, List<String> tooLong) {
    this.fitting = fitting;
    this.tooLong = tooLong;
  }

  /** Looks at all values of such columns, in one scan; in none where there are none. */
  static WideIntegers of(Dataset<Row> rows) {
    List<String> wide = new ArrayList<>();
    List<Column> fit = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      if (field.dataType() instanceof DecimalType type
          && type.scale() == 0
          && type.precision() > SourceTypes.LONG_DIGITS) {
        wide.add(field.name());
        Column value = Columns.named(field.name());
        fit.add(
            functions.coalesce(
                functions.every(value.isNull().or(value.try_cast(DataTypes.LongType).isNotNull())),
                functions.lit(true)));
      }
    }
    List<String> fitting = new ArrayList<>();
    List<String> tooLong = new ArrayList<>();
    if (!wide.isEmpty()) {
      Row found = rows.select(fit.toArray(Column[]::new)).first();
      for (int at = 0; at < wide.size(); at++) {
        (found.getBoolean(at) ? fitting : tooLong).add(wide.get(at));
      }
    }
    return new WideIntegers(fitting, tooLong);
  }

  /** Rows of the same columns with such numbers as integers or text. */
  Dataset<Row> readable(Dataset<Row> rows) {
    Map<String, Column> columns = new LinkedHashMap<>();
    fitting.forEach(name -> columns.put(name, Columns.named(name).try_cast(DataTypes.LongType)));
    tooLong.forEach(name -> columns.put(name, Columns.named(name).cast(DataTypes.StringType)));
    return columns.isEmpty() ? rows : rows.withColumns(columns);
  }
}
