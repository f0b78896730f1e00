package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.WindowSpec.Length;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Sliding training windows that are a share of the rows. */
@Execution(ExecutionMode.SAME_THREAD)
final class TrainingWindowTest {
  private static final LabelSpec LABEL = new LabelSpec("label", "yes");

  /** One row at each of the times 0 to 999; four windows validate from 200, 400, 600 and 800 on. */
  @Test
  void haveTheirShareBeforeTheGapAndTheHorizonAndReportWhatIsSetAside() {
    // Trains to 350 at the latest where validation begins at 400: 351 to 399 are set aside.
    SplitReport gap = report(Optional.of("50"), Optional.empty());
    assertThat(rows(gap)).containsExactly(151L, 300L, 300L, 300L);
    assertThat(gap.folds()).extracting(fold -> fold.setAside().orElse(-1)).containsOnly(49L);
    // The label of 350 matures at 400, when validation begins: 350 is set aside as well.
    SplitReport horizon = report(Optional.empty(), Optional.of("50"));
    assertThat(rows(horizon)).containsExactly(150L, 300L, 300L, 300L);
    assertThat(horizon.folds()).extracting(fold -> fold.setAside().orElse(-1)).containsOnly(50L);
    assertThat(horizon.folds().get(1).description())
        .isEqualTo("trains from 50 to before 350, validates from 400 to before 600");
    SplitReport none = report(Optional.empty(), Optional.empty());
    assertThat(rows(none)).containsExactly(200L, 300L, 300L, 300L);
    assertThat(none.folds()).extracting(fold -> fold.setAside().orElse(-1)).containsOnly(0L);
  }

  private static List<Long> rows(SplitReport report) {
    return report.folds().stream().map(fold -> fold.training().rows()).toList();
  }

  private static SplitReport report(Optional<String> gap, Optional<String> horizon) {
    Dataset<Row> rows =
        TestSession.spark()
            .range(1250)
            .withColumn("time", when(col("id").lt(1000), col("id")).otherwise(lit(0)))
            .withColumn("part", when(col("id").lt(1000), "train").otherwise("test"))
            .withColumn(Columns.ROW_KEY, concat(lit("key "), col("id")))
            .withColumn(Columns.SPLIT_UNIT, col(Columns.ROW_KEY))
            .withColumn(
                "label", when(xxhash64(col("id")).mod(2).equalTo(0), "yes").otherwise("no"));
    SplitSpec spec =
        SplitSpec.random(0.2, 4, 1)
            .orderedBy("time")
            .with(TestSpec.prepared("part"))
            .with(
                FoldSpec.of(FoldSpec.Scheme.WALK_FORWARD, 4)
                    .with(
                        new WindowSpec(
                            Optional.of(Length.share(0.3)),
                            Optional.empty(),
                            gap,
                            horizon,
                            Optional.empty())));
    SplitPlan plan = new Splitter(LABEL, spec).plan(rows, 1250);
    return AssignmentCounts.report(
        plan,
        LABEL,
        rows.schema(),
        new TableVersion("splits/x", 0, 1250, "00"),
        Splitter.split(rows, LABEL, plan).assignment());
  }
}
