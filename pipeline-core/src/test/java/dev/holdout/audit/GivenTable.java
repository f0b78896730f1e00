package dev.holdout.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

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

/** A table without faults, to plant some in. */
final class GivenTable {
  static final AuditSpec SPEC =
      new AuditSpec(List.of("customer"), Optional.of("day"), List.of("sex"), 0.95, 0.05, 0.1);

  private GivenTable() {}

  static List<Finding> audit(Dataset<Row> rows, Set<String> dropped) {
    return audit(rows, dropped, SPEC, Partitions.of(rows, col("label").equalTo("yes")));
  }

  static List<Finding> audit(
      Dataset<Row> rows, Set<String> dropped, AuditSpec spec, Partitions partitions) {
    Set<String> features = new HashSet<>(Arrays.asList(rows.columns()));
    features.removeAll(Set.of("label", "customer", "day", Columns.ROW_KEY));
    features.removeAll(dropped);
    return new LeakageAudit(spec, new AuditedColumns("label", List.of(), features))
        .run(partitions.training(), partitions.plan(), partitions.test());
  }

  /** Independent columns of every type; 30 % positives; every row a customer of its own. */
  static Dataset<Row> random(long rows, int seed) {
    return TestSession.spark()
        .range(rows)
        .select(col("id").cast("string").as(Columns.ROW_KEY))
        .select(
            col(Columns.ROW_KEY),
            concat(lit("c"), functions.lpad(col(Columns.ROW_KEY), 5, "0")).as("customer"),
            date_add(lit("2026-01-01").cast("date"), uniform("day", seed).multiply(300).cast("int"))
                .as("day"),
            uniform("x", seed).as("x"),
            functions.log(uniform("y", seed)).multiply(-1).as("y"),
            uniform("z", seed).multiply(40).cast("long").as("z"),
            concat(lit("k"), uniform("colour", seed).multiply(5).cast("int")).as("colour"),
            concat(lit("s"), uniform("shop", seed).multiply(300).cast("int")).as("shop"),
            uniform("flag", seed).lt(0.3).as("flag"),
            when(uniform("sex", seed).lt(0.5), "male").otherwise("female").as("sex"),
            when(uniform("label", seed).lt(0.3), "yes").otherwise("no").as("label"));
  }

  static Column uniform(String name, int seed) {
    return xxhash64(lit(name), lit(seed), col(Columns.ROW_KEY))
        .cast("double")
        .divide(Math.scalb(1.0, 64))
        .plus(0.5);
  }
}
