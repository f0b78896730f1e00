package dev.holdout.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.audit.Finding.Severity;
import dev.holdout.contract.Columns;
import dev.holdout.error.HoldoutException;
import dev.holdout.split.Partitions;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
final class LeakageAuditTest {
  @TempDir Path folder;

  @Test
  void findsNothingInRandomTables() {
    for (int seed = 0; seed < 4; seed++) {
      List<Finding> findings = GivenTable.audit(GivenTable.random(2_000, seed), Set.of());
      assertThat(findings)
          .as("seed " + seed)
          .extracting(Finding::code)
          .containsExactly("time_overlap");
      assertThat(findings.get(0).severity()).isEqualTo(Severity.INFO);
    }
  }

  @Test
  void findsEveryFaultPlantedInARandomTable() {
    Column positive = col("label").equalTo("yes");
    Dataset<Row> faulty =
        GivenTable.random(6_000, 3)
            .withColumn(
                "after",
                when(positive, GivenTable.uniform("after", 3))
                    .otherwise(GivenTable.uniform("a", 3).minus(0.9)))
            .withColumn("copy", when(positive, "paid late").otherwise("paid"))
            .withColumn(
                "code",
                when(positive, 5)
                    .otherwise(when(GivenTable.uniform("c", 3).lt(0.5), 4).otherwise(6)))
            .withColumn("serial", concat(lit("id-"), col(Columns.ROW_KEY)))
            .withColumn("constant", lit("EUR"))
            .withColumn(
                "x",
                when(GivenTable.uniform("m", 3).lt(when(positive, 0.4).otherwise(0.2)), lit(null))
                    .otherwise(col("x")))
            .withColumn("y", col("y").plus(expr("datediff(day, date'2026-01-01')").divide(300)))
            .withColumn(
                "sex",
                when(positive.and(GivenTable.uniform("s", 3).lt(0.5)), "female")
                    .otherwise(col("sex")))
            .withColumn("customer", expr("substring(customer, 1, 4)"));
    List<Finding> findings = GivenTable.audit(faulty, Set.of("after"));
    assertThat(findings)
        .extracting(finding -> finding.severity() + " " + finding.code() + " " + finding.columns())
        .containsExactlyInAnyOrder(
            "HIGH label_copy [copy]",
            "HIGH label_copy [code]",
            "INFO label_leak [after]",
            "MEDIUM missingness_predicts_label [x]",
            "MEDIUM identifier_column [serial]",
            "INFO constant_column [constant]",
            "MEDIUM drift_over_time [y]",
            "MEDIUM base_rates_differ [sex]",
            "MEDIUM group_across_partitions [customer]",
            "MEDIUM time_overlap [day]");
    assertThat(findings).isSortedAccordingTo(Comparator.comparing(Finding::severity));
  }

  @Test
  void countsRowsThatAreEqualInAllFeatures() {
    // Rows without any value are not compared: 3 rows of Test and 5 of Training are.
    String row = "HIGH 2 of 3 rows in Test (66.7 %) have a row with equal features in Training.";
    assertThat(equalFeatures("no")).contains(row);
    assertThat(equalFeatures("yes"))
        .as("where equal rows differ in their label, equality is chance")
        .contains(
            row.replace("HIGH", "MEDIUM"),
            "MEDIUM 2 rows in Training (40.0 %) are equal in all features but not in the label.");
  }

  @Test
  void showsRowsThatAreEqualAndThoseThatDisagree() {
    List<Finding> findings = equalRows("yes");
    assertThat(findings)
        .filteredOn(finding -> finding.code().equals("conflicting_labels"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.examples())
                    .containsExactly(
                        new Finding.Example(
                            List.of("training red no", "training red yes"), List.of())));
    assertThat(findings)
        .filteredOn(finding -> finding.code().equals("duplicates_across_partitions"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.examples())
                    .containsExactlyInAnyOrder(
                        new Finding.Example(
                            List.of("training red no", "training red yes"), List.of("test red no")),
                        new Finding.Example(
                            List.of("training blue no", "training blue no 2"),
                            List.of("test blue yes"))));
  }

  private static List<String> equalFeatures(String label) {
    return equalRows(label).stream()
        .map(finding -> finding.severity() + " " + finding.title())
        .toList();
  }

