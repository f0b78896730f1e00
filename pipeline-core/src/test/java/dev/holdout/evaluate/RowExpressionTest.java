package dev.holdout.evaluate;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.error.HoldoutException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

/** Registers a function in the session. */
@Execution(ExecutionMode.SAME_THREAD)
class RowExpressionTest {
  private static final SparkSession SPARK = TestSession.spark();
  private static final Dataset<Row> ROWS =
      SPARK.range(20, 70).selectExpr("id AS age", "concat('c', id % 3) AS city", "id / 7 AS ratio");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "age >= 65",
        "age BETWEEN 30 AND 60",
        "CASE WHEN age < 30 THEN 'young' ELSE city END",
        "try_divide(1, age - age)",
        "nullif(upper(city), 'C1')",
        "date_format(date_add(DATE'2026-01-01', CAST(age AS INT)), 'MM')",
        "array_contains(transform(array(age, 2), a -> a + 1), 40)",
        "coalesce(try_cast(city AS INT), round(ratio), 0) IN (1, 2)",
        "regexp_extract(city, 'c(.)', 1) || substring(city, 1, 1)"
      })
  void isAFunctionOfARow(String sql) {
    assertThat(RowExpression.refusal(SPARK, ROWS.schema(), sql)).isEmpty();
    SegmentTrial.compute(ROWS, List.of(SegmentBy.expression("x", sql)));
  }

  @Test
  void textsThatAreMostlyNumbersAreNotOrderedAsTexts() {
    StructType columns =
        new StructType(
            new StructField[] {
              nearly("spent"),
              nearly("budget"),
              new StructField("n", LongType, true, Metadata.empty())
            });
    for (String sql : List.of("spent > budget", "greatest(spent, budget)", "not spent <= 'a'")) {
      assertThat(RowExpression.refusal(SPARK, columns, sql).orElseThrow())
          .contains("would be compared as text (2 of 9 do not fit)", "try_cast(");
    }
    for (String sql : List.of("spent = 'n/k'", "try_cast(spent AS DOUBLE) > n", "spent > n")) {
      assertThat(RowExpression.refusal(SPARK, columns, sql)).isEmpty();
    }
  }

  private static StructField nearly(String name) {
    return new StructField(
        name,
        StringType,
        true,
        new MetadataBuilder().putString(Columns.NEARLY, "2 of 9 do not fit").build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sum(age)                                                | the aggregate function sum
          age > avg(age)                                          | the aggregate function avg
          count(*)                                                | the aggregate function count
          percentile_approx(age, 0.5)                             | the aggregate function
          row_number() OVER (ORDER BY age)                        | a window
          sum(age) OVER ()                                        | a window
          lag(age) OVER (ORDER BY age)                            | a window
          explode(array(age))                                     | not one of a single row
          (SELECT 1)                                              | a subquery
          age IN (SELECT 1)                                       | a subquery
          EXISTS (SELECT 1)                                       | a subquery
          reflect('java.lang.System', 'getenv', 'HOME')           | the function reflect
          java_method('java.lang.System', 'getenv', 'HOME')       | the function
          upper(try_reflect('java.lang.System', 'getenv', 'HOME')) | the function
          rand() > 0.5                                            | not the same for the same row
          CAST(randn(7) AS INT)                                   | not the same for the same row
          uuid()                                                  | not the same for the same row
          shuffle(array(age, 1))[0]                               | not the same for the same row
          monotonically_increasing_id()                           | not the same for the same row
          input_file_name()                                       | not the same for the same row
          spark_partition_id()                                    | not the same for the same row
          current_date() > DATE'2026-01-01'                       | the session or the clock
          current_date                                            | the session or the clock
          now()                                                   | the session or the clock
          unix_timestamp()                                        | the session or the clock
          current_user()                                          | the session or the clock
          current_database()                                      | the session or the clock
          current_timezone()                                      | the session or the clock
          version()                                               | more than to read the row
          raise_error('x')                                        | more than to read the row
          aes_encrypt('x', '0123456789abcdef')                    | more than to read the row
          ages > 3                                                | ages
          age > 'x' +                                             | PARSE_SYNTAX_ERROR
          no_such(age)                                            | UNRESOLVED_ROUTINE
          city.x                                                  | city
          *                                                       | no single value
          own(age)                                                | the session's own
          """)
  void isRefusedWithItsReason(String sql, String reason) {
    SPARK
        .udf()
        .register(
            "own",
            (org.apache.spark.sql.api.java.UDF1<Long, Long>) age -> age + 1,
            DataTypes.LongType);
    assertThat(RowExpression.refusal(SPARK, ROWS.schema(), sql).orElse("allowed")).contains(reason);
  }

  @Test
  void everyFunctionOfSparkIsKnownToBeOneOfARowOrNot() {
    Set<String> groups = Set.of("agg_funcs", "window_funcs", "generator_funcs");
    Set<String> refused = new TreeSet<>();
    Set<String> ofManyRows = new TreeSet<>();
    Set<String> misc = new TreeSet<>();
    for (FunctionIdentifier id :
        CollectionConverters.asJava(FunctionRegistry.builtin().listFunction())) {
      String name = id.funcName().toLowerCase(Locale.ROOT);
      var info = FunctionRegistry.builtin().lookupFunction(id).get();
      boolean refusal = RowExpression.refusal("`" + name + "`()").isPresent();
      if (groups.contains(info.getGroup())) {
        if (!refusal) {
          ofManyRows.add(name);
        }
      } else if (refusal) {
        refused.add(name);
      } else if (info.getGroup().equals("misc_funcs")) {
        misc.add(name);
      }
    }
    // What a later version of Spark adds to these lists is to be looked at.
    assertThat(ofManyRows).isEmpty();
    assertThat(refused)
        .containsExactly(
            ("aes_encrypt assert_true curdate current_catalog current_database current_date"
                    + " current_schema current_time current_timestamp current_timezone current_user"
                    + " from_avro from_protobuf input_file_block_length input_file_block_start"
                    + " input_file_name java_method json_tuple localtimestamp"
                    + " monotonically_increasing_id now raise_error rand randn random randstr"
                    + " reflect schema_of_variant_agg session_user session_window shuffle"
                    + " spark_partition_id to_avro to_protobuf try_reflect user uuid version window"
                    + " window_time")
                .split(" "));
    assertThat(misc)
        .containsExactly(
            ("aes_decrypt approx_top_k_estimate bitmap_bit_position bitmap_bucket_number"
                    + " bitmap_count hll_sketch_estimate hll_union kll_sketch_get_n_bigint"
                    + " kll_sketch_get_n_double kll_sketch_get_n_float"
                    + " kll_sketch_get_quantile_bigint kll_sketch_get_quantile_double"
                    + " kll_sketch_get_quantile_float kll_sketch_get_rank_bigint"
                    + " kll_sketch_get_rank_double kll_sketch_get_rank_float"
                    + " kll_sketch_merge_bigint kll_sketch_merge_double kll_sketch_merge_float"
                    + " kll_sketch_to_string_bigint kll_sketch_to_string_double"
                    + " kll_sketch_to_string_float schema_of_avro theta_difference"
                    + " theta_intersection theta_sketch_estimate theta_union try_aes_decrypt"
                    + " typeof")
                .split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 / (age - age)            | over age bigint, which fails for some row: [DIVIDE_BY_ZERO]
          age > CAST(city AS INT)    | over age bigint, city string, which fails for some row: [CAST
          element_at(array(1), 9)    | over no column, which fails for some row: [INVALID_ARRAY_INDEX
          """)
  void failuresOfSomeRowsAreFoundWhereTheyCostNothing(String sql, String found) {
    assertThatThrownBy(
            () ->
                SegmentTrial.compute(
                    ROWS,
                    List.of(
                        SegmentBy.expression("senior", "age >= 65"),
                        SegmentBy.expression("bad", sql))))
        .isInstanceOfSatisfying(
            HoldoutException.class, failure -> assertThat(failure.code().exitCode()).isEqualTo(64))
        .hasMessageStartingWith(
            "[CONFIGURATION] Cannot divide the rows into segments (1 problem):\n"
                + "  - segment \"bad\": found the expression "
                + sql
                + " ")
        .hasMessageContaining(found)
        .hasMessageEndingWith(
            "expected a value, or null, for every row. Use the forms that give null instead:"
                + " try_divide, try_add, try_cast, try_element_at, nullif");
  }
}
