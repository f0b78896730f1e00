package dev.holdout.audit;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.split.Partitions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What is known of public tables; HOLDOUT_DATA is the folder that holds them. */
@EnabledIfEnvironmentVariable(named = "HOLDOUT_DATA", matches = ".+")
final class RealTablesTest {
  @Test
  void pointsAtTheDurationOfTheCallInBankMarketing() {
    for (String file : List.of("bank-full", "bank-additional-full")) {
      Dataset<Row> rows = csv("bank-marketing/" + file + ".csv.gz", ";");
      List<Finding> findings = audit(rows, "y", "yes", List.of());
      assertThat(findings)
          .filteredOn(finding -> finding.code().equals("strongest_column"))
          .singleElement()
          .satisfies(finding -> assertThat(finding.columns()).containsExactly("duration"))
          .satisfies(finding -> assertThat(finding.title()).contains("AUC of 0.8"));
    }
  }

  @Test
  void findsPatientsOnBothSidesInDiabetes() {
    Dataset<Row> rows = csv("diabetes130/diabetic_data.csv.gz", ",");
    List<Finding> findings = audit(rows, "readmitted", "<30", List.of("patient_nbr"));
    // 16,773 of 71,518 patients have several encounters.
    assertThat(findings)
        .filteredOn(finding -> finding.code().equals("group_across_partitions"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.HIGH));
  }

  private static List<Finding> audit(
      Dataset<Row> rows, String label, String positive, List<String> group) {
    AuditSpec spec = new AuditSpec(group, Optional.empty(), List.of(), 0.95, 0.05, 0.1);
    Set<String> features = new HashSet<>(Arrays.asList(rows.columns()));
    features.removeAll(group);
    features.remove(label);
    Partitions partitions =
        Partitions.of(
            rows.withColumn(Columns.ROW_KEY, functions.monotonically_increasing_id().cast("string"))
                .localCheckpoint(),
            col(label).equalTo(positive));
    return new LeakageAudit(spec, new AuditedColumns(label, List.of(), features))
        .run(partitions.training(), partitions.plan(), partitions.test());
  }

  private static Dataset<Row> csv(String file, String separator) {
    return TestSession.spark()
        .read()
        .option("header", "true")
        .option("sep", separator)
        .option("inferSchema", "true")
        .csv(System.getenv("HOLDOUT_DATA") + "/" + file);
  }
}
