package dev.holdout.audit;

import static dev.holdout.audit.GivenTable.uniform;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.split.Partitions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Order in time, neighbours in time, and Test against Training. */
final class TimeChecksTest {
  private static final AuditSpec SPEC =
      new AuditSpec(List.of(), Optional.of("step"), List.of(), 0.95, 0.05, 0.1);

  /**
   * A row for each step; spells of eight rows have one label; {@code level} rises with the time.
   */
  private static Dataset<Row> spells(long rows) {
    return TestSession.spark()
        .range(rows)
        .select(col("id").cast("string").as(Columns.ROW_KEY), col("id").as("step"))
        .select(
            col("*"),
            uniform("x", 1).as("x"),
            uniform("level", 1).plus(col("step").divide(rows)).as("level"),
            when(expr("pmod(xxhash64(floor(step / 8)), 10) < 4"), "yes")
                .otherwise("no")
                .as("label"));
  }

  private static List<Finding> audit(Dataset<Row> rows, Column inTest) {
    return GivenTable.audit(
        rows, Set.of("step"), SPEC, Partitions.of(rows, col("label").equalTo("yes"), inTest));
  }

  private static Optional<Finding> found(List<Finding> findings, String code) {
    return findings.stream().filter(finding -> finding.code().equals(code)).findFirst();
  }

  private static double figure(Finding finding, String name) {
    return finding.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void labelsThatPersistAreFlaggedUnderARandomSplitOnly() {
    Dataset<Row> rows = spells(4_000).localCheckpoint();
    Finding finding =
        found(audit(rows, uniform("test", 2).lt(0.2)), "label_autocorrelation").orElseThrow();
    assertThat(finding.severity()).isEqualTo(Finding.Severity.HIGH);
    assertThat(finding.remedy()).contains("split.test_scheme: time", "split.scheme: walk_forward");
    // Buckets of 4 rows lie within spells of 8 equal labels.
    assertThat(figure(finding, "label correlation within about 4 rows")).isCloseTo(1, within(1e-9));
    // Of about 64 rows, 7 of 63 partners are of the same spell: 0.11.
    assertThat(figure(finding, "label correlation within about 64 rows"))
        .isCloseTo(7 / 63.0, within(0.05));
    assertThat(finding.examples())
        .isNotEmpty()
        .allSatisfy(
            example -> {
              long training = Long.parseLong(example.training().get(0));
              long test = Long.parseLong(example.test().get(0));
              assertThat(Math.abs(training - test)).isLessThan(5);
            });

    List<Finding> byTime = audit(rows, col("step").geq(3_200));
    assertThat(found(byTime, "label_autocorrelation")).isEmpty();
    assertThat(found(byTime, "label_autocorrelation_across_folds"))
        .hasValueSatisfying(
            folds -> assertThat(folds.severity()).isEqualTo(Finding.Severity.MEDIUM));
    assertThat(byTime)
        .extracting(Finding::code)
        .doesNotContain("time_overlap", "time_order_broken", "training_after_test");
  }

  @Test
  void driftIsSeenInASplitByTimeAndNotInARandomOne() {
    Dataset<Row> rows = spells(4_000).localCheckpoint();
    // level = u + t with t below 0.8 in Training and above it in Test. The chance that Test's is
    // the larger: with d = difference of the t's, P(u' - u > -d) = 1 - (1 - d)²/2, and d is 0.5 on
    // average with variance 0.8²/12 + 0.2²/12: 1 - ((1 - 0.5)² + 0.0567)/2 = 0.847.
    Finding finding = found(audit(rows, col("step").geq(3_200)), "partitions_differ").orElseThrow();
    assertThat(figure(finding, "AUC of telling Test from Training")).isCloseTo(0.847, within(0.03));
    assertThat(finding.columns()).containsExactly("level");
    assertThat(finding.severity()).isEqualTo(Finding.Severity.MEDIUM);
    assertThat(finding.reason()).contains("drifted");
    assertThat(
            found(
                audit(rows.repartition(5, col("x")), col("step").geq(3_200)), "partitions_differ"))
        .contains(finding);
    for (int seed = 0; seed < 3; seed++) {
      assertThat(found(audit(rows, uniform("test", seed).lt(0.2)), "partitions_differ")).isEmpty();
    }
    // A split by what the features say is skewed, whatever the time.
    assertThat(found(audit(rows, col("x").lt(0.2)), "partitions_differ"))
        .hasValueSatisfying(
            skewed -> {
              assertThat(skewed.severity()).isEqualTo(Finding.Severity.HIGH);
              assertThat(skewed.columns()).containsExactly("x");
            });
  }

  @Test
  void tellsBrokenOrderFromNoOrderAndFromTheWrongOrder() {
    Dataset<Row> rows = spells(1_000).localCheckpoint();
    Finding broken =
        found(audit(rows, col("step").geq(800).and(expr("step % 100 <> 0"))), "time_order_broken")
            .orElseThrow();
    // 900 is in Training though Test begins with 801; 800 is not.
    assertThat(broken.title()).contains("not earlier than the first of Test are 1 of Training");
    assertThat(broken.examples()).containsExactly(new Finding.Example(List.of("900"), List.of()));
    assertThat(found(audit(rows, col("step").lt(200)), "training_after_test"))
        .hasValueSatisfying(
            wrong ->
                assertThat(wrong.title()).contains("(200 to 999) is later than Test (0 to 199)"));
    assertThat(audit(rows, col("step").geq(800)))
        .extracting(Finding::code)
        .doesNotContain("time_order_broken", "training_after_test", "time_overlap");
  }

  @Test
  void aTimeThatIsOneMomentHasNoNeighbours() {
    Dataset<Row> rows = spells(400).withColumn("step", lit(7L));
    assertThat(audit(rows, uniform("test", 2).lt(0.2)))
        .extracting(Finding::code)
        .containsExactly("time_overlap");
  }
}
