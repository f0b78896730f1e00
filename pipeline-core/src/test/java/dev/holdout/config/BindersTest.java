package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdout.lineage.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema does not know is nothing by default. */
final class BindersTest {
  @ParameterizedTest
  @ValueSource(strings = {"{f1: 1}", "{best: accuracy}", "{youden: 1}"})
  void aThresholdRuleThatIsNotKnownIsNone(String rule) {
    JsonNode decision =
        json(
            "{\"calibrator\": \"none\", \"threshold\": "
                + rule.replaceAll("(\\w*[a-z]\\w*)", "\"$1\"")
                + "}");
    assertThatThrownBy(() -> DecisionBinder.bind(decision))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no threshold rule");
  }

  @Test
  void aLimitThatIsMissingIsNotZero() {
    assertThatThrownBy(() -> AuditBinder.bind(json("{}"), json("{}"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    ObjectNode split = (ObjectNode) json("{\"test_scheme\": \"random\", \"seed\": 1}");
    assertThatThrownBy(() -> SplitBinder.bind(split, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("test");
  }

  private static JsonNode json(String text) {
    return Json.read(text, JsonNode.class);
  }
}
