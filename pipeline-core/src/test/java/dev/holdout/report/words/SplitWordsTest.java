package dev.holdout.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.lineage.TableVersion;
import dev.holdout.split.FoldSpec;
import dev.holdout.split.FoldSpec.Scheme;
import dev.holdout.split.RepeatedRows;
import dev.holdout.split.RepeatedRowsDecision;
import dev.holdout.split.RepeatedRowsDecision.Reason;
import dev.holdout.split.SplitReport;
import dev.holdout.split.SplitReport.ClassRows;
import dev.holdout.split.SplitSpec;
import dev.holdout.split.TestSpec;
import dev.holdout.split.WindowSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
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
  void sayTheShareOfTestBesideTheOneAskedForAndWhyItDiffers() {
    assertThat(plain(SplitWords.share(report(RANDOM))))
        .isEqualTo("Test has 20.1 % of the rows; 20.0 % were asked for.");
    SplitSpec grouped =
        SplitSpec.random(0.3, 5, 1).groupedBy("who").with(FoldSpec.of(Scheme.GROUP, 3));
    assertThat(plain(SplitWords.share(report(grouped))))
        .isEqualTo(
            "Test has 20.1 % of the rows; 30.0 % were asked for: the share is drawn of the groups"
                + " of who, not of the rows: where groups are few or of unlike size it varies more."
                + " `split.exact: true` comes closer.");
    assertThat(SplitWords.share(report(RANDOM.orderedBy("day").with(TestSpec.from("2024-06-01")))))
        .isEmpty();
  }

  @Test
  void nameTheClassThatIsMissingAndWhere() {
    SplitReport.Part both = new SplitReport.Part(100, 40, List.of());
    SplitReport.Part none = new SplitReport.Part(50, 0, List.of());
    List<SplitReport.FoldCount> folds =
        List.of(
            new SplitReport.FoldCount(0, "", both, none),
            new SplitReport.FoldCount(1, "", both, none));
    assertThat(SplitWords.missing(report(RANDOM, folds, null)))
        .isEqualTo("Folds 0, 1 validate on no row of the positive class.");
    assertThat(SplitWords.missing(report(RANDOM))).isEmpty();
    assertThat(
            SplitWords.missing(
                report(
                    RANDOM,
                    List.of(),
                    null,
                    List.of(new ClassRows("9", 4, 1, List.of(2), List.of(0, 3))))))
        .isEqualTo(
            "Fold 2 trains on no row of the class 9. Folds 0, 3 validate on no row of the class"
                + " 9.");
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

  @Test
  void sayHowRepeatedRowsWerePlacedAndWhy() {
    assertThat(words(RepeatedRows.TOGETHER, Reason.SMALL_SETS, 391, 9))
        .isEqualTo(
            "Rows that are equal in every column stay together: 391 of 4,601 rows equal another,"
                + " and the largest set of them holds 9 (0.20 %).");
    assertThat(words(RepeatedRows.SPREAD, Reason.LARGE_SET, 4_601, 460))
        .startsWith("Rows that are equal in every column are spread by their occurrence: 4,601 of")
        .endsWith("holds 460 (10.0 %).");
    assertThat(words(RepeatedRows.SPREAD, Reason.SHARES_MISSED, 4_601, 40))
        .contains("occurrence, since together they would miss the shares asked for: 4,601");
    assertThat(words(RepeatedRows.TOGETHER, Reason.CONFIGURED, 2, 2))
        .contains("stay together, as `split.repeated_rows` says: 2 of");
    assertThat(words(RepeatedRows.TOGETHER, Reason.AS_BEFORE, 2, 2))
        .contains("as in the table's last version, so that none moves between Training and Test");
    assertThat(words(RepeatedRows.TOGETHER, Reason.NO_REPEATS, 0, 1)).isEmpty();
    assertThat(SplitWords.repeatedRows(report(RANDOM))).isEmpty();
  }

  private static String words(RepeatedRows chosen, Reason reason, long repeated, long largest) {
    return plain(
        SplitWords.repeatedRows(
            report(
                RANDOM,
                List.of(),
                new RepeatedRowsDecision(chosen, reason, 4_601, repeated, largest))));
  }

  @Test
  void sayWhichFoldsTrainOnFewerRowsThanAskedFor() {
    SplitSpec spec =
        RANDOM
            .orderedBy("day")
            .with(
                FoldSpec.of(Scheme.WALK_FORWARD, 2)
                    .with(
                        new WindowSpec(
                            Optional.of(WindowSpec.Length.share(0.2)),
                            Optional.empty(),
                            Optional.of("P1D"),
                            Optional.empty(),
                            Optional.empty())));
    // 20 % of 33,975 are 6,795.
    SplitReport.FoldCount few = fold(0, 3_400, 50);
    SplitReport.FoldCount enough = fold(1, 6_795, 0);
    assertThat(plain(SplitWords.shortTraining(report(spec, List.of(few, enough), null))))
        .isEqualTo(
            "Of the 6,795 rows asked for (20.0 % of Training), fewer train in fold 0 (10.0 %): no"
                + " more lie before.");
    assertThat(SplitWords.shortTraining(report(spec, List.of(enough), null))).isEmpty();
    assertThat(SplitWords.shortTraining(report(RANDOM, List.of(few), null))).isEmpty();
    assertThat(plain(SplitWords.setAside(few))).isEqualTo("50 rows set aside between");
    assertThat(SplitWords.setAside(enough)).isEmpty();
  }

  private static SplitReport.FoldCount fold(int fold, long trains, long setAside) {
    return new SplitReport.FoldCount(
        fold,
        "",
        new SplitReport.Part(trains, 1, List.of()),
        new SplitReport.Part(10, 1, List.of()),
        OptionalLong.of(setAside));
  }

  private static String plain(String text) {
    return text.replace('\u00a0', ' ').replace('\u202f', ' ');
  }

  private static SplitReport report(
      SplitSpec spec, List<SplitReport.FoldCount> folds, @Nullable RepeatedRowsDecision repeated) {
    return report(spec, folds, repeated, List.of());
  }

  private static SplitReport report(
      SplitSpec spec,
      List<SplitReport.FoldCount> folds,
      @Nullable RepeatedRowsDecision repeated,
      List<ClassRows> classes) {
    return new SplitReport(
        new TableVersion("splits/x", 0, 1, "00"),
        spec,
        33_975,
        8_525,
        0,
        1_975,
        525,
        folds,
        Optional.empty(),
        classes,
        Optional.empty(),
        Optional.ofNullable(repeated));
  }

  private static SplitReport report(SplitSpec spec) {
    return new SplitReport(
        new TableVersion("splits/x", 0, 1, "00"),
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
