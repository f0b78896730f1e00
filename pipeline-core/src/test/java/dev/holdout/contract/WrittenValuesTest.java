package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WrittenValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$1,200.00;$950.50;-$3 | {group=,, unit=$} | -3 | 1200",
        "1.234,50 \u20ac;3,10 \u20ac | {decimal=comma, unit=\u20ac} | 3.1 | 1234.5",
        "EUR 12;EUR 7.5 | {unit=EUR} | 7.5 | 12",
        "12.5 %;3 % | {unit=%} | 3 | 12.5",
        "12,5\u202f%;3\u202f% | {decimal=comma, unit=%} | 3 | 12.5",
        "(1,200);15 | {group=,, negative=brackets} | -1200 | 15",
        "\u22125;2.5 | {} | -5 | 2.5",
        "1'234;5 | {group='} | 5 | 1234",
        "1 234;5 | {group= } | 5 | 1234",
        "1 234,5;5 | {decimal=comma} | 5 | 1234.5",
        "1,200;3,450;7 | {group=,} | 7 | 3450",
        "1,200;0,500 | {decimal=comma} | 0.5 | 1.2",
        "1.200 \u20ac;3.450 \u20ac | {decimal=comma, unit=\u20ac} | 1200 | 3450",
        "1.200;3.450 | {} | 1.2 | 3.45"
      })
  void formsOfNumbersAreFoundByTheWholeColumn(
      String texts, String keys, String least, String most) {
    TextForms.Found found = found(texts.split(";"));
    assertThat(found.type()).isEqualTo(ColumnType.NUMBER);
    assertThat(found.written().number().keys()).hasToString(keys);
    assertThat(found.min()).contains(least);
    assertThat(found.max()).contains(most);
  }

  @Test
  void whatCouldBeDecimalsIsSaid() {
    assertThat(found("1,200", "3,450").written().facts())
        .contains("not decimals, as no value has other than three digits after the mark");
    assertThat(found("1,200", "1,200,000").written().facts())
        .noneMatch(fact -> fact.contains("decimals"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "007;008;1,200",
        "1,200;0800 123",
        "12345678901234567890;1,200",
        "$5;\u20ac6",
        "12 %;0.5",
        "123 456 789;987 654 321",
        "1.2.3;1.2.4",
        "1,5;1.5",
        "12A;13",
        "A12;A13"
      })
  void whatMayBeNoAmountStaysText(String texts) {
    assertThat(found(texts.split(";")).type()).isEqualTo(ColumnType.STRING);
  }

  @Test
  void whatDoesNotFitIsCountedAndAnswered() {
    String[] texts =
        Stream.concat(
                IntStream.range(0, 18).mapToObj(i -> "1,2" + (10 + i)), Stream.of("open", "later"))
            .toArray(String[]::new);
    assertThat(found(texts).type()).isEqualTo(ColumnType.STRING);
    assertThat(found(texts).written().facts())
        .containsExactly("18 of 20 values are numbers", "2 do not fit, such as \"later\"");
    assertThat(found(texts).written().remedy())
        .contains(
            "to read them so write {type: number, group: \",\"}, which puts the others into"
                + " quarantine");
    assertThat(found("12 %", "0.5").written().facts())
        .contains("all 2 values are numbers", "not all values have the %");
  }

  @ParameterizedTest
  @CsvSource({
    "13/02/2024;01/02/2024,dd/MM/yyyy,2024-02-01,2024-02-13",
    "2/13/2024;1/2/2024,M/d/yyyy,2024-01-02,2024-02-13",
    "01.02.2024;03.02.2024,dd.MM.yyyy,2024-02-01,2024-02-03",
    "2024/2/1;2024/12/31,yyyy/M/d,2024-02-01,2024-12-31",
    "01-Feb-2024;31-Dec-2023,dd-MMM-yyyy,2023-12-31,2024-02-01",
    "13/02/2024 9:30;01/02/2024 17:05,dd/MM/yyyy H:mm,2024-02-01T17:05,2024-02-13T09:30",
    "2/13/2024 9:30 PM;1/2/2024 12:05 am,M/d/yyyy h:mm a,2024-01-02T00:05,2024-02-13T21:30",
    "20141013T000000;20150218T134500,yyyyMMdd'T'HHmmss,2014-10-13T00:00,2015-02-18T13:45"
  })
  void patternsOfDatesAreFoundByTheWholeColumn(
      String texts, String pattern, String least, String most) {
    TextForms.Found found = found(texts.split(";"));
    assertThat(found.written().pattern()).contains(pattern);
    assertThat(found.type())
        .isEqualTo(pattern.contains("mm") ? ColumnType.TIMESTAMP : ColumnType.DATE);
    assertThat(found.min()).contains(least);
    assertThat(found.max()).contains(most);
  }

  @Test
  void datesThatCanBeReadTwoWaysStayText() {
    TextForms.Found found = found("01/02/2024", "03/04/2024");
    assertThat(found.type()).isEqualTo(ColumnType.STRING);
    assertThat(found.written().facts())
        .anyMatch(fact -> fact.contains("for the other reading write MM/dd/yyyy"));
    assertThat(found.written().remedy())
        .contains("to read them so write {type: date, pattern: \"dd/MM/yyyy\"}");
  }

  @Test
  void yearsOfTwoDigitsAreLeftToThePerson() {
    TextForms.Found found = found("31/12/98", "01/02/03");
    assertThat(found.type()).isEqualTo(ColumnType.STRING);
    assertThat(found.written().facts())
        .containsExactly(
            "all 2 values are dates", "years of two digits would all be read as 2000 to 2099");
    assertThat(found.written().remedy())
        .contains("to read them so write {type: date, pattern: \"dd/MM/yy\"}");
    assertThat(found("1.2.34", "1.3.10").written()).isEqualTo(WrittenForm.USUAL);
  }

  @Test
  void mixedOrdersAreCounted() {
    assertThat(found("13/02/2024", "14/02/2024", "02/13/2024", "01/02/2024").written().facts())
        .containsExactly(
            "3 of 4 values are dates",
            "1 do not fit, such as \"02/13/2024\"",
            "day first in most, but 1 can only be month first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "31/02/2024;13/02/2024",
        "13/02/24;14/02/24",
        "1/2;3/4",
        "12-Foo-2024;12-Jan-2024"
      })
  void whatIsNoDayIsNoDate(String texts) {
    assertThat(found(texts.split(";")).type()).isEqualTo(ColumnType.STRING);
  }

  @Test
  void anyTextIsTaken() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    String signs = "0123456789012.,-/: ()$\u20ac%eEAPMamnJT'+\u2212\u202f\u00e9[]";
    for (int column = 0; column < 300; column++) {
      TextForms forms = new TextForms();
      List<String> texts = new ArrayList<>();
      for (int row = 0; row < 20; row++) {
        StringBuilder text = new StringBuilder("x".repeat(random.nextInt(20) == 0 ? 1 : 0));
        for (int length = 1 + random.nextInt(12); length > 0; length--) {
          text.append(signs.charAt(random.nextInt(signs.length())));
        }
        texts.add(random.nextInt(4) == 0 ? "12-Foo-2024" : text.toString());
      }
      assertThatCode(
              () -> {
                texts.forEach(forms::add);
                forms.found(texts.size());
                texts.forEach(new NumberForm(true, " ", "$", true)::plain);
              })
          .as("seed %d: %s", seed, texts)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,200;n.d.;2,300;3,400;5;6",
        "13/02/2024;n.d.;02/13/2024;01/02/2024;2024-01-01",
        "$5;(1,200);$7"
      })
  void stateIsTheSameInAnyOrderAndAfterATrip(String joined) throws IOException {
    List<String> texts = List.of(joined.split(";"));
    TextForms parts = new TextForms();
    for (int at = texts.size() - 1; at >= 0; at--) {
      TextForms one = new TextForms();
      one.add(texts.get(at));
      TextForms copy = new TextForms();
      copy.read(new DataInputStream(new ByteArrayInputStream(bytes(one))));
      parts.merge(copy);
    }
    assertThat(parts.found(texts.size())).isEqualTo(found(joined.split(";")));
  }

  private static byte[] bytes(TextForms forms) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    forms.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static TextForms.Found found(String... texts) {
    TextForms forms = new TextForms();
    List.of(texts).forEach(forms::add);
    return forms.found(texts.length);
  }
}
