package dev.holdout.audit;

import static dev.holdout.audit.GivenTable.uniform;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.contract.Columns;
import dev.holdout.error.HoldoutException;
import dev.holdout.split.Partitions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What single columns give away. */
final class ColumnChecksTest {
  private static final Column POSITIVE = col("label").equalTo("yes");

  private static List<String> audit(Dataset<Row> rows, AuditSpec spec, Set<String> dropped) {
    return GivenTable.audit(rows, dropped, spec, Partitions.of(rows, POSITIVE)).stream()
        .filter(finding -> !finding.code().equals("time_overlap"))
        .map(finding -> finding.severity() + " " + finding.code() + " " + finding.columns())
        .toList();
  }

  @Test
  void pointsAtTheColumnThatIsFarAheadOfTheOthers() {
    // x + 0.5 for positives: P(x + 0.5 > x') = 1 - 0.5²/2 = 0.875.
    Dataset<Row> rows =
        GivenTable.random(4_000, 3)
            .withColumn("x", when(POSITIVE, col("x").plus(0.5)).otherwise(col("x")));
    List<Finding> findings = GivenTable.audit(rows, Set.of());
    Finding first = findings.get(0);
    assertThat(first.code()).isEqualTo("strongest_column");
    assertThat(first.severity()).isEqualTo(Finding.Severity.MEDIUM);
    assertThat(first.columns()).containsExactly("x");
    assertThat(first.figures().get(0).value()).isCloseTo(0.875, within(0.02));
    assertThat(first.figures())
        .contains(
            new Finding.Figure("audit.suspect_auc", 0.75),
            new Finding.Figure("audit.suspect_gap", 0.03));
    // Not so if a second column is as good.
    Dataset<Row> two =
        rows.withColumn(
            "y", when(POSITIVE, uniform("y2", 3).plus(0.5)).otherwise(uniform("y2", 3)));
    assertThat(audit(two, GivenTable.SPEC, Set.of()))
        .anyMatch(finding -> finding.startsWith("INFO strongest_column"));
  }

  @Test
  void aCopyOfTheLabelMayHaveAFewErrors() {
    Dataset<Row> rows =
        GivenTable.random(4_000, 5)
            .withColumn(
                "state",
                when(uniform("error", 5).lt(0.003), "open")
                    .when(POSITIVE, "closed")
                    .otherwise("open"))
            .withColumn("kind", when(POSITIVE.and(uniform("k", 5).lt(0.3)), 7).otherwise(0));
    assertThat(audit(rows, GivenTable.SPEC, Set.of()))
        .containsExactly("HIGH label_copy [state]", "MEDIUM value_tells_label [kind]");
  }

  @Test
  void columnsThatTellTheLabelInTurnsAreTheLabel() {
    // All positives have a fault but one in 50; broken and worn go with either label.
    Column kind = uniform("kind", 11);
    Dataset<Row> rows =
        GivenTable.random(2_000, 11)
            .withColumn("heat", when(POSITIVE.and(kind.lt(0.5)), 1).otherwise(0))
            .withColumn("power", when(POSITIVE.and(kind.between(0.4, 0.98)), 1).otherwise(0))
            .withColumn("broken", when(uniform("broken", 11).lt(0.05), 1).otherwise(0))
            .withColumn("worn", when(uniform("worn", 11).lt(0.05), 2).otherwise(0));
    Finding finding = GivenTable.audit(rows, Set.of()).get(0);
    assertThat(finding.code()).isEqualTo("columns_tell_label");
    assertThat(finding.severity()).isEqualTo(Finding.Severity.HIGH);
    assertThat(finding.columns()).containsExactly("heat", "power");
    assertThat(finding.figures().get(1).value()).isCloseTo((1 + 0.98) / 2, within(0.01));
    assertThat(finding.remedy()).contains("[heat, power]").endsWith("the same values: broken.");
    assertThat(audit(rows, GivenTable.SPEC, Set.of("heat")))
        .contains("MEDIUM value_tells_label [power]", "INFO value_tells_label [heat]")
        .noneMatch(each -> each.startsWith("HIGH"));
    // (1 + 0.8) / 2 = 0.9 is less than 0.95.
    Column less = when(POSITIVE.and(kind.between(0.4, 0.8)), 1).otherwise(0);
    assertThat(audit(rows.withColumn("power", less), GivenTable.SPEC, Set.of()))
        .contains("MEDIUM value_tells_label [power]", "MEDIUM value_tells_label [heat]")
        .noneMatch(each -> each.startsWith("HIGH"));
  }

  @Test
  void wholeNumbersThatNumberTheRowsAreIdentifiers() {
    Dataset<Row> rows =
        GivenTable.random(6_000, 7)
            .withColumn("number", col(Columns.ROW_KEY).cast("long").plus(1_000_000L))
            .withColumn(
                "ticket",
                expr(
                    "datediff(day, date'2026-01-01') * 1000000000L + cast("
                        + Columns.ROW_KEY
                        + " as long) * 7919 % 6007"))
            .withColumn("amount", uniform("amount", 7).multiply(1e12).cast("long"))
            .withColumn("measure", uniform("measure", 7))
            .withColumn("small", uniform("small", 7).multiply(3_000).cast("long"));
    assertThat(audit(rows, GivenTable.SPEC, Set.of()))
        .containsExactly(
            "MEDIUM drift_over_time [ticket]",
            "MEDIUM identifier_column [number]",
            "MEDIUM identifier_column [ticket]",
            "INFO identifier_column [amount]");
  }

