package dev.holdout.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.lineage.TableVersion;
import dev.holdout.split.FoldSpec;
import dev.holdout.split.FoldSpec.Scheme;
import dev.holdout.split.SplitReport;
import dev.holdout.split.SplitSpec;
import dev.holdout.split.TestSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SplitWordsTest {
  private static final SplitSpec RANDOM = SplitSpec.random(0.2, 5, 1);

  /** Two standard deviations: 2·√(0.2·0.8/2,500) = 1.6 %, 2·√(0.2·0.8/40,000) = 0.4 %. */
  @Test
  void tellsTheShareOfEachClassBesideWhatChanceGives() {
    assertThat(SplitWords.deviation(report(RANDOM)).replace('\u00a0', ' ').replace('\u202f', ' '))
        .isEqualTo(
            "Of the positive rows 21.0 % (a draw of 2,500 gives 20.0 % ± 1.6 %) are in Test, of the"
                + " others 20.0 % (a draw of 40,000 gives 20.0 % ± 0.40 %).");
    assertThat(SplitWords.deviation(report(RANDOM.with(TestSpec.exact(0.2))))).isEmpty();
    assertThat(
            SplitWords.deviation(
                report(RANDOM.groupedBy("who").with(FoldSpec.of(Scheme.GROUP, 3)))))
        .endsWith(
            "whole groups are drawn, so that shares vary more than rows drawn one by one would.");
  }

  @Test
  void everySchemeHasItsSentence() {
    for (Scheme scheme : Scheme.values()) {
      SplitSpec spec = RANDOM.groupedBy("who").orderedBy("day").with(FoldSpec.of(scheme, 5));
      assertThat(SplitWords.folds(spec)).as(scheme.name()).endsWith(".");
    }
    assertThat(SplitWords.test(RANDOM.orderedBy("day").with(TestSpec.from("2024-06-01"))))
        .isEqualTo("Test is the latest rows by day, from 2024-06-01 on.");
  }

  private static SplitReport report(SplitSpec spec) {
    return new SplitReport(
        new TableVersion("splits/x", "/x", 0, 1, "00"),
        spec,
        33_975,
        8_525,
        0,
        1_975,
        525,
        List.of(),
        Optional.empty());
  }
}
