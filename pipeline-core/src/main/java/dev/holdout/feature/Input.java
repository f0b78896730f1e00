package dev.holdout.feature;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column that preprocessing reads.
 *
 * @param column its name
 * @param source the form in which it is read
 */
record Input(String column, Source source) {

  /**
   * The inputs' values, in their order, from a table of this schema.
   *
   * @throws dev.holdout.error.HoldoutException with {@link ErrorCode#DATA_CONTRACT} naming every
   *     column that is absent or of a type that cannot be read
   */
  static List<Column> read(List<Input> inputs, StructType schema) {
    Map<String, StructField> fields = new HashMap<>();
    Arrays.stream(schema.fields()).forEach(field -> fields.put(field.name(), field));
    Problems problems = new Problems();
    List<Column> columns = new ArrayList<>();
    for (Input input : inputs) {
      StructField field = fields.get(input.column);
      if (field == null) {
        problems.add(
            "column " + input.column,
            "no such column",
            input.source.expected(),
            "Bring the column back or train without it");
      } else if (!input.source.reads(field.dataType())) {
        problems.add(
            "column " + input.column,
            field.dataType().simpleString(),
            input.source.expected(),
            "Cast it before");
      } else {
        columns.add(input.source.of(field));
      }
    }
    problems.throwIfAny(ErrorCode.DATA_CONTRACT, "Cannot make features of the table");
    return columns;
  }
}