  private static List<Finding> equalRows(String label) {
    Dataset<Row> rows =
        TestSession.spark()
            .sql(
                "select concat_ws(' ', part, colour, label, case when n > 1 then n end) as"
                    + " _row_key, part, colour, label from (select *, row_number() over (partition"
                    + " by part, colour, label order by 1) as n from values ('training', 'red', '"
                    + label
                    + "'), ('training', 'red', 'no'), ('training', 'blue', 'no'), ('training',"
                    + " 'blue', 'no'), ('training', 'green', 'yes'), ('training', null, 'no'),"
                    + " ('test', 'red', 'no'), ('test', 'blue', 'yes'), ('test', 'violet', 'no'),"
                    + " ('test', null, 'no') as t(part, colour, label))");
    Partitions partitions =
        Partitions.of(rows, col("label").equalTo("yes"), col("part").equalTo("test"));
    AuditSpec spec = new AuditSpec(List.of(), Optional.empty(), List.of(), 0.95, 0.05, 0.1);
    return new LeakageAudit(spec, new AuditedColumns("label", List.of(), Set.of("colour")))
        .run(partitions.training(), partitions.plan(), partitions.test());
  }

  @Test
  void isTheSameUnderAnyPartitioning() {
    Dataset<Row> rows =
        GivenTable.random(2_000, 9)
            .withColumn("y", col("x").plus(expr("datediff(day, date'2026-01-01')")));
    List<Finding> findings = GivenTable.audit(rows, Set.of());
    assertThat(GivenTable.audit(rows.repartition(7, col("x")), Set.of())).isEqualTo(findings);
    assertThat(findings).extracting(Finding::code).contains("drift_over_time");
  }

  @Test
  void takesFourActionsAndTwoMoreForNearDuplicatesAndExamples() throws Exception {
    String table = folder + "/rows";
    GivenTable.random(500, 1).write().parquet(table);
    Dataset<Row> rows = TestSession.spark().read().parquet(table);
    // Each reads Training and Test: times; all columns; digests; scores of telling them apart.
    assertThat(scans(() -> GivenTable.audit(rows, Set.of()))).containsExactly(2, 2, 2, 2);

    AuditSpec given = GivenTable.SPEC;
    AuditSpec spec =
        new AuditSpec(
            List.of("shop"),
            given.time(),
            given.protectedAttributes(),
            given.limits(),
            Optional.empty(),
            List.of(),
            new AuditSpec.NearDuplicates(List.of("colour", "sex"), 0.9, 100));
    // Near duplicates; at last the examples of shops on both sides.
    assertThat(
            scans(
                () ->
                    GivenTable.audit(
                        rows, Set.of(), spec, Partitions.of(rows, col("label").equalTo("yes")))))
        .startsWith(2, 2, 2, 2)
        .hasSize(6)
        .endsWith(2);
  }

  /** How often each action reads the table. */
  private static List<Integer> scans(Runnable audit) throws Exception {
    ConcurrentLinkedQueue<Integer> scans = new ConcurrentLinkedQueue<>();
    QueryExecutionListener listener =
        new QueryExecutionListener() {
          @Override
          public void onSuccess(String action, QueryExecution query, long nanos) {
            scans.add(query.optimizedPlan().toString().split("Relation ", -1).length - 1);
          }

          @Override
          public void onFailure(String action, QueryExecution query, Exception error) {}
        };
    TestSession.awaitListeners();
    TestSession.spark().listenerManager().register(listener);
    try {
      audit.run();
      TestSession.awaitListeners();
    } finally {
      TestSession.spark().listenerManager().unregister(listener);
    }
    return List.copyOf(scans);
  }

  @Test
  void namesColumnsThatDoNotExistAndTimesThatAreNone() {
    AuditSpec spec =
        new AuditSpec(List.of("client"), Optional.of("sex"), List.of("race"), 0.95, 0.05, 0.1);
    Partitions partitions = Partitions.of(GivenTable.random(100, 1), col("label").equalTo("yes"));
    assertThatThrownBy(
            () ->
                new LeakageAudit(spec, new AuditedColumns("label", List.of(), Set.of()))
                    .run(partitions.training(), partitions.plan(), partitions.test()))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("roles.group: found \"client\", expected a column of the dataset")
        .hasMessageContaining("roles.protected: found \"race\"")
        .hasMessageContaining(
            "roles.time: found a column of type string, expected a date, a timestamp or a number");
  }

  @Test
  void readsColumnsWhateverTheirNames() {
    Dataset<Row> odd =
        GivenTable.random(800, 2)
            .withColumnRenamed("x", "a.b `c` \"d\"")
            .withColumnRenamed("customer", "Kunde.Nr `é`")
            .withColumnRenamed("day", "der Tag");
    AuditSpec spec =
        new AuditSpec(List.of("Kunde.Nr `é`"), Optional.of("der Tag"), List.of(), 0.95, 0.05, 0.1);
    Partitions partitions = Partitions.of(odd, col("label").equalTo("yes"));
    assertThat(
            new LeakageAudit(
                    spec, new AuditedColumns("label", List.of(), Set.of("a.b `c` \"d\"", "colour")))
                .run(partitions.training(), partitions.plan(), partitions.test()))
        .extracting(Finding::code)
        .containsExactly("time_overlap");
  }
}
