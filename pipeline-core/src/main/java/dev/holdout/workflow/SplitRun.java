package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Ingestion;
import dev.holdout.split.Assignment;
import dev.holdout.split.SplitPlan;
import dev.holdout.split.SplitReport;
import dev.holdout.table.Export;
import dev.holdout.table.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A run that goes as far as the split: a labelled table in, the place of every row out. Nothing is
 * learned; a training run of the same pipeline uses the stages again.
 */
public final class SplitRun {
  private static final String FOLD = "fold_";

  private final SparkSession spark;
  private final StageListener listener;

  private final Duration patience;

  /** A run that does not wait for others. */
  public SplitRun(SparkSession spark, StageListener listener) {
    this(spark, listener, Duration.ZERO);
  }

  /**
   * A run.
   *
   * @param patience how long to wait for another run of the pipeline
   */
  public SplitRun(SparkSession spark, StageListener listener, Duration patience) {
    this.spark = spark;
    this.listener = listener;
    this.patience = patience;
  }

  /**
   * How the rows were divided.
   *
   * @param run the run's id
   * @param data what was ingested
   * @param split how it was divided, and where that is stored
   * @param plan the places as functions of the row
   */
  public record SplitOutcome(String run, Ingestion data, SplitReport split, SplitPlan plan) {}

  /**
   * Ingests and splits.
   *
   * @param configuration the effective configuration as text, secrets masked; stored with the run
   */
  public SplitOutcome run(PipelineSpec spec, String configuration) {
    return new RecordedRun(spark, listener, spec, "split", configuration, patience)
        .of(
            (context, start) -> {
              Preparation.Divided divided = new Preparation(context).divide();
              SplitReport report = divided.planned().report();
              return new RecordedRun.Done<>(
                  new SplitOutcome(context.run(), divided.data(), report, divided.planned().plan()),
                  "Divided: "
                      + report.training()
                      + " rows in Training, "
                      + report.test()
                      + " in Test",
                  Optional.empty(),
                  context.stages().allReused());
            });
  }

  /**
   * Writes the assignment for others to use: {@code row_key}, {@code partition}, {@code block},
   * {@code label}, and for each fold {@code fold_0}, … with {@code training}, {@code validation} or
   * {@code none}.
   *
   * @param export where to
   */
  public void export(PipelineSpec spec, SplitOutcome outcome, Export export) {
    Tables tables = new Tables(spark, spec.workspace(), spec.retentionDays());
    Dataset<Row> roles =
        Assignment.withFoldRoles(tables.read(outcome.split().assignment()), outcome.plan().folds());
    List<Column> kept = new ArrayList<>();
    for (String column : roles.columns()) {
      if (!column.equals(Assignment.TIME) && !column.equals(Assignment.UNIT)) {
        kept.add(col(column).as(column.startsWith(FOLD) ? column : column.replaceFirst("^_", "")));
      }
    }
    export.write(roles.select(kept.toArray(Column[]::new)));
  }
}
