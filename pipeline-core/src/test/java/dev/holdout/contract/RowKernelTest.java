package dev.holdout.contract;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts become typed values, breaches and digests in one loop. */
final class RowKernelTest {
  private static final SparkSession SPARK = TestSession.spark();

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "INTEGER,5,5",
        "INTEGER,' +5\t',5",
        "INTEGER,5.0,5",
        "INTEGER,-12.00,-12",
        "INTEGER,5.1,not_an_integer",
        "INTEGER,5.,not_an_integer",
        "INTEGER,9223372036854775807,9223372036854775807",
        "INTEGER,9223372036854775808,not_an_integer",
        "INTEGER,１２,not_an_integer",
        "NUMBER,5.,5.0",
        "NUMBER,.5,0.5",
        "NUMBER,-0.0,0.0",
        "NUMBER,1E-3,0.001",
        "NUMBER,1e,not_a_number",
        "NUMBER,.,not_a_number",
        "NUMBER,1d,not_a_number",
        "NUMBER,0x1p3,not_a_number",
        "NUMBER,1_000,not_a_number",
        "NUMBER,NaN,not_finite",
        "NUMBER,-inf,not_finite",
        "NUMBER,1e400,not_finite",
        "NUMBER,4.9e-324,4.9E-324",
        "BOOLEAN,TRUE,true",
        "BOOLEAN,n,false",
        "BOOLEAN,on,not_a_boolean",
        "DATE,2024-02-29,2024-02-29",
        "DATE,2023-02-29,not_a_date",
        "DATE,2024,not_a_date",
        "DATE,2024-02-29 10:00,not_a_date",
        "TIMESTAMP,2024-02-29,2024-02-29 00:00:00.0",
        "TIMESTAMP,2024-02-29T10:00:00+02:00,2024-02-29 08:00:00.0",
        "TIMESTAMP,2024-02-29T10:00:00+0200,2024-02-29 08:00:00.0",
        "TIMESTAMP,2024-02-29 10:00:00 +0200,2024-02-29 08:00:00.0",
        "TIMESTAMP,2024-02-29 10:00:00-03,2024-02-29 13:00:00.0",
        "TIMESTAMP,2024-02-29T10:00:00 Z,2024-02-29 10:00:00.0",
        "TIMESTAMP,2024-02-29T10:00:00+9900,not_a_timestamp",
        "TIMESTAMP,0000-00-00 00:00:00,not_a_timestamp",
        "DATE,0000-00-00,not_a_date",
        "NUMBER,\u22122.5,-2.5",
        "INTEGER,\u22125,-5",
        "TIMESTAMP,2024-02-29 24:00:00,not_a_timestamp",
        "STRING,' a ',' a '",
        "STRING,' ',null",
        "NUMBER,'\u00a0',null"
      })
  void aTextIsAValueOfItsTypeOrABreach(ColumnType type, String text, String expected) {
    ColumnSpec column = ColumnSpec.of("c", type);
    Row row = rows(List.of(column), List.of(), new String[] {text}).first();
    List<Row> breaches = row.getList(row.fieldIndex(RowKernel.BREACHES));
    Object value = row.getAs(RowKernel.value(0));
    assertThat(breaches == null ? String.valueOf(value) : breaches.get(0).<String>getAs("reason"))
        .isEqualTo(expected);
  }

  @Test
  void eachBreachOfARowIsTold() {
    List<ColumnSpec> columns =
        List.of(
            ColumnSpec.of("id", ColumnType.STRING),
            promising("n", ColumnType.NUMBER, true, 0.0, List.of()),
            promising("c", ColumnType.STRING, false, null, List.of("a", "b")));
    Row row = rows(columns, List.of("id"), new String[] {"", "-1 ", "x"}).first();
    List<Row> breaches = row.getList(row.fieldIndex(RowKernel.BREACHES));
    assertThat(breaches.stream().map(Row::mkString))
        .containsExactly("idnull_key", "n-1 out_of_range", "cxnot_allowed");
    assertThat(row.isNullAt(row.fieldIndex(DatasetRows.UNIT))).isTrue();
  }

  @Test
  void digestsAreThoseOfSparksExpressions() {
    List<ColumnSpec> columns =
        List.of(
            ColumnSpec.of("z", ColumnType.NUMBER),
            ColumnSpec.of("a", ColumnType.STRING),
            ColumnSpec.of("d", ColumnType.DATE),
            ColumnSpec.of("t", ColumnType.TIMESTAMP),
            ColumnSpec.of("b", ColumnType.BOOLEAN),
            ColumnSpec.of("i", ColumnType.INTEGER));
    String[][] texts = {
      {"7", "k\\|1", "2024-01-31", "2024-01-31T01:02:03.456", "true", "-9"},
      {"7.5", "ä", "0001-01-01", "1900-01-01", "no", "12"},
      {"1e22", "x", "9999-12-31", "2024-06-01T00:00:00Z", "1", "0"},
      {"", "only", "", "", "", ""}
    };
    for (List<String> key : List.of(List.<String>of(), List.of("a"), List.of("a", "z"))) {
      String[][] kept = key.contains("z") ? java.util.Arrays.copyOf(texts, 3) : texts;
      Dataset<Row> rows = rows(columns, key, kept);
      RowKeys keys = new RowKeys(columns, key);
      List<Column> values = RowKeys.converted(columns.size());
      Column unit = keys.unit(values);
      Column none = lit(0L);
      for (Row row :
          rows.select(
                  rows.col(DatasetRows.UNIT).equalTo(unit),
                  rows.col(Repeats.CONTENT_HIGH)
                      .equalTo(key.isEmpty() ? none : keys.content(values, 0)),
                  rows.col(Repeats.CONTENT_LOW)
                      .equalTo(key.isEmpty() ? none : keys.content(values, 1)),
                  rows.col(Repeats.KEY_HIGH).equalTo(RowKeys.digest(unit, 0)),
                  rows.col(Repeats.KEY_LOW).equalTo(RowKeys.digest(unit, 1)))
              .collectAsList()) {
        assertThat(row.mkString(",")).as("key %s", key).isEqualTo("true,true,true,true,true");
      }
    }
  }

  @Test
  void thousandsOfColumnsAndAllowedValuesAreNoMatter() {
    int many = 2_000;
    List<ColumnSpec> columns =
        IntStream.range(0, many)
            .mapToObj(at -> ColumnSpec.of("c" + at, ColumnType.NUMBER))
            .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
    List<String> allowed = IntStream.range(0, many).mapToObj(Integer::toString).toList();
    columns.add(promising("last", ColumnType.INTEGER, true, null, allowed));
    String[] good = Collections.nCopies(many + 1, "1").toArray(String[]::new);
    String[] bad = good.clone();
    bad[many] = "" + many;
    Dataset<Row> rows = rows(columns, List.of(), good, bad);
    assertThat(rows.filter(RowKernel.BREACHES + " is null").count()).isEqualTo(1);
    assertThat(rows.filter(RowKernel.BREACHES + "[0].reason = 'not_allowed'").count()).isEqualTo(1);
  }

  private static ColumnSpec promising(
      String name, ColumnType type, boolean required, @Nullable Double min, List<String> allowed) {
    return new ColumnSpec(
        name,
        type,
        required,
        Optional.ofNullable(min),
        Optional.empty(),
        allowed,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        NumberForm.PLAIN);
  }

  private static Dataset<Row> rows(List<ColumnSpec> columns, List<String> key, String[]... texts) {
    SourceSpec source =
        new SourceSpec(
            SourceSpec.Format.CSV,
            List.of(),
            Optional.empty(),
            SourceSpec.CsvSpec.DEFAULT,
            List.of(),
            Optional.empty());
    RowKernel kernel =
        new RowKernel(
            SPARK,
            columns,
            Collections.nCopies(columns.size(), DataTypes.StringType),
            source,
            false,
            key);
    List<SourceRecord> records = new ArrayList<>();
    for (String[] values : texts) {
      records.add(
          new SourceRecord("f", 0, 1L + records.size(), String.join(",", values), null, values));
    }
    return kernel.rows(
        SPARK, JavaSparkContext.fromSparkContext(SPARK.sparkContext()).parallelize(records));
  }
}
