package dev.holdout.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WideTextTest {
  @ParameterizedTest
  @CsvSource({
    "UTF-16, UTF-16",
    "UTF-16LE, UTF-16",
    "UTF-16BE, UTF-16",
    "x-UTF-16LE-BOM, UTF-16",
    "UTF-32BE, UTF-32",
    "UTF-32LE, UTF-32",
    "X-UTF-32LE-BOM, UTF-32",
    "X-UTF-32BE-BOM, UTF-32"
  })
  void isRecognisedByItsFirstBytes(String charset, String encoding) {
    assertThat(WideText.encoding("id,y\n".getBytes(Charset.forName(charset)))).contains(encoding);
  }

  @Test
  void otherTextIsNot() {
    for (String text : new String[] {"", "a", "id,y\n", "\ufeffid", "Größe", "数字,y"}) {
      assertThat(WideText.encoding(text.getBytes(UTF_8))).as(text).isEmpty();
    }
    assertThat(WideText.encoding("ÿþ".getBytes(UTF_8))).isEmpty();
  }
}
