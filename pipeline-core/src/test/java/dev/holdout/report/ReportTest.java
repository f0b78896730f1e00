package dev.holdout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.error.HoldoutException;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void jsonHoldsTheWholeReport() {
    for (RunReport report :
        new RunReport[] {SampleRun.report(), SampleRun.refused(), ExtremeRuns.hostile()}) {
      assertThat(Report.read(Report.json(report))).isEqualTo(report);
    }
  }

  @Test
  void jsonIsTheSameAfterReadingItBack() {
    String json = Report.json(SampleRun.refused());

    assertThat(Report.json(Report.read(json))).isEqualTo(json);
  }

  @Test
  void pageAndCardCanBeMadeAgainFromJson() {
    RunReport report = SampleRun.refused();
    RunReport read = Report.read(Report.json(report));

    assertThat(Report.html(read)).isEqualTo(Report.html(report));
    assertThat(Report.modelCard(read)).isEqualTo(Report.modelCard(report));
  }

  @Test
  void refusesWhatIsNoReport() {
    assertThatThrownBy(() -> Report.read("[]"))
        .isInstanceOf(HoldoutException.class)
        .hasMessageStartingWith("[CORRUPT_STATE] Cannot read a stored RunReport");
  }
}
