package dev.holdout.jobs.bench;

import static java.util.Objects.requireNonNull;

import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How often 95 % intervals hold the truth, for every metric that has one, over simulated tables of
 * several sizes, balanced and at 2 % positives.
 *
 * <p>The rows: what is known of a row is normal with variance 1 around 0 for negatives and around
 * 1.5 for positives; the score is the chance of the positive class given that; decisions are
 * positive from a score of the share of positives up. The truth of each metric is its value on a
 * million rows that stand at the quantiles of those distributions.
 */
final class CoverageBenchmark {
  private static final double SHIFT = 1.5;
  private static final int[] SIZES = {100, 300, 1000, 5000};
  private static final double[] PREVALENCES = {0.5, 0.02};
  private static final int TRUTH_ROWS = 1_000_000;
  private static final int DRAWS = 1000;
  private static final String COUNTED = "rows";

  private CoverageBenchmark() {}

  /**
   * Prints the table.
   *
   * @param args tables of each kind; a file to write to, or "-"; metrics, all if none
   */
  public static void main(String[] args) throws IOException {
    int tables = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    List<String> names = args.length > 2 ? List.of(args).subList(2, args.length) : List.of();
    List<Metric> metrics =
        Metrics.all().stream()
            .filter(metric -> names.isEmpty() || names.contains(metric.name()))
            .toList();
    List<TreeMap<String, Coverage>> columns = new ArrayList<>();
    for (double prevalence : PREVALENCES) {
      ScoreCounts truth = truth(prevalence);
      for (int rows : SIZES) {
        columns.add(coverage(metrics, truth, rows, prevalence, tables));
      }
    }
    String text = text(metrics, columns);
    System.out.print(text);
    if (args.length > 1 && !args[1].equals("-")) {
      Files.writeString(Path.of(args[1]), text);
    }
  }

  /** Intervals by where the truth lies. */
  private static final class Coverage {
    private int below;
    private int held;
    private int above;
    private double width;

    void add(Measure measure, double truth) {
      if (measure.lower().isEmpty() || measure.upper().isEmpty()) {
        return;
      }
      width += measure.upper().get() - measure.lower().get();
      if (truth < measure.lower().get() - 1e-9) {
        below++;
      } else if (truth > measure.upper().get() + 1e-9) {
        above++;
      } else {
        held++;
      }
    }

    Coverage and(Coverage other) {
      Coverage both = new Coverage();
      both.below = below + other.below;
      both.held = held + other.held;
      both.above = above + other.above;
      both.width = width + other.width;
      return both;
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

  private static TreeMap<String, Coverage> coverage(
      List<Metric> metrics, ScoreCounts truth, int rows, double prevalence, int tables) {
    TreeMap<String, Double> truths = new TreeMap<>();
    for (Metric metric : metrics) {
      metric.value(truth, prevalence).value().ifPresent(it -> truths.put(metric.name(), it));
    }
    return IntStream.range(0, tables)
        .parallel()
        .mapToObj(
            table -> {
              ScoreCounts counts = sample(new Random(rows * 1_000_003L + table), rows, prevalence);
              TreeMap<String, Coverage> one = new TreeMap<>();
              for (Metric metric : metrics) {
                Coverage found = new Coverage();
                found.add(
                    metric.measure(
                        counts,
                        prevalence,
                        new Confidence(0.95, DRAWS, table)
                            .with(
                                dev.holdout.measure.BootstrapMethod.valueOf(
                                    System.getProperty("bs", "OWN")))),
                    requireNonNull(truths.get(metric.name())));
                one.put(metric.name(), found);
              }
              return one;
            })
        .reduce(
            new TreeMap<>(),
            (one, other) -> {
              TreeMap<String, Coverage> both = new TreeMap<>(one);
              other.forEach((name, found) -> both.merge(name, found, Coverage::and));
              return both;
            });
  }

  private static ScoreCounts truth(double prevalence) {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.of(prevalence));
    int positives = (int) Math.round(TRUTH_ROWS * prevalence);
    int negatives = TRUTH_ROWS - positives;
    for (int row = 0; row < positives; row++) {
      double evidence = SHIFT + normal.inverseCumulativeProbability((row + 0.5) / positives);
      counts.add(score(evidence, prevalence), true);
    }
    for (int row = 0; row < negatives; row++) {
      double evidence = normal.inverseCumulativeProbability((row + 0.5) / negatives);
      counts.add(score(evidence, prevalence), false);
    }
    return counts;
  }

  private static ScoreCounts sample(Random random, int rows, double prevalence) {
    ScoreCounts counts = ScoreCounts.empty(ScoreCounts.MAX_BINS, OptionalDouble.of(prevalence));
    for (int row = 0; row < rows; row++) {
      boolean positive = random.nextDouble() < prevalence;
      counts.add(score(random.nextGaussian() + (positive ? SHIFT : 0), prevalence), positive);
    }
    return counts;
  }

  private static double score(double evidence, double prevalence) {
    double logOdds = Math.log(prevalence / (1 - prevalence)) + SHIFT * evidence - SHIFT * SHIFT / 2;
    return 1 / (1 + Math.exp(-logOdds));
  }

  private static String text(List<Metric> metrics, List<TreeMap<String, Coverage>> columns) {
    StringBuilder text = new StringBuilder("| Metric |");
    StringBuilder rule = new StringBuilder("|---|");
    for (double prevalence : PREVALENCES) {
      for (int rows : SIZES) {
        text.append(String.format(Locale.ROOT, " %.0f %%, n = %,d |", 100 * prevalence, rows));
        rule.append("---:|");
      }
    }
    text.append('\n').append(rule).append('\n');
    for (Metric metric : metrics) {
      if (requireNonNull(columns.get(columns.size() - 1).get(metric.name())).all() == 0) {
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
    return text.toString();
  }
}
