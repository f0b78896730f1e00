package dev.holdout.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void writes() throws Exception {
    Files.writeString(Path.of("target/sample.html"), Report.html(SampleRun.report()));
    Files.writeString(Path.of("target/refused.html"), Report.html(SampleRun.refused()));
    Files.writeString(Path.of("target/sample.md"), Report.modelCard(SampleRun.report()));
    Files.writeString(
        Path.of("target/sample.txt"), Summary.of(SampleRun.report(), "reports/1/index.html"));
    Files.writeString(
        Path.of("target/refused.txt"), Summary.of(SampleRun.refused(), "reports/1/index.html"));
    assertThat(Report.read(Report.json(SampleRun.report()))).isEqualTo(SampleRun.report());
  }
}
