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
import org.apache.spark.sql.Column;
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
      Dataset<Row> rows = keyed(csv("bank-marketing/" + file + ".csv.gz", ";"));
      List<Finding> findings =
          audit(rows, "y", spec(List.of(), Optional.empty()), col("y").equalTo("yes"));
      assertThat(findings).extracting(Finding::code).doesNotContain("partitions_differ");
      assertThat(findings.get(0).columns()).as("leading suspect").containsExactly("duration");
      assertThat(findings)
          .filteredOn(finding -> finding.code().equals("strongest_column"))
          .singleElement()
          .satisfies(finding -> assertThat(finding.columns()).containsExactly("duration"))
          .satisfies(finding -> assertThat(finding.title()).contains("AUC of 0.8"))
          .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.MEDIUM))
          .satisfies(finding -> assertThat(finding.figures().get(1).value()).isGreaterThan(0.03));
    }
  }

  @Test
  void findsPatientsOnBothSidesInDiabetesUnlessTheyAreNotDivided() {
    Dataset<Row> rows = keyed(csv("diabetes130/diabetic_data.csv.gz", ","));
    Column positive = col("readmitted").equalTo("<30");
    AuditSpec spec = spec(List.of("patient_nbr"), Optional.empty());
    // 16,773 of 71,518 patients have several encounters.
    List<Finding> byRow = audit(rows, "readmitted", spec, Partitions.of(rows, positive));
    assertThat(byRow)
        .filteredOn(finding -> finding.code().equals("group_across_partitions"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.HIGH);
              assertThat(finding.remedy()).contains("split.group: patient_nbr");
              assertThat(finding.examples()).hasSize(Finding.MAX_EXAMPLES);
            });
    assertThat(byRow).extracting(Finding::code).doesNotContain("partitions_differ");

    Dataset<Row> byPatient = rows.withColumn(Columns.ROW_KEY, col("patient_nbr").cast("string"));
    List<Finding> divided =
        audit(byPatient, "readmitted", spec, Partitions.of(byPatient, positive));
    assertThat(divided)
        .extracting(Finding::code)
        .doesNotContain("group_across_partitions", "group_across_folds", "partitions_differ");
  }

  @Test
  void flagsAShuffledSplitOfElec2AndNotOneByTime() {
    Dataset<Row> rows =
        keyed(csv("elec2/electricity.csv.gz", ","))
            .withColumn("step", col(Columns.ROW_KEY).cast("long"));
    Column positive = col("class").equalTo("UP");
    for (String time : List.of("step", "date")) {
      AuditSpec spec = spec(List.of(), Optional.of(time));
      assertThat(audit(rows.drop(time.equals("step") ? "date" : "step"), "class", spec, positive))
          .as(time)
          .filteredOn(finding -> finding.code().equals("label_autocorrelation"))
          .singleElement()
          .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.HIGH));
    }
    Dataset<Row> inOrder = rows.drop("date");
    List<Finding> byTime =
        audit(
            inOrder,
            "class",
            spec(List.of(), Optional.of("step")),
            Partitions.of(inOrder, positive, col("step").geq(36_250)));
    assertThat(byTime)
        .extracting(Finding::code)
        .contains("label_autocorrelation_across_folds", "partitions_differ")
        .doesNotContain("label_autocorrelation", "time_overlap");
  }

  @Test
  void findsTheKindsOfFailureThatAreWrittenAfterTheFailure() {
    Dataset<Row> rows = keyed(csv("ai4i2020/ai4i2020.csv", ","));
    List<Finding> findings =
        audit(
            rows,
            "Machine failure",
            spec(List.of(), Optional.empty()),
            col("Machine failure").equalTo(1));
    // TWF, HDF, PWF and OSF are kinds of failure; UID numbers the rows.
    assertThat(findings)
        .filteredOn(finding -> finding.code().equals("value_tells_label"))
        .flatExtracting(Finding::columns)
        .contains("HDF", "PWF", "OSF");
    assertThat(findings)
        .filteredOn(finding -> finding.code().equals("identifier_column"))
        .flatExtracting(Finding::columns)
        .contains("UID", "Product ID");
  }

  private static AuditSpec spec(List<String> group, Optional<String> time) {
    return new AuditSpec(group, time, List.of(), 0.95, 0.05, 0.1);
  }

  private static List<Finding> audit(
      Dataset<Row> rows, String label, AuditSpec spec, Column positive) {
    return audit(rows, label, spec, Partitions.of(rows, positive));
  }

  private static List<Finding> audit(
      Dataset<Row> rows, String label, AuditSpec spec, Partitions partitions) {
    Set<String> features = new HashSet<>(Arrays.asList(rows.columns()));
    features.removeAll(spec.group());
    spec.time().ifPresent(features::remove);
    features.removeAll(List.of(label, Columns.ROW_KEY));
    return new LeakageAudit(spec, new AuditedColumns(label, List.of(), features))
        .run(partitions.training(), partitions.plan(), partitions.test());
  }

  /** Rows by their number in the file. */
  private static Dataset<Row> keyed(Dataset<Row> rows) {
    return rows.withColumn(Columns.ROW_KEY, functions.monotonically_increasing_id().cast("string"))
        .localCheckpoint();
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
