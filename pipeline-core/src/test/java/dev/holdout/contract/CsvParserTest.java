package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.contract.SourceSpec.CsvSpec;
import org.junit.jupiter.api.Test;

final class CsvParserTest {
  private static final CsvSpec PLAIN = CsvSpec.DEFAULT;
  private static final CsvSpec TRIMMED = new CsvSpec(false, ",", "\"", true, "UTF-8");

  @Test
  void splitsQuotedAndPlainFields() {
    assertThat(new CsvParser(PLAIN, 4).parse("a,\"b,\"\"c\"\"\",, d ").values())
        .containsExactly("a", "b,\"c\"", "", " d ");
  }

  @Test
  void trimsPlainAndQuotedFieldsWhenAsked() {
    assertThat(new CsvParser(TRIMMED, 3).parse(" a , \" b\" ,\tc\u00a0").values())
        .containsExactly("a", "b", "c");
  }

  @Test
  void keepsEmptyFieldsAtTheEnd() {
    assertThat(new CsvParser(PLAIN, 3).parse("a,,").values()).containsExactly("a", "", "");
    CsvSpec tabs = new CsvSpec(false, "\t", "\"", true, "UTF-8");
    assertThat(new CsvParser(tabs, 3).parse("\t \t").values()).containsExactly("", "", "");
  }

  @Test
  void takesQuotesInsideAFieldForThemselves() {
    assertThat(new CsvParser(PLAIN, 2).parse("5\" pipe,it's").values())
        .containsExactly("5\" pipe", "it's");
  }

  @Test
  void saysWhyARecordIsUnreadable() {
    CsvParser two = new CsvParser(PLAIN, 2);
    assertThat(two.parse("a").problem()).isEqualTo("1 fields instead of 2");
    assertThat(two.parse("a,b,c").problem()).isEqualTo("3 fields instead of 2");
    assertThat(two.parse("\"a\"b,c").problem()).isEqualTo("text after a closing quote");
    assertThat(two.parse("a,\"b").open()).isTrue();
    assertThat(two.parse("a,\"b").problem()).isEqualTo("quote that is never closed");
  }
}
