package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.decide.CalibratorKind;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibratorSettingsTest {
  @Test
  void everyKindCanBeAskedFor() {
    for (CalibratorKind kind : CalibratorKind.values()) {
      assertThat(calibrator(kind.name().toLowerCase(Locale.ROOT))).isEqualTo(kind);
    }
  }

  @Test
  void anotherOneIsRefusedWithThoseThatAreKnown() {
    assertThatThrownBy(() -> calibrator("logistic"))
        .hasMessageContaining("decision.calibrator")
        .hasMessageContaining("logistic")
        .hasMessageContaining("temperature")
        .hasMessageContaining("auto");
  }

  private static CalibratorKind calibrator(String name) {
    String pipeline =
        """
        name: t
        source: {format: csv, files: [rows.csv]}
        columns:
          x: number
          y: {type: string, required: true, allowed: [a, b]}
        label: {column: y, positive: a}
        decision: {calibrator: %s}
        """
            .formatted(name);
    return PipelineFile.parse(pipeline, "t.yaml", Map.of(), variable -> null)
        .spec()
        .decision()
        .calibrator();
  }
}
