package dev.holdout.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.report.evaluation.EvaluationJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationJsonTest {
  private final JsonNode json = EvaluationJson.of(SampleEvaluationReport.binary());

  @Test
  void hasTheShapeThatIsDocumented() {
    assertThat(json.at("/task").asText()).isEqualTo("binary");
    assertThat(json.at("/rows").asLong()).isEqualTo(10_012);
    assertThat(json.at("/overall/rows").asLong()).isEqualTo(10_012);
    assertThat(json.at("/overall/positives").asLong()).isEqualTo(803);
    JsonNode auc = json.at("/overall/metrics/roc_auc");
    assertThat(names(auc)).containsExactly("value", "lower", "upper", "method");
    assertThat(auc.get("value").doubleValue()).isEqualTo(0.842);
    assertThat(auc.get("method").asText()).isEqualTo("delong");
    JsonNode south = json.at("/segments/3");
    assertThat(names(south))
        .containsExactly("segment", "rows", "positives", "metrics", "gap", "verdict", "story");
    assertThat(south.at("/segment/region").asText()).isEqualTo("South");
    assertThat(names(south.at("/gap/roc_auc")))
        .contains("value", "lower", "upper", "ratio", "p_adjusted", "verdict");
    assertThat(south.at("/gap/roc_auc/verdict").asText()).isEqualTo("worse");
    assertThat(south.at("/gap/roc_auc/p_adjusted").doubleValue()).isEqualTo(0.0004);
    assertThat(names(json.at("/fairness/0")))
        .contains("metric", "attributes", "value", "lower", "upper", "groups");
    assertThat(json.at("/fairness/0/groups/0/group/gender").asText()).isEqualTo("female");
    assertThat(json.at("/fairness/4/undefined").asText()).isNotEmpty();
    assertThat(json.at("/fairness/3/verdict").asText()).isEqualTo("within noise");
    assertThat(json.at("/fairness/3/p_adjusted").doubleValue()).isEqualTo(0.4);
    assertThat(json.at("/comparison/overall/metrics/roc_auc/p_adjusted").doubleValue())
        .isEqualTo(0.003);
    assertThat(json.at("/comparison/overall/decisions/only_score").asLong()).isEqualTo(231);
    assertThat(json.at("/slices/slices/1/verdict").asText()).isEqualTo("not confirmed");
  }

  @Test
  void aNullSegmentValueIsNullAndWhatIsUndefinedSaysWhy() {
    JsonNode missing = json.at("/segments/4/segment");
    assertThat(missing.has("region")).isTrue();
    assertThat(missing.get("region").isNull()).isTrue();
    assertThat(json.at("/segments/11/metrics/roc_auc").toString())
        .isEqualTo("{\"undefined\":\"no positives in the segment\"}");
    assertThat(json.at("/segments/5/gap").isEmpty()).isTrue();
    assertThat(json.at("/segments/5/verdict").asText()).isEqualTo("too few rows to judge");
  }

  @Test
  void noNumberIsNotANumber() {
    assertThat(json.toString()).doesNotContain("NaN", "Infinity");
    assertThat(EvaluationJson.of(SampleEvaluationReport.numbers()).toString())
        .doesNotContain("NaN", "Infinity", "positives");
  }

  @Test
  void otherTasksTellWhatTheyHave() {
    JsonNode classes = EvaluationJson.of(SampleEvaluationReport.classes());
    assertThat(classes.at("/classes/labels/1").asText()).isEqualTo("<30");
    assertThat(classes.at("/classes/confusion/1/2").asLong()).isEqualTo(319);
    JsonNode numbers = EvaluationJson.of(SampleEvaluationReport.numbers());
    assertThat(numbers.at("/numbers/residuals/4/value").doubleValue()).isEqualTo(2_000);
    assertThat(numbers.has("threshold")).isFalse();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
