package dev.holdout.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void readsYamlAndJson() {
    Settings yaml =
        Settings.of("roles:\n  protected: [sex, race]\nevaluation:\n  confidence: 0.9\n");
    Settings json =
        Settings.of(
            "{\"evaluation\": {\"confidence\": 0.9, \"protectedAttributes\": [\"sex\", \"race\"]}}");

    assertThat(yaml).isEqualTo(json);
    assertThat(yaml.protectedAttributes()).containsExactly("sex", "race");
    assertThat(yaml.interval()).isEqualTo("90\u00a0% interval");
  }

  @Test
  void leavesUnsaidWhatIsNotThere() {
    assertThat(Settings.of("").interval()).isEqualTo("interval");
    assertThat(Settings.of("evaluation: [1]").interval()).isEqualTo("interval");
    assertThat(Settings.of("a: b: c").protectedAttributes()).isEmpty();
  }

  @Test
  void keepsTheDigitsOfALevel() {
    assertThat(Settings.of("evaluation: {confidence: 0.999}").interval())
        .isEqualTo("99.9\u00a0% interval");
    assertThat(Settings.of("evaluation: {confidence: 0.95}").interval())
        .isEqualTo("95\u00a0% interval");
  }
}
