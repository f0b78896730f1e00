package dev.holdout.jobs.demo;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.jobs.demo.LoansTruth.NumericEffect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoansTableTest {
  private static final long SEED = 7;

  @TempDir Path folder;

  @Test
  void isTheSameHoweverTheWorkIsDivided() throws IOException {
    LoansTable.write(TestSession.spark(), folder + "/a", 5_000, SEED, 5_000);
    LoansTable.write(TestSession.spark(), folder + "/b", 5_000, SEED, 97);
    LoansTable.write(TestSession.spark(), folder + "/c", 5_000, SEED + 1, 5_000);
    assertThat(files("a")).hasSize(8).contains("loans-2024-q1.csv", "loans-2025-q4.csv");
    assertThat(files("b")).hasSize(8 * 7).contains("loans-2024-q1-part7.csv");
    assertThat(lines("b")).isEqualTo(lines("a")).hasSize(5_000);
    assertThat(lines("c")).isNotEqualTo(lines("a"));
  }

  @Test
  void leavesTheSameTableAloneAndReplacesAnother() throws IOException {
    LoansTable.write(TestSession.spark(), folder + "/a", 100, SEED, 5);
    var made = Files.getLastModifiedTime(folder.resolve("a/loans-2024-q1-part1.csv"));
    LoansTable.write(TestSession.spark(), folder + "/a", 100, SEED, 5);
    assertThat(Files.getLastModifiedTime(folder.resolve("a/loans-2024-q1-part1.csv")))
        .isEqualTo(made);
    LoansTable.write(TestSession.spark(), folder + "/a", 80, SEED, 100);
    assertThat(files("a")).hasSize(8);
    assertThat(lines("a")).hasSize(80);
  }

  @Test
  void refusesFewerRowsThanQuarters() {
    assertThatThrownBy(() -> LoansTable.write(TestSession.spark(), folder.toString(), 7, SEED))
        .isInstanceOf(HoldoutException.class)
        .hasMessage(
            "[USAGE] Cannot make 7 loans: expected at least one for each of 8 quarters."
                + " Ask for more rows.");
  }

  @Test
  void hasTheFaultsItSaysItHas() throws IOException {
    long rows = 10_301; // 20 × 500 + 301: the last 500 hold the first three faults only
    LoansTable.write(TestSession.spark(), folder + "/a", rows, SEED);
    Map<String, List<List<String>>> byLoan = new HashMap<>();
    long torn = 0;
    long notANumber = 0;
    long negative = 0;
    long unknown = 0;
    long missing = 0;
    for (String line : lines("a")) {
      List<String> fields = List.of(line.split(",", -1));
      if (fields.size() != LoansTable.COLUMNS.size()) {
        torn++;
        continue;
      }
      String amount = fields.get(LoansTable.COLUMNS.indexOf("amount"));
      String income = fields.get(LoansTable.COLUMNS.indexOf("income"));
      notANumber += amount.equals("12k") ? 1 : 0;
      missing += amount.isEmpty() ? 1 : 0;
      negative += income.startsWith("-") ? 1 : 0;
      unknown += fields.get(LoansTable.COLUMNS.indexOf("region")).equals("atlantis") ? 1 : 0;
      byLoan.computeIfAbsent(fields.get(0), unseen -> new ArrayList<>()).add(fields);
    }
    List<List<List<String>>> twice =
        byLoan.values().stream().filter(loans -> loans.size() > 1).toList();
    long exact = twice.stream().filter(loans -> loans.get(0).equals(loans.get(1))).count();

    assertThat(LoanFault.EXACT_DUPLICATE.count(rows)).isEqualTo(21).isEqualTo(exact);
    assertThat(LoanFault.CONFLICTING_DUPLICATE.count(rows))
        .isEqualTo(21)
        .isEqualTo(twice.size() - exact);
    assertThat(LoanFault.CONFLICTING_DUPLICATE.quarantined(rows)).isEqualTo(42);
    assertThat(LoanFault.TORN_LINE.count(rows)).isEqualTo(21).isEqualTo(torn);
    assertThat(LoanFault.AMOUNT_NOT_A_NUMBER.count(rows)).isEqualTo(20).isEqualTo(notANumber);
    assertThat(LoanFault.NEGATIVE_INCOME.count(rows)).isEqualTo(20).isEqualTo(negative);
    assertThat(LoanFault.UNKNOWN_REGION.count(rows)).isEqualTo(20).isEqualTo(unknown);
    assertThat(LoanFault.MISSING_AMOUNT.count(rows)).isEqualTo(20).isEqualTo(missing);
  }

  @Test
  void followsTheLawItStates() {
    LoansTable.write(TestSession.spark(), folder + "/a", 50_000, SEED);
    Dataset<Row> loans =
        LoansCsv.sound(folder + "/a")
            .withColumn("label", when(col("defaulted").equalTo("yes"), 1.0).otherwise(0.0));
    assertThat(loans.agg(functions.avg("label")).first().getDouble(0))
        .isCloseTo(LoansTruth.POSITIVE_SHARE, within(0.005));

    List<String> names = new ArrayList<>();
    List<Double> truth = new ArrayList<>();
    List<Double> tolerance = new ArrayList<>();
    Dataset<Row> features = loans.na().drop(); // missing by its own value alone: no bias
    for (NumericEffect effect : LoansTruth.NUMERIC) {
      Column value = effect.logarithm() ? log1p(col(effect.column())) : col(effect.column());
      Column standardised = value.minus(lit(effect.centre())).divide(lit(effect.scale()));
      features = features.withColumn("x" + names.size(), standardised);
      names.add("x" + names.size());
      truth.add(effect.coefficient());
      tolerance.add(0.1); // four standard errors of about 0.025
    }
    for (var effects : LoansTruth.CATEGORICAL.entrySet()) {
      if (!effects.getKey().equals("region")) {
        for (var effect : effects.getValue().entrySet()) {
          Column is = when(col(effects.getKey()).equalTo(effect.getKey()), 1.0).otherwise(0.0);
          features = features.withColumn("x" + names.size(), is);
          names.add("x" + names.size());
          truth.add(effect.getValue());
          tolerance.add(0.35); // four standard errors of the rarest category
        }
      }
    }
    Dataset<Row> assembled =
        new VectorAssembler()
            .setInputCols(names.toArray(String[]::new))
            .setOutputCol("features")
            .transform(features)
            .cache();
    LogisticRegressionModel model =
        new LogisticRegression()
            .setStandardization(false)
            .fit(assembled.filter(col("region").notEqual(LoansTruth.ODD_REGION)));

    assertThat(model.intercept()).isCloseTo(LoansTruth.INTERCEPT, within(0.25));
    for (int i = 0; i < names.size(); i++) {
      assertThat(model.coefficients().apply(i)).isCloseTo(truth.get(i), within(tolerance.get(i)));
    }
    BinaryClassificationEvaluator auc = new BinaryClassificationEvaluator();
    Dataset<Row> scored = model.transform(assembled);
    assertThat(auc.evaluate(scored)).isBetween(0.76, 0.85);
    assertThat(auc.evaluate(scored.filter(col("region").equalTo(LoansTruth.ODD_REGION))))
        .isLessThan(0.45);
    assembled.unpersist();
  }

  private List<String> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(f -> f.endsWith(".csv"))
          .toList();
    }
  }

  private List<String> lines(String name) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String file : files(name)) {
      List<String> all = Files.readAllLines(folder.resolve(name).resolve(file));
      assertThat(all.get(0)).isEqualTo(String.join(",", LoansTable.COLUMNS));
      lines.addAll(all.subList(1, all.size()));
    }
    return lines.stream().sorted().toList();
  }
}
