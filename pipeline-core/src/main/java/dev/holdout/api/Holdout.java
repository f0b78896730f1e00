package dev.holdout.api;

import dev.holdout.config.PipelineFile;
import dev.holdout.contract.Profiler;
import dev.holdout.evaluation.Evaluations;
import dev.holdout.lineage.Build;
import dev.holdout.report.evaluation.EvaluationReport;
import dev.holdout.report.page.EvaluationPage;
import dev.holdout.table.Tables;
import dev.holdout.workflow.AuditRun;
import dev.holdout.workflow.BatchScoring;
import dev.holdout.workflow.RunOutcome;
import dev.holdout.workflow.SplitRun;
import dev.holdout.workflow.StageListener;
import dev.holdout.workflow.TrainingRun;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Holdout in a Spark session that has Delta Lake. Every method does what the command of the same
 * name does, in the same workspace, and is recorded in the same ledger.
 */
public final class Holdout {
  private final SparkSession spark;
  private final StageListener listener;

  private Holdout(SparkSession spark, StageListener listener) {
    this.spark = spark;
    this.listener = listener;
  }

  /** In a session, without a word on progress. */
  public static Holdout on(SparkSession spark) {
    return new Holdout(spark, StageListener.SILENT);
  }

  /** The same, whose stages are reported. */
  public Holdout with(StageListener other) {
    return new Holdout(spark, other);
  }

  /**
   * Trains: ingest, split, audit, cross-validation, fit, evaluation on Test, gate and report.
   *
   * @throws dev.holdout.error.HoldoutException with a code and a sentence, as all methods here
   */
  public RunOutcome train(Pipeline pipeline) {
    PipelineFile file = pipeline.file();
    return new TrainingRun(spark, listener).run(file.spec(), "run", file.effective());
  }

  /** Goes as far as the split. */
  public SplitRun.SplitOutcome split(Pipeline pipeline) {
    PipelineFile file = pipeline.file();
    return new SplitRun(spark, listener).run(file.spec(), file.effective());
  }

  /** Goes as far as the audit. */
  public AuditRun.AuditOutcome audit(Pipeline pipeline) {
    PipelineFile file = pipeline.file();
    return new AuditRun(spark, listener).run(file.spec(), file.effective());
  }

  /**
   * Scores a table with the champion.
   *
   * @param input file, folder or pattern; or the catalog table, where the pipeline's source is one
   * @return one row for each row read: {@code _row_key}, key columns and prediction; lazily
   */
  public Dataset<Row> score(Pipeline pipeline, String input) {
    PipelineFile file = pipeline.file();
    BatchScoring.Scoring scoring =
        new BatchScoring(spark, listener)
            .score(
                file.spec(),
                BatchScoring.source(file.spec(), input, new Profiler(spark)),
                file.effective());
    Tables tables = new Tables(spark, file.spec().workspace(), file.spec().retentionDays());
    return BatchScoring.scores(tables, scoring);
  }

  /** Evaluates the predictions of any model. */
  public EvaluationReport evaluate(Dataset<Row> predictions, Evaluate what) {
    Dataset<Row> rows = what.rows(predictions);
    return new EvaluationReport(
        "a table",
        Instant.now(),
        Build.current(),
        what.columns(),
        Evaluations.evaluate(rows, what.plan(rows)));
  }

  /** An evaluation as one HTML page that needs nothing but itself. */
  public static String page(EvaluationReport report) {
    return EvaluationPage.html(report);
  }
}
