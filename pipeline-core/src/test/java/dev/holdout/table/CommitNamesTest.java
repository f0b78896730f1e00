package dev.holdout.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"fa-IR", "ar-EG", "mr-IN", "ne-NP", "de-DE-u-nu-arab", "th-TH-u-nu-thai"})
  void refusesALocaleWithDigitsOfItsOwn(String tag) {
    assertThatThrownBy(() -> CommitNames.check(Locale.forLanguageTag(tag)))
        .isInstanceOfSatisfying(
            HoldoutException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining("in the locale " + tag)
        .hasMessageContaining("Locale.setDefault(Locale.ROOT)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "en-US", "de-CH", "tr-TR", "zh-CN", "hi-IN", "th-TH"})
  void acceptsEveryOther(String tag) {
    assertThatCode(() -> CommitNames.check(Locale.forLanguageTag(tag))).doesNotThrowAnyException();
  }
}
