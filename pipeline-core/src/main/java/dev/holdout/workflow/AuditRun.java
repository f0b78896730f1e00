package dev.holdout.workflow;

import dev.holdout.audit.AuditSpec;
import dev.holdout.audit.Finding;
import dev.holdout.contract.Ingestion;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.SplitReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A run that goes as far as the audit: a labelled table in, what would make its figures lie out. No
 * model is fitted and Test stays sealed; a training run of the same pipeline uses the stages again.
 */
public final class AuditRun {
  private final SparkSession spark;
  private final StageListener listener;

  private final Duration patience;

  /** A run that does not wait for others. */
  public AuditRun(SparkSession spark, StageListener listener) {
    this(spark, listener, Duration.ZERO);
  }

  /**
   * A run.
   *
   * @param patience how long to wait for another run of the pipeline
   */
  public AuditRun(SparkSession spark, StageListener listener, Duration patience) {
    this.spark = spark;
    this.listener = listener;
    this.patience = patience;
  }

  /**
   * What the audit found.
   *
   * @param run the run's id
   * @param data what was ingested
   * @param table what was audited: the dataset, or the windows that were made of it
   * @param split how it was divided
   * @param audit roles and limits
   * @param findings gravest first
   */
  public record AuditOutcome(
      String run,
      Ingestion data,
      TableVersion table,
      SplitReport split,
      AuditSpec audit,
      List<Finding> findings) {
    public AuditOutcome {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Ingests, splits and audits.
   *
   * @param configuration the effective configuration as text, secrets masked; stored with the run
   */
  public AuditOutcome run(PipelineSpec spec, String configuration) {
    return new RecordedRun(spark, listener, spec, "audit", configuration, patience)
        .of(
            (context, start) -> {
              Preparation preparation = new Preparation(context);
              Preparation.Divided divided = preparation.divide();
              List<Finding> findings = preparation.audit(divided);
              return new RecordedRun.Done<>(
                  new AuditOutcome(
                      context.run(),
                      divided.data(),
                      divided.table(),
                      divided.planned().report(),
                      spec.audit(),
                      findings),
                  sentence(findings),
                  Optional.empty(),
                  context.stages().allReused());
            });
  }

  private static String sentence(List<Finding> findings) {
    long high = findings.stream().filter(each -> each.severity() == Finding.Severity.HIGH).count();
    return "Audited: " + findings.size() + " findings, " + high + " of them high";
  }
}
