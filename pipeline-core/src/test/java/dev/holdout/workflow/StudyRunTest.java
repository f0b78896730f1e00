package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.lineage.StageRecord;
import dev.holdout.report.Report;
import dev.holdout.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run that compares strategies of rebalancing. */
final class StudyRunTest {
  @TempDir Path folder;

  @Test
  void comparesStrategiesOnceAndFitsOnlyWhatIsNew() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), rows());
    RunOutcome first = run("[none, undersample, oversample]");
    assertThat(first.stages())
        .extracting(StageRecord::stage)
        .containsSubsequence(
            "logistic_regression",
            "decide",
            "study_undersample",
            "study_oversample",
            "study",
            "fit")
        .doesNotContain("study_none");
    Study study = first.report().study().orElseThrow();
    assertThat(study.reference()).contains("none");
    assertThat(study.strategies())
        .extracting(one -> one.fit().ofSearch())
        .containsExactly(true, false, false);
    assertThat(study.strategies()).allMatch(one -> one.failure().isEmpty());
    assertThat(study.answer()).contains("once scores are calibrated and the threshold is chosen");
    assertThat(
            SmallPipeline.tables(spec("[none]"))
                .readLatest("predictions/t_out_of_fold/study/undersample"))
        .isPresent();
    assertThat(Report.read(Report.json(first.report()))).isEqualTo(first.report());

    RunOutcome second = run("[none, undersample, {undersample: {ratio: 0.5}}]");
    assertThat(second.stages().stream().filter(stage -> !stage.reused()).map(StageRecord::stage))
        .contains("study_undersample_ratio_0_5", "study")
        .doesNotContain("logistic_regression", "study_undersample", "fit");
  }

  private RunOutcome run(String compare) {
    PipelineSpec spec = spec(compare);
    return SmallPipeline.run(spec, "name: t # " + compare);
  }

  private PipelineSpec spec(String compare) {
    return SmallPipeline.spec(
        folder.resolve("ws"),
        folder.resolve("rows.csv").toString(),
        """
        split: {folds: 3, test: 0.3}
        rebalance: {compare: %s}
        evaluation: {segments: [colour], draws: 100}
        """
            .formatted(compare));
  }

  /** One row in five is positive. */
  private static String rows() {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("id,x,colour,y\n");
    for (String colour : List.of("red", "blue")) {
      for (int row = 0; row < 200; row++) {
        double x = 4 * random.nextDouble() - 2;
        boolean positive = random.nextDouble() < 1 / (1 + Math.exp(2 - 2 * x));
        csv.append(colour).append(row).append(',').append(x).append(',').append(colour);
        csv.append(',').append(positive ? "a" : "b").append('\n');
      }
    }
    return csv.toString();
  }
}
