package dev.holdout.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.audit.AuditLimits;
import dev.holdout.audit.Finding;
import dev.holdout.audit.Finding.Example;
import dev.holdout.audit.Finding.Figure;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FindingWordsTest {
  @Test
  void givesCountsSharesAndNumbersTheirDigits() {
    assertThat(line(new Figure("rows of Test that share", 2_114))).endsWith("share 2,114");
    assertThat(line(new Figure("positive share without", 0.1413))).endsWith("without 14.1\u00a0%");
    assertThat(line(new Figure("chance that a row of Test is later", 1))).endsWith("100\u00a0%");
    assertThat(line(new Figure("AUC of the column alone", 0.99312))).endsWith("alone 0.993");
    assertThat(line(new Figure("AUC of the column alone", 0.99987))).endsWith("alone 0.9999");
    assertThat(line(new Figure("label correlation within groups", -0.0214))).endsWith("−0.021");
  }

  @Test
  void saysWhatALimitMeansAfterWhatWasCounted() {
    assertThat(
            line(new Figure("audit.missingness_gap", 0.05), new Figure("rows without a value", 36)))
        .isEqualTo(
            "rows without a value 36; reported from a difference of 5\u00a0percentage points"
                + " (audit.missingness_gap)");
    assertThat(line(new Figure("audit.copy_purity", 0.995)))
        .isEqualTo("a copy of the label from 99.5\u00a0% (audit.copy_purity)");
    assertThat(line(new Figure("audit.suspect_gap", 0.03)))
        .isEqualTo("a suspect from a gap of 0.03 (audit.suspect_gap)");
    assertThat(line(new Figure("audit.unheard_of", 20))).isEqualTo("limit 20 (audit.unheard_of)");
  }

  @Test
  void knowsEveryLimitOfTheAudit() {
    for (RecordComponent limit : AuditLimits.class.getRecordComponents()) {
      String key = "audit." + limit.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      assertThat(line(new Figure(key, 0.5))).as(key).doesNotStartWith("limit");
    }
  }

  @Test
  void namesTheRowsOfEachSide() {
    assertThat(FindingWords.rows(new Example(List.of("17", "21"), List.of("4"))))
        .isEqualTo("Training 17, 21 with Test 4");
    assertThat(FindingWords.rows(new Example(List.of(), List.of("a\u001b[1m"))))
        .isEqualTo("Test a·[1m");
  }

  private static String line(Figure... figures) {
    return FindingWords.line(
        new Finding(
            "code", Finding.Severity.INFO, List.of(), "", "", "", List.of(figures), List.of()));
  }
}
