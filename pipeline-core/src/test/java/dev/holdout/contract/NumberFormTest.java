package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberFormTest {
  private static final NumberForm COMMA = new NumberForm(true, "", "", false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,5 | 0.5",
        "-12 | -12",
        "1.234,50 | 1234.50",
        "1 234 567,8 | 1234567.8",
        "1\u202f234,5 | 1234.5",
        "1\u00a0234,5 | 1234.5",
        "12.345 | 12345",
        ",5 | .5",
        "1,5e3 | 1.5e3"
      })
  void decimalsAfterACommaGetAPoint(String text, String plain) {
    assertThat(COMMA.plain(text)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2,3", "1.23", "1.2345,6", "0.123", "1.234 567", "a", "", ",", "1,5e"})
  void otherTextsAreNone(String text) {
    assertThat(COMMA.plain(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "$1,200.00 | 1200.00",
        "-$1,200 | -1200",
        "$-1,200 | -1200",
        "\u2212$1,200 | -1200",
        "1,200 $ | 1200",
        "(1,200) | -1200",
        "($1,200) | -1200",
        "$ (1,200) | -1200",
        "12.5 | 12.5",
        "+7 | 7"
      })
  void unitsAndBracketsAreTakenOff(String text, String plain) {
    assertThat(new NumberForm(false, ",", "$", true).plain(text)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(-5)", "-(5)", "$$5", "\u20ac5", "1,20", "1,2000", "(5", "()", "$", "-"})
  void otherMarksAreRefused(String text) {
    assertThat(new NumberForm(false, ",", "$", true).plain(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"' ',1 234", "' ',1\u00a0234", "' ',1\u2009234", "'''',1'234", "'''',1\u2019234"})
  void blanksAndApostrophesOfAnyKindGroup(String group, String text) {
    assertThat(new NumberForm(false, group, "", false).plain(text)).isEqualTo("1234");
  }

  @ParameterizedTest
  @CsvSource({"\u22125,-5", "5,5", "5-,5-"})
  void aMinusSignIsAMinusInAnyForm(String text, String plain) {
    assertThat(NumberForm.PLAIN.plain(text)).isEqualTo(plain);
  }
}
