package dev.holdout.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.report.evaluation.EvaluationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples of Java programs do what they say, and stand in the documentation as they are here. */
final class ExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("    // example\n(.*?)    // end\n", Pattern.DOTALL);
  private static final Pattern SHOWN = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path folder;

  @BeforeAll
  static void tables() throws IOException {
    Random random = new Random(3);
    StringBuilder rows = new StringBuilder("id,customer,age,region,sex,churned\n");
    StringBuilder more = new StringBuilder("id,customer,age,region,sex\n");
    for (int row = 0; row < 900; row++) {
      int age = 20 + random.nextInt(50);
      String of =
          String.format(
              Locale.ROOT,
              "r%d,c%d,%d,%s,%s",
              row,
              row / 2,
              age,
              random.nextBoolean() ? "north" : "south",
              random.nextBoolean() ? "f" : "m");
      if (row < 800) {
        rows.append(of).append(random.nextInt(100) < age ? ",yes\n" : ",no\n");
      } else {
        more.append(of).append('\n');
      }
    }
    Files.writeString(folder.resolve("customers.csv"), rows);
    Files.writeString(folder.resolve("new.csv"), more);
    Files.writeString(
        folder.resolve("customers.yaml"),
        """
        name: customers
        source: {format: csv, files: ["%s/customers.csv"]}
        key: [id]
        columns:
          id: {type: string, required: true}
          customer: string
          age: integer
          region: string
          sex: string
          churned: string
        label: {column: churned, positive: "yes"}
        roles: {group: [customer], protected: [sex]}
        split: {folds: 2, group: customer}
        candidates: {logistic_regression: {reg_param: 0.01}}
        evaluation: {slices: false}
        """
            .formatted(folder));
    TestSession.spark()
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(folder + "/customers.csv")
        .selectExpr("*", "age / 100.0D AS p")
        .write()
        .parquet(folder + "/scores.parquet");
  }

  @Test
  void evaluatesATable() throws IOException {
    EvaluationReport report = Examples.evaluate(TestSession.spark(), folder);
    Evaluation evaluation = report.evaluation();
    assertThat(evaluation.rows()).isEqualTo(800);
    assertThat(evaluation.threshold()).isEqualTo(0.3);
    Row counted =
        TestSession.spark()
            .read()
            .parquet(folder + "/scores.parquet")
            .selectExpr("avg(INT((p >= 0.3) = (churned = 'yes')))", "count_if(churned = 'yes')")
            .head();
    assertThat(evaluation.overall().metrics().get("accuracy").value().orElseThrow())
        .isCloseTo(counted.getDouble(0), within(1e-12));
    assertThat(evaluation.overall().positives()).isEqualTo(counted.getLong(1));
    assertThat(evaluation.segments())
        .extracting(segment -> segment.segment().keySet().iterator().next())
        .contains("sex", "region", "age");
    assertThat(report.fairness()).isPresent();
    assertThat(evaluation.notes())
        .anySatisfy(note -> assertThat(note).contains("Rows of one customer"));
    assertThat(Files.readString(folder.resolve("evaluation.html"))).contains("Fairness");
  }

  @Test
  void trainsAndScores() {
    List<Row> scores = Examples.train(TestSession.spark(), folder).collectAsList();
    assertThat(scores).hasSize(100);
    assertThat(scores)
        .allSatisfy(row -> assertThat((Double) row.getAs("_probability")).isBetween(0.0, 1.0));
    assertThat(Examples.audit(TestSession.spark(), folder)).isNotNull();
  }

  @Test
  void aPipelineIsCheckedWhenItIsUsed() {
    Pipeline wrong =
        Pipeline.read(folder.resolve("customers.yaml"))
            .with("split.folds", "one")
            .with("evaluation.references", "{region: north}");
    assertThatThrownBy(() -> Holdout.on(TestSession.spark()).split(wrong))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("split.folds")
        .hasMessageContaining("evaluation.references.region")
        .hasMessageContaining("a column of roles.protected");
  }

  @Test
  void numbersAndSeveralClassesAreEvaluatedToo() {
    Holdout holdout = Holdout.on(TestSession.spark());
    EvaluationReport numbers =
        holdout.evaluate(
            TestSession.spark().sql("SELECT 1.0D AS y, 3.0D AS f UNION ALL SELECT 2.0D, 2.0D"),
            Evaluate.numbers("y").prediction("f"));
    assertThat(numbers.evaluation().overall().metrics().get("mae").value()).contains(1.0);
    EvaluationReport classes =
        holdout.evaluate(
            TestSession.spark().sql("SELECT 'a' AS y, 'b' AS d UNION ALL SELECT 'c', 'c'"),
            Evaluate.classes("y", "a", "b", "c").prediction("d"));
    assertThat(classes.evaluation().overall().metrics().get("accuracy").value()).contains(0.5);
    assertThat(classes.columns().prediction()).isEqualTo(Optional.of("d"));
  }

  @Test
  void theDocumentationShowsTheExamples() throws IOException {
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(Path.of("src/test/java/dev/holdout/api/Examples.java")))
            .results()
            .map(match -> match.group(1).replaceAll("(?m)^    ", ""))
            .toList();
    assertThat(examples).hasSize(3);
    assertThat(shown(Path.of("..", "notebooks", "README.md"))).containsExactlyElementsOf(examples);
    assertThat(shown(Path.of("..", "README.md"))).containsExactly(examples.get(0));
  }

  private static List<String> shown(Path readme) throws IOException {
    return SHOWN.matcher(Files.readString(readme)).results().map(match -> match.group(1)).toList();
  }
}
