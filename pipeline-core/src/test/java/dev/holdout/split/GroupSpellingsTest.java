package dev.holdout.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.split.FoldSpec.Scheme;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class GroupSpellingsTest {
  private static final LabelSpec LABEL = new LabelSpec("y", "1");
  private static final SplitSpec SPEC =
      SplitSpec.random(0.3, 2, 7).groupedBy("who").with(FoldSpec.of(Scheme.STRATIFIED_GROUP, 2));

  @Test
  void blanksAroundANameMakeNoOtherGroup() {
    Dataset<Row> rows =
        rows(
            "IF(n % 3 = 0, CONCAT('C', n % 20, ' '), IF(n % 3 = 1, CONCAT('\\t', 'C', n % 20),"
                + " CONCAT('C', n % 20)))");
    Split split = Splitter.split(rows, LABEL, new Splitter(LABEL, SPEC).plan(rows, rows.count()));
    Map<String, Set<String>> places = new HashMap<>();
    for (Row row :
        split.assignment().join(rows, Columns.ROW_KEY).select("partition", "who").collectAsList()) {
      places
          .computeIfAbsent(row.getString(1).strip(), unseen -> new HashSet<>())
          .add(row.getString(0));
    }
    assertThat(places).hasSize(20).allSatisfy((who, in) -> assertThat(in).hasSize(1));
    assertThat(GroupSpellings.note(rows, SPEC)).isEmpty();
  }

  @Test
  void namesThatDifferInCaseAloneAreReported() {
    Dataset<Row> rows = rows("CONCAT(IF(n < 40, 'c', 'C'), n % 20)");
    assertThat(GroupSpellings.note(rows, SPEC).orElseThrow())
        .startsWith("20 values of who occur in spellings that differ in case alone, such as \"C0\"")
        .endsWith("If they are one, write them alike.");
    assertThat(GroupSpellings.ofClusters(rows, "who").orElseThrow())
        .startsWith("20 values of who occur in spellings that differ in case alone, such as \"C0\"")
        .contains("a cluster of its own, so that confidence intervals may be too narrow");
  }

  private static Dataset<Row> rows(String who) {
    return TestSession.spark()
        .range(120)
        .toDF("n")
        .selectExpr(
            "CONCAT('k', n) AS " + Columns.ROW_KEY,
            "CONCAT('k', n) AS " + Columns.SPLIT_UNIT,
            who + " AS who",
            "INT(n % 2) AS y");
  }
}
