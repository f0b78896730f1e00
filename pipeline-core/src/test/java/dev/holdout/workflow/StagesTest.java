package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.StageRecord;
import dev.holdout.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StagesTest {
  @TempDir Path workspace;
  private final List<String> worked = new ArrayList<>();

  private boolean there = true;

  record Result(double figure) {}

  @Test
  void aFinishedStageIsNotRepeatedByTheNextRun() {
    assertThat(stage(stages(), 1, "d@1")).isEqualTo(new Result(0.1));
    Stages again = stages();
    assertThat(stage(again, 1, "d@1")).isEqualTo(new Result(0.1));
    assertThat(worked).hasSize(1);
    assertThat(again.allReused()).isTrue();
    assertThat(again.records()).extracting(StageRecord::reused).containsExactly(true);
  }

  @Test
  void aStageIsRepeatedWhenItsConfigurationOrInputsChange() {
    stage(stages(), 1, "d@1");
    stage(stages(), 2, "d@1");
    stage(stages(), 1, "d@2");
    assertThat(worked).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void aStageIsRepeatedWhenWhatItMadeIsGoneOrItsResultCannotBeRead() throws IOException {
    stage(stages(), 1, "d@1");
    there = false;
    assertThat(stage(stages(), 1, "d@1")).isEqualTo(new Result(0.1));
    assertThat(worked).hasSize(2);
    there = true;
    assertThat(stage(stages(), 1, "d@1")).isEqualTo(new Result(0.1));
    assertThat(worked).hasSize(2);
    Path kept = workspace.resolve("runs/stages/" + worked.get(0) + ".json");
    String whole = Files.readString(kept);
    for (String damaged :
        List.of(
            "",
            whole.substring(0, whole.length() / 2),
            "\0\1\2",
            "[]",
            "{}",
            "null",
            whole.replace("0.1", "no number"))) {
      Files.writeString(kept, damaged);
      assertThat(stage(stages(), 1, "d@1")).as("kept: %s", damaged).isEqualTo(new Result(0.1));
    }
    assertThat(worked).hasSize(9);
  }

  @Test
  void aFailedStageLeavesNoResultAndIsNamed() {
    Stages stages = stages();
    assertThatThrownBy(
            () ->
                stages.stage(
                    "split",
                    Map.of(),
                    List.of(),
                    Result.class,
                    result -> List.of(),
                    key -> {
                      throw new HoldoutException(ErrorCode.DATA_CONTRACT, "Cannot split: why.");
                    }))
        .isInstanceOf(HoldoutException.class);
    RuntimeException named =
        stages.failed(new HoldoutException(ErrorCode.DATA_CONTRACT, "Cannot split: why."));
    assertThat(named).hasMessage("[DATA_CONTRACT] Cannot split: why. (stage: split)");
    assertThat(stages.records()).isEmpty();
    assertThat(stages.failed(new IllegalStateException("boom")))
        .hasMessage("[INTERNAL] Stage split failed: IllegalStateException: boom.");
  }

  private Stages stages() {
    return new Stages(
        new Tables(TestSession.spark(), workspace.toString(), 365), "p", StageListener.SILENT);
  }

  private Result stage(Stages stages, int setting, String input) {
    return stages.stage(
        "s",
        Map.of("setting", setting),
        List.of(Stages.Input.of(input)),
        Result.class,
        result -> List.of(Output.of("o@1", tables -> there)),
        key -> {
          worked.add(key);
          return new Result(setting / 10.0);
        });
  }
}
