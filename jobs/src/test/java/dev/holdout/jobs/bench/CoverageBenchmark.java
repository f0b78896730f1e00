package dev.holdout.jobs.bench;

import static java.util.Objects.requireNonNull;

import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.BootstrapMethod;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ProportionMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How often 95 % intervals hold the truth, for every metric of a binary classifier that has one,
 * over simulated tables of several sizes, balanced and at 2 % positives: {@link CoverageTables}.
 *
 * <p>{@code jobs/benchmark coverage} prints the tables; {@code jobs/benchmark coverage_written}
 * puts them into {@code pipeline-core/COVERAGE.md}, below the line that says so.
 */
final class CoverageBenchmark {
  private static final int[] SIZES = {100, 300, 1000, 5000};
  private static final double[] PREVALENCES = {0.5, 0.02};
  private static final int DRAWS = 1000;
  private static final String BELOW = "<!-- Below this line: jobs/benchmark coverage_written -->\n";

  private final int tables;
  private final StringBuilder text = new StringBuilder();

  private CoverageBenchmark(int tables) {
    this.tables = tables;
  }

  /**
   * Prints the tables.
   *
   * @param args how many tables of each kind; the document to write them into, if any
   */
  public static void main(String[] args) throws IOException {
    CoverageBenchmark benchmark =
        new CoverageBenchmark(args.length > 0 ? Integer.parseInt(args[0]) : 1000);
    Confidence own = new Confidence(0.95, DRAWS, 0);
    benchmark.table("Default methods", CoverageTables.CALIBRATED, own, metric -> true);
    benchmark.table(
        "Default methods, scores that are not calibrated",
        CoverageTables.OVERCONFIDENT,
        own,
        metric -> Metrics.ofCalibration().contains(metric));
    benchmark.table(
        "Clopper and Pearson's",
        CoverageTables.CALIBRATED,
        own.with(ProportionMethod.CLOPPER_PEARSON),
        metric ->
            metric.name().matches("accuracy|precision|recall|specificity|npv|fpr|fnr|fdr|for"));
    for (BootstrapMethod method : List.of(BootstrapMethod.PERCENTILE, BootstrapMethod.BCA)) {
      benchmark.table(
          "Bootstrap: " + method.name().toLowerCase(Locale.ROOT),
          CoverageTables.CALIBRATED,
          own.with(method),
          metric ->
              metric.name().matches("partial_auc|average_precision|ks|gain_at_10|lift_at_10"));
    }
    System.out.print(benchmark.text);
    if (args.length > 1) {
      Path document = Path.of(args[1]);
      String before = Files.readString(document, StandardCharsets.UTF_8);
      int at = before.indexOf(BELOW);
      if (at < 0) {
        throw new IllegalArgumentException(document + " has no line " + BELOW.strip());
      }
      Files.writeString(document, before.substring(0, at + BELOW.length()) + benchmark.text);
    }
  }

  private void table(
      String title, CoverageTables kind, Confidence confidence, Predicate<Metric> chosen) {
    List<Metric> metrics = Metrics.all().stream().filter(chosen).toList();
    List<SortedMap<String, Coverage>> columns = new ArrayList<>();
    text.append("\n### ").append(title).append("\n\n| Metric |");
    StringBuilder rule = new StringBuilder("|---|");
    for (double prevalence : PREVALENCES) {
      ScoreCounts truth = kind.truth(prevalence);
      for (int rows : SIZES) {
        columns.add(coverage(kind, metrics, truth, rows, prevalence, confidence));
        text.append(String.format(Locale.ROOT, " %.0f %%, n = %,d |", 100 * prevalence, rows));
        rule.append("---:|");
      }
    }
    text.append('\n').append(rule).append('\n');
    for (Metric metric : metrics) {
      if (columns.stream().allMatch(column -> column.get(metric.name()).all() == 0)) {
        continue;
      }
      text.append("| `").append(metric.name()).append("` |");
      columns.forEach(
          column ->
              text.append(' ')
                  .append(requireNonNull(column.get(metric.name())).text())
                  .append(" |"));
      text.append('\n');
    }
  }

  private SortedMap<String, Coverage> coverage(
      CoverageTables kind,
      List<Metric> metrics,
      ScoreCounts truth,
      int rows,
      double prevalence,
      Confidence confidence) {
    SortedMap<String, Double> truths = new TreeMap<>();
    for (Metric metric : metrics) {
      metric.value(truth, prevalence).value().ifPresent(it -> truths.put(metric.name(), it));
    }
    return IntStream.range(0, tables)
        .parallel()
        .mapToObj(
            table -> {
              ScoreCounts counts =
                  kind.sample(new Random(rows * 1_000_003L + table), rows, prevalence);
              Confidence seeded = confidence.of("table " + table);
              SortedMap<String, Coverage> one = new TreeMap<>();
              for (Metric metric : metrics) {
                one.put(
                    metric.name(),
                    Coverage.of(
                        metric.measure(counts, prevalence, seeded),
                        requireNonNull(truths.get(metric.name()))));
              }
              return one;
            })
        .reduce(
            new TreeMap<>(),
            (one, other) -> {
              SortedMap<String, Coverage> both = new TreeMap<>(one);
              other.forEach((name, found) -> both.merge(name, found, Coverage::and));
              return both;
            });
  }

  /**
   * Intervals by where the truth lies; those of tables in which the metric is undefined are none.
   */
  private record Coverage(int below, int held, int above) {
    private static final double ROUNDING = 1e-9;

    static Coverage of(Measure measure, double truth) {
      if (measure.lower().isEmpty() || measure.upper().isEmpty()) {
        return new Coverage(0, 0, 0);
      }
      boolean below = truth < measure.lower().get() - ROUNDING;
      boolean above = truth > measure.upper().get() + ROUNDING;
      return new Coverage(below ? 1 : 0, below || above ? 0 : 1, above ? 1 : 0);
    }

    Coverage and(Coverage other) {
      return new Coverage(below + other.below, held + other.held, above + other.above);
    }

    int all() {
      return below + held + above;
    }

    String text() {
      return all() == 0
          ? ""
          : String.format(
              Locale.ROOT,
              "%.1f (%.1f, %.1f)",
              100.0 * held / all(),
              100.0 * below / all(),
              100.0 * above / all());
    }
  }
}