  @Test
  void aKeyThatNumbersTheRowsClassByClassIsToldThoughItIsNoFeature() {
    Dataset<Row> rows =
        GivenTable.random(2_000, 13)
            .withColumn(
                "number",
                col(Columns.ROW_KEY).cast("long").plus(when(POSITIVE, 2_000).otherwise(0)))
            .withColumn("ticket", col(Columns.ROW_KEY).cast("long"))
            .select(Columns.ROW_KEY, "x", "number", "ticket", "label");
    Partitions partitions = Partitions.of(rows, POSITIVE);
    AuditSpec spec = new AuditSpec(List.of(), Optional.empty(), List.of(), 0.95, 0.05, 0.1);
    assertThat(
            new LeakageAudit(
                    spec, new AuditedColumns("label", List.of("number", "ticket"), Set.of("x")))
                .run(partitions.training(), partitions.plan(), partitions.test()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.code()).isEqualTo("rows_by_class"))
        .satisfies(finding -> assertThat(finding.columns()).containsExactly("number"))
        .satisfies(finding -> assertThat(finding.figures().get(0).value()).isEqualTo(1));
  }

  @Test
  void datesAfterTheEventAreFlaggedWithTheRowsThatSaySo() {
    Dataset<Row> rows =
        GivenTable.random(2_000, 9)
            .withColumn(
                "closed",
                when(
                        uniform("c", 9).lt(when(POSITIVE, 0.6).otherwise(0.1)),
                        date_add(col("day"), 30))
                    .otherwise(col("day")))
            .withColumn("opened", date_add(col("day"), -5))
            .withColumn("calls", col("z"))
            .withColumn("counted", expr("cast(day as timestamp) + interval 3 days"))
            .withColumn("sameDay", expr("cast(day as timestamp) + interval 3 hours"));
    AuditSpec given = GivenTable.SPEC;
    AuditSpec spec =
        new AuditSpec(
            given.group(),
            given.time(),
            given.protectedAttributes(),
            AuditLimits.DEFAULT,
            Optional.empty(),
            List.of(new AuditSpec.Filled("calls", "counted")),
            AuditSpec.NearDuplicates.NONE);
    List<Finding> findings =
        GivenTable.audit(rows, Set.of("counted"), spec, Partitions.of(rows, POSITIVE)).stream()
            .filter(finding -> finding.code().equals("filled_after_event"))
            .toList();
    assertThat(findings)
        .extracting(finding -> finding.severity() + " " + finding.columns())
        .containsExactly("HIGH [closed]", "MEDIUM [calls]");
    assertThat(findings.get(1).title())
        .startsWith("`calls` was filled (`counted`) later than `day` in 1,")
        .contains("(100.0 %)");
    assertThat(findings)
        .allSatisfy(
            finding ->
                assertThat(finding.examples())
                    .hasSize(Finding.MAX_EXAMPLES)
                    .allSatisfy(
                        example -> {
                          assertThat(example.training()).hasSize(1);
                          assertThat(example.test()).isEmpty();
                        }));
    AuditSpec wrong =
        new AuditSpec(
            List.of(),
            Optional.empty(),
            List.of(),
            AuditLimits.DEFAULT,
            Optional.empty(),
            List.of(new AuditSpec.Filled("calls", "x")),
            AuditSpec.NearDuplicates.NONE);
    assertThatThrownBy(() -> GivenTable.audit(rows, Set.of(), wrong, Partitions.of(rows, POSITIVE)))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining(
            "audit.filled: found a column of type double, expected a date or a timestamp")
        .hasMessageContaining("audit.filled: found no time of the event");
  }

  @Test
  void groupsOnOneSideOfTestMayStillCrossFolds() {
    Dataset<Row> rows =
        GivenTable.random(2_000, 11)
            .withColumn(
                "customer", expr("concat('c', pmod(xxhash64(" + Columns.ROW_KEY + "), 400))"));
    Partitions partitions =
        Partitions.of(rows, POSITIVE, expr("pmod(xxhash64('test', customer), 5) = 0"));
    List<Finding> findings = GivenTable.audit(rows, Set.of(), GivenTable.SPEC, partitions);
    assertThat(findings).extracting(Finding::code).contains("group_across_folds");
    Finding folds =
        findings.stream()
            .filter(f -> f.code().equals("group_across_folds"))
            .findFirst()
            .orElseThrow();
    assertThat(folds.remedy())
        .contains("split.group: customer")
        .endsWith(
            "folds by time set aside the rows of a group whose last row lies in a later window.");
    assertThat(folds.examples()).allSatisfy(e -> assertThat(e.training()).hasSize(2));
  }
}
