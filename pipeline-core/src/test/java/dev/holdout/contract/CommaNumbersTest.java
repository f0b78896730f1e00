package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommaNumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,5 | 0.5",
        "-12 | -12",
        "1.234,50 | 1234.50",
        "1 234 567,8 | 1234567.8",
        "12.345 | 12345",
        "1,5e3 | 1.5e3"
      })
  void becomeNumbersWithAPoint(String text, String plain) {
    assertThat(CommaNumbers.plain(text)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2,3", "1.23", "1.2345,6", ",5", "a", "", "1,"})
  void otherTextsAreNone(String text) {
    assertThat(CommaNumbers.plain(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1,234 | false", "12 | false", "1,5 | true", "0,125 | true", "1.234,5 | true"})
  void threeDigitsMayBeAGroup(String text, boolean evident) {
    assertThat(CommaNumbers.evident(text)).isEqualTo(evident);
  }
}
