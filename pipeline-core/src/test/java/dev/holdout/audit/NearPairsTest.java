package dev.holdout.audit;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.audit.AuditSpec.NearDuplicates;
import dev.holdout.contract.Columns;
import dev.holdout.split.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class NearPairsTest {
  /**
   * 300 texts of 20 words out of 10,000. Of Test's 60, the first 12 are one of Training's with one
   * word changed (Jaccard 19/21 = 0.905), the next 6 with five changed (15/25), the next 3 equal.
   */
  private static Dataset<Row> texts() {
    Random random = new Random(3);
    List<List<String>> training = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < 240; row++) {
      training.add(words(random));
      rows.add(row("k" + row, training.get(row), "kind", row));
    }
    for (int row = 0; row < 60; row++) {
      List<String> words = row < 21 ? new ArrayList<>(training.get(row)) : words(random);
      int changed = row < 12 ? 1 : row < 18 ? 5 : 0;
      for (int word = 0; word < changed; word++) {
        words.set(word, "other" + row + "x" + word);
      }
      rows.add(row("t" + row, words, "kind", row));
    }
    return TestSession.spark()
        .createDataFrame(
            rows,
            StructType.fromDDL("`_row_key` STRING, `a text` STRING, kind STRING, label STRING"));
  }

  private static Row row(String key, List<String> words, String kind, int row) {
    return RowFactory.create(key, String.join(", ", words), kind, row % 3 == 0 ? "yes" : "no");
  }

  private static List<String> words(Random random) {
    return new ArrayList<>(
        random.ints(0, 10_000).distinct().limit(20).mapToObj(word -> "w" + word).toList());
  }

  private static List<Finding> audit(Dataset<Row> rows, NearDuplicates near) {
    AuditSpec spec =
        new AuditSpec(
            List.of(),
            Optional.empty(),
            List.of(),
            AuditLimits.DEFAULT,
            Optional.empty(),
            List.of(),
            near);
    return GivenTable.audit(
            rows,
            Set.of(),
            spec,
            Partitions.of(rows, col("label").equalTo("yes"), col(Columns.ROW_KEY).startsWith("t")))
        .stream()
        .filter(finding -> finding.code().startsWith("near_"))
        .toList();
  }

  @Test
  void findsTextsWithAWordChangedAndNoOthers() {
    Dataset<Row> rows = texts();
    List<Finding> findings = audit(rows, new NearDuplicates(List.of("a text"), 0.9, 1_000));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).title())
        .isEqualTo(
            "At least 12 of 60 rows of Test looked up (20.0 %) are nearly equal to a row of Training in `a text`.");
    assertThat(findings.get(0).severity()).isEqualTo(Finding.Severity.HIGH);
    assertThat(findings.get(0).figures())
        .contains(new Finding.Figure("rows of Test with equal words", 3));
    assertThat(findings.get(0).examples())
        .contains(new Finding.Example(List.of("k0"), List.of("t0")))
        .hasSize(Finding.MAX_EXAMPLES);
    assertThat(
            audit(
                rows.repartition(5, col("label")),
                new NearDuplicates(List.of("a text"), 0.9, 1_000)))
        .isEqualTo(findings);
    assertThat(audit(rows, NearDuplicates.NONE)).isEmpty();
  }

  @Test
  void comparesFewRowsHoweverUniformTheyAre() {
    // All rows are of one kind, so that every row of Test meets every row of Training in all bands.
    assertThat(audit(texts(), new NearDuplicates(List.of("kind"), 0.9, 1_000))).isEmpty();
  }
}
