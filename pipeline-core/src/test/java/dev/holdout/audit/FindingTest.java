package dev.holdout.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.audit.Finding.Severity;
import dev.holdout.lineage.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FindingTest {
  private static final Finding PLAIN =
      new Finding("rare_label", Severity.INFO, List.of("late"), "Few.", "Little.", "Look.");

  @Test
  void isReadBackWithItsEvidence() {
    Finding finding =
        PLAIN
            .with(new Finding.Figure("rows", 3), new Finding.Figure("audit.leak_auc", 0.95))
            .with(List.of(new Finding.Example(List.of("a", "b"), List.of())));
    assertThat(Json.read(Json.canonical(finding), Finding.class)).isEqualTo(finding);
  }

  @Test
  void isReadWithoutEvidence() {
    assertThat(
            Json.read(
                """
                {"code": "rare_label", "severity": "INFO", "columns": ["late"],
                 "title": "Few.", "reason": "Little.", "remedy": "Look."}
                """,
                Finding.class))
        .isEqualTo(PLAIN);
  }
}
