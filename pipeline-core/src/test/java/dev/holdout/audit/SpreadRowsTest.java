package dev.holdout.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.split.Partitions;
import dev.holdout.split.RepeatedRows;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
class SpreadRowsTest {
  private static final AuditSpec SPEC =
      new AuditSpec(List.of(), Optional.empty(), List.of(), 0.95, 0.05, 0.1);

  /** 1,000 rows of ten contents, divided row by row: each content is on every side. */
  @Test
  void areCountedAndNoReproach() {
    Dataset<Row> rows =
        TestSession.spark()
            .range(1000)
            .withColumn("x", col("id").mod(10))
            .withColumn(Columns.SPLIT_UNIT, concat(lit("u"), col("x")))
            .withColumn(Columns.ROW_KEY, concat(col(Columns.SPLIT_UNIT), lit("#"), col("id")))
            .withColumn("label", when(col("x").isin(1, 4, 5), "yes").otherwise("no"))
            .drop("id");
    Partitions partitions = Partitions.of(rows, col("label").equalTo("yes"));
    long training = partitions.training().rows().count();
    List<Finding> findings = audit(partitions, Optional.of(RepeatedRows.SPREAD));
    Finding finding =
        findings.stream()
            .filter(each -> each.code().equals("repeated_rows_spread"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.severity()).isEqualTo(Finding.Severity.INFO);
    assertThat(finding.figures())
        .containsExactly(
            new Finding.Figure("rows of Test that Training has", 1000.0 - training),
            new Finding.Figure("rows of Test", 1000.0 - training),
            new Finding.Figure("rows that another fold has", (double) training),
            new Finding.Figure("rows of Training", (double) training));
    assertThat(finding.examples()).isNotEmpty();
    assertThat(findings)
        .extracting(Finding::code)
        .doesNotContain("duplicates_across_partitions", "duplicates_across_folds");
    assertThat(audit(partitions, Optional.of(RepeatedRows.TOGETHER)))
        .extracting(Finding::code)
        .contains("duplicates_across_partitions")
        .doesNotContain("repeated_rows_spread");
  }

  private static List<Finding> audit(Partitions partitions, Optional<RepeatedRows> repeated) {
    return new LeakageAudit(SPEC, new AuditedColumns("label", List.of(), Set.of("x"), repeated))
        .run(partitions.training(), partitions.plan(), partitions.test());
  }
}
