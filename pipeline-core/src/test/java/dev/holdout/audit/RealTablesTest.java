package dev.holdout.audit;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.FoldSpec;
import dev.holdout.split.LabelSpec;
import dev.holdout.split.Partitions;
import dev.holdout.split.SealedTest;
import dev.holdout.split.Split;
import dev.holdout.split.SplitPlan;
import dev.holdout.split.SplitSpec;
import dev.holdout.split.Splitter;
import dev.holdout.split.TestSpec;
import dev.holdout.split.Training;
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
    LabelSpec label = new LabelSpec("readmitted", "<30");
    AuditSpec spec = spec(List.of("patient_nbr"), Optional.empty());
    SplitSpec random = SplitSpec.random(0.2, 5, 42);
    // 16,773 of 71,518 patients have several encounters.
    List<Finding> byRow = audit(rows, label, spec, random);
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

    SplitSpec byPatient =
        random.groupedBy("patient_nbr").with(FoldSpec.of(FoldSpec.Scheme.STRATIFIED_GROUP, 5));
    assertThat(audit(rows, label, spec, byPatient))
        .extracting(Finding::code)
        .doesNotContain("group_across_partitions", "group_across_folds", "partitions_differ");
  }

  @Test
  void flagsAShuffledSplitOfElec2AndNotOneByTime() {
    Dataset<Row> rows =
        keyed(csv("elec2/electricity.csv.gz", ","))
            .withColumn("step", col(Columns.ROW_KEY).cast("long"));
    LabelSpec label = new LabelSpec("class", "UP");
    for (String time : List.of("step", "date")) {
      Dataset<Row> timed = rows.drop(time.equals("step") ? "date" : "step");
      AuditSpec spec = spec(List.of(), Optional.of(time));
      SplitSpec shuffled = SplitSpec.random(0.2, 5, 42).orderedBy(time);
      assertThat(audit(timed, label, spec, shuffled))
          .as(time)
          .filteredOn(finding -> finding.code().equals("label_autocorrelation"))
          .singleElement()
          .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.HIGH));
      SplitSpec inOrder =
          shuffled.with(TestSpec.latest(0.2)).with(FoldSpec.of(FoldSpec.Scheme.WALK_FORWARD, 5));
      assertThat(audit(timed, label, spec, inOrder))
          .as(time)
          .extracting(Finding::code)
          .contains("partitions_differ")
          .doesNotContain(
              "label_autocorrelation",
              "label_autocorrelation_across_folds",
              "time_overlap",
              "time_order_broken",
              "training_after_test");
    }
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
    // TWF, HDF, PWF and OSF are kinds of failure. RNF, failure at random, tells nothing: of its 19
    // rows one has failed. UID numbers the rows.
    assertThat(findings.get(0).code()).isEqualTo("columns_tell_label");
    assertThat(findings.get(0).columns()).containsExactlyInAnyOrder("TWF", "HDF", "PWF", "OSF");
    assertThat(findings.get(0).remedy()).endsWith("columns with the same values: RNF.");
    assertThat(findings)
        .filteredOn(finding -> finding.code().equals("value_tells_label"))
        .flatExtracting(Finding::columns)
        .containsExactlyInAnyOrder("TWF", "HDF", "PWF", "OSF");
    assertThat(findings)
        .filteredOn(finding -> finding.code().equals("identifier_column"))
        .flatExtracting(Finding::columns)
        .contains("UID", "Product ID");
  }

  @Test
  void seesThatTheSampleOfCardFraudsWasGatheredClassByClass() {
    // Rows 0 to 1,229 are genuine, rows 1,230 to 1,721 frauds; the column of numbers has no name.
    Dataset<Row> rows =
        keyed(
            csv("creditcard-fraud-sample/creditcard_sample.csv", ",")
                .withColumnRenamed("_c0", "number"));
    List<Finding> findings =
        audit(rows, "Class", spec(List.of(), Optional.empty()), col("Class").equalTo(1));
    assertThat(findings)
        .filteredOn(finding -> finding.columns().equals(List.of("number")))
        .extracting(Finding::code)
        .contains("label_copy", "rows_by_class");
  }

  private static AuditSpec spec(List<String> group, Optional<String> time) {
    return new AuditSpec(group, time, List.of(), 0.95, 0.05, 0.1);
  }

  private static List<Finding> audit(
      Dataset<Row> rows, String label, AuditSpec spec, Column positive) {
    Partitions partitions = Partitions.of(rows, positive);
    return audit(rows, label, spec, partitions.training(), partitions.plan(), partitions.test());
  }

  /** As a pipeline divides it. */
  private static List<Finding> audit(
      Dataset<Row> rows, LabelSpec label, AuditSpec spec, SplitSpec asked) {
    Dataset<Row> units = rows.withColumn(Columns.SPLIT_UNIT, col(Columns.ROW_KEY));
    SplitPlan plan = new Splitter(label, asked).plan(units, units.count());
    Split split = Splitter.split(units, label, plan);
    return audit(rows, label.column(), spec, split.training(), plan.folds(), split.test());
  }

  private static List<Finding> audit(
      Dataset<Row> rows,
      String label,
      AuditSpec spec,
      Training training,
      FoldPlan plan,
      SealedTest test) {
    Set<String> features = new HashSet<>(Arrays.asList(rows.columns()));
    features.removeAll(spec.group());
    spec.time().ifPresent(features::remove);
    features.removeAll(List.of(label, Columns.ROW_KEY));
    return new LeakageAudit(spec, new AuditedColumns(label, List.of(), features))
        .run(training, plan, test);
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
