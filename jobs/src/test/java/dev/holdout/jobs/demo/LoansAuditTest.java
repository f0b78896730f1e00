package dev.holdout.jobs.demo;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.audit.AuditSpec;
import dev.holdout.audit.AuditedColumns;
import dev.holdout.audit.Finding;
import dev.holdout.audit.LeakageAudit;
import dev.holdout.contract.Columns;
import dev.holdout.split.Partitions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoansAuditTest {
  private static final Set<String> NO_FEATURES =
      Set.of("loan_id", LoansTruth.GROUP, "issued_on", "defaulted");

  @TempDir Path folder;

  @Test
  void theAuditFindsWhatWasPlanted() {
    LoansTable.write(TestSession.spark(), folder.toString(), 20_000, 1);
    Dataset<Row> loans = withKeys(LoansCsv.sound(folder.toString())).localCheckpoint();

    List<Finding> careful = audit(loans, Set.of(LoansTruth.LEAK));
    assertThat(careful)
        .extracting(finding -> finding.severity() + " " + finding.code() + " " + finding.columns())
        .contains(
            "INFO label_leak [" + LoansTruth.LEAK + "]",
            "MEDIUM missingness_predicts_label [" + LoansTruth.MISSING + "]",
            "MEDIUM drift_over_time " + LoansTruth.DRIFTING,
            "MEDIUM time_overlap [issued_on]",
            "MEDIUM base_rates_differ [" + LoansTruth.PROTECTED + "]",
            "INFO rare_label [defaulted]");
    assertThat(careful)
        .extracting(Finding::code)
        .contains(
            "group_across_partitions",
            "duplicates_across_partitions",
            "duplicates_across_folds",
            "conflicting_labels");

    assertThat(audit(loans, Set.of()).get(0))
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.HIGH);
              assertThat(finding.code()).isEqualTo("label_leak");
              assertThat(finding.columns()).containsExactly(LoansTruth.LEAK);
              assertThat(finding.title()).contains("AUC of 0.9");
            });
  }

  private static List<Finding> audit(Dataset<Row> loans, Set<String> dropped) {
    Set<String> features = new HashSet<>(LoansTable.COLUMNS);
    features.removeAll(NO_FEATURES);
    features.removeAll(dropped);
    AuditSpec spec =
        new AuditSpec(
            List.of(LoansTruth.GROUP),
            Optional.of("issued_on"),
            List.of(LoansTruth.PROTECTED, "age_group"),
            0.95,
            0.05,
            0.1);
    Partitions partitions = Partitions.of(loans, col("defaulted").equalTo("yes"));
    return new LeakageAudit(spec, new AuditedColumns("defaulted", List.of("loan_id"), features))
        .run(partitions.training(), partitions.plan(), partitions.test());
  }

  /** A key for each line, so that duplicates stay in. */
  private static Dataset<Row> withKeys(Dataset<Row> loans) {
    return loans.withColumn(
        Columns.ROW_KEY,
        concat(
            col("loan_id"),
            lit("#"),
            row_number().over(Window.partitionBy("loan_id").orderBy("defaulted"))));
  }
}
