package dev.holdout.label;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.TextNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelEncodingTest {
  private static final List<String> SPELLINGS =
      List.of(
          "1",
          "1.0",
          "1.",
          "+1",
          "1e0",
          "1.0E+0",
          "01",
          "-1",
          "0",
          "-0",
          "0.0",
          ".0",
          "1d",
          "1f",
          "0x1",
          "0x1p0",
          "1_000",
          "1000",
          "1e3",
          "\u0661",
          "Infinity",
          "infinity",
          "NaN",
          "nan",
          "true",
          "True",
          "TRUE",
          "false",
          "yes",
          "Yes",
          "YES ",
          "\tyes",
          "\u00a0yes\u00a0",
          "y",
          "no",
          "No",
          "n/a",
          "N/A",
          "NA",
          "?",
          "null",
          "",
          " ",
          "maybe",
          "Maybe",
          "<30",
          ">30",
          "NO",
          "a",
          "A",
          "a ",
          "\u00c4",
          "\u00e4",
          "\u0130",
          "\u00df",
          "\u03a3",
          "\u03c3",
          "1,5",
          "9007199254740993",
          "9007199254740992",
          "1e999",
          "123456789012345",
          "123456789012345.0",
          "0.1",
          "0.10",
          "1e-1",
          "yes\n",
          "unknown",
          "None");

  @ParameterizedTest
  @ValueSource(strings = {"yes", "Yes", " YES", "1", "1.0", "true", "t", "y"})
  void yesIsOneValueHoweverItIsWritten(String positive) {
    LabelEncoding encoding = LabelEncoding.positive(positive);
    for (String value : List.of("yes", "Yes", "yes ", "\tYES", "1", "1.0", "1e0", "true", "True")) {
      assertThat(encoding.number(value)).as(value).hasValue(1);
    }
    for (String value : List.of("no", "0", "False", "1d", "0x1", "maybe", "<30", "2")) {
      assertThat(encoding.number(value)).as(value).hasValue(0);
    }
    for (String value : List.of("", " ", "n/a", "NA", "?", "NaN")) {
      assertThat(encoding.number(value)).as(value).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"no, 0, yes", "'<30', '<30 ', >30", "NA, NA, EU", "0.1, 1e-1, 0.2", "a, A, b"})
  void aNamedValueIsPositiveInEverySpelling(String positive, String same, String other) {
    LabelEncoding encoding = LabelEncoding.positive(positive);
    assertThat(encoding.number(same)).hasValue(1);
    assertThat(encoding.number(other)).hasValue(0);
  }

  @Test
  void withoutAPositiveValueOnlyYesAndNoAreKnown() {
    LabelEncoding encoding = LabelEncoding.yesOrNo();
    assertThat(encoding.number("True")).hasValue(1);
    assertThat(encoding.number("0.0")).hasValue(0);
    assertThat(encoding.number("maybe")).isEmpty();
    assertThat(encoding.number("2")).isEmpty();
  }

  @Test
  void classesAreTheSameNumbersOrTextsThatDifferInCaseAlone() {
    LabelEncoding numbers = LabelEncoding.classes(List.of("0.0", "1.0", "2.0"));
    assertThat(numbers.number("2")).hasValue(2);
    assertThat(numbers.number("2e0 ")).hasValue(2);
    assertThat(numbers.number("2d")).isEmpty();
    assertThat(numbers.number("yes")).isEmpty();
    LabelEncoding texts = LabelEncoding.classes(List.of("low", "NA"));
    assertThat(texts.number(" Low")).hasValue(0);
    assertThat(texts.number("NA")).hasValue(1);
    assertThat(texts.number("n/a")).isEmpty();
  }

  @Test
  void namesThatDifferInCaseAloneAreExact() {
    LabelEncoding encoding = LabelEncoding.classes(List.of("a", "A", "ab", "1", "1.0"));
    assertThat(encoding.number("a")).hasValue(0);
    assertThat(encoding.number("A")).hasValue(1);
    assertThat(encoding.number("AB")).hasValue(2);
    assertThat(encoding.number("1.0")).hasValue(4);
    assertThat(encoding.number("1e0")).isEmpty();
  }

  @Test
  void numbersOfMoreThanFifteenDigitsAreTexts() {
    LabelEncoding encoding = LabelEncoding.classes(List.of("9007199254740993", "2"));
    assertThat(encoding.number("9007199254740992")).isEmpty();
    assertThat(encoding.number("9007199254740993")).hasValue(0);
  }

  @Test
  void columnsAndSingleValuesAgree() {
    Map<String, LabelEncoding> encodings = new LinkedHashMap<>();
    encodings.put("words", LabelEncoding.yesOrNo());
    for (String positive : List.of("yes", "no", "1", "<30", "A", "\u00c4", "NA", "1000", "0x1")) {
      encodings.put(positive, LabelEncoding.positive(positive));
    }
    encodings.put("classes", LabelEncoding.classes(List.of("0.0", "1", "A", "NA", "maybe", "0.1")));
    encodings.put("same", LabelEncoding.classes(List.of("a", "A", "1", "1.0", "\u03c3")));
    List<Column> selected = new ArrayList<>(List.of(col("value")));
    encodings.forEach((name, encoding) -> selected.add(encoding.number(col("value")).as(name)));
    Dataset<Row> rows =
        TestSession.spark()
            .createDataset(SPELLINGS, Encoders.STRING())
            .select(selected.toArray(Column[]::new));

    for (Row row : rows.collectAsList()) {
      int at = 1;
      for (Map.Entry<String, LabelEncoding> encoding : encodings.entrySet()) {
        OptionalInt number =
            row.isNullAt(at) ? OptionalInt.empty() : OptionalInt.of((int) row.getDouble(at));
        assertThat(number)
            .as("'%s' by %s", row.getString(0), encoding.getKey())
            .isEqualTo(encoding.getValue().number(row.getString(0)));
        at++;
      }
    }
  }

  @Test
  void typedColumnsAreReadAsTheirTexts() {
    Row row =
        TestSession.spark()
            .sql(
                "SELECT 1 AS i, 1D AS d, cast(1 AS decimal(5, 2)) AS m, true AS b, 0.5F AS f,"
                    + " cast(NULL AS boolean) AS n")
            .select(
                LabelEncoding.positive("yes").number(col("i")),
                LabelEncoding.positive("1").number(col("d")),
                LabelEncoding.positive("1.0").number(col("m")),
                LabelEncoding.positive("1").number(col("b")),
                LabelEncoding.positive(".5").number(col("f")),
                LabelEncoding.positive("1").number(col("n")))
            .first();
    assertThat(List.of(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
        .containsOnly(1.0);
    assertThat(row.isNullAt(5)).isTrue();
  }

  @Test
  void numbersInTextsHaveOneGrammar() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("1", 1.0);
    numbers.put("-1.50", -1.5);
    numbers.put(".5", 0.5);
    numbers.put("5.", 5.0);
    numbers.put("+2.5E-3", 0.0025);
    numbers.put("1e3", 1000.0);
    List<String> none =
        List.of("1d", "0.5f", "1D", "2F", "0x1p-1", "0X1P3", "1_000", "\u0661", "1,5", "one", "1e");
    List<String> texts = new ArrayList<>(numbers.keySet());
    texts.addAll(none);

    for (Row row :
        TestSession.spark()
            .createDataset(texts, Encoders.STRING())
            .select(col("value"), TextNumbers.number(col("value")))
            .collectAsList()) {
      Optional<Double> expected = Optional.ofNullable(numbers.get(row.getString(0)));
      assertThat(Optional.ofNullable(row.isNullAt(1) ? null : row.getDouble(1)))
          .as("column: %s", row.getString(0))
          .isEqualTo(expected);
      assertThat(TextNumbers.number(row.getString(0)).stream().boxed().findFirst())
          .as("text: %s", row.getString(0))
          .isEqualTo(expected);
    }
  }

  @Test
  void valuesBesideYesAndNoAreFound() {
    Map<String, Long> rows = new LinkedHashMap<>();
    Arrays.asList("yes", "Yes", "no", "maybe", "2").forEach(value -> rows.put(value, 3L));
    LabelValues values = LabelValues.of(LabelEncoding.positive("yes"), rows);
    assertThat(values.besideYesAndNo("yes", List.of()))
        .extracting(LabelValue::value)
        .containsExactly("maybe", "2");
    assertThat(values.besideYesAndNo("yes", List.of("yes", "no", "Maybe", "2.0"))).isEmpty();

    LabelValues levels =
        LabelValues.of(LabelEncoding.positive("<30"), Map.of("<30", 1L, ">30", 2L, "NO", 3L));
    assertThat(levels.besideYesAndNo("<30", List.of())).isEmpty();
    assertThat(Set.copyOf(levels.of(0)))
        .extracting(LabelValue::value)
        .containsExactlyInAnyOrder(">30", "NO");
  }
}
