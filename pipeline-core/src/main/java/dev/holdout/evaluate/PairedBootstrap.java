package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.PoissonCounts;
import dev.holdout.measure.Student;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * The intervals of metrics' differences between two models on the same rows, from resampled joint
 * counts: a row drawn counts for both, so what the models share cancels. All metrics see the same
 * draws.
 *
 * <p>A difference is exact; its standard error is the deviation of the draws of the binned one, at
 * the quantile of Student's t with one degree of freedom less than there are rows of the smaller
 * class: percentiles of draws hold the truth too seldom where these are few. Where a metric is
 * undefined in more than one draw of twenty, so is its difference.
 */
final class PairedBootstrap {
  private static final double FEWEST_DEFINED = 0.95;

  private final List<Metric> metrics;
  private final Side[] sides;

  PairedBootstrap(List<Metric> metrics, Side champion, Side challenger) {
    this.metrics = List.copyOf(metrics);
    this.sides = new Side[] {champion, challenger};
  }

  /**
   * One of the two models.
   *
   * @param values the score that each of its bins stands for, ascending
   * @param threshold its decisions are positive when the score is at least this
   */
  @SuppressWarnings("ArrayRecordComponent") // A view for numeric loops, never compared.
  record Side(double[] values, double threshold) {
    static Side of(ScoreBins bins) {
      return new Side(bins.values(), bins.threshold());
    }
  }

  /**
   * The exact differences, challenger minus champion, in the order of the metrics.
   *
   * @param champion the rows' counts by its scores
   * @param challenger the same rows' by its own
   * @param cells the same rows by both models' bins
   * @param counts the rows of each cell; effective ones where rows are weighted
   */
  List<PairedDifference> differences(
      ScoreCounts champion,
      ScoreCounts challenger,
      JointCounts.Cell[] cells,
      double[] counts,
      Confidence confidence) {
    PoissonCounts resampler = new PoissonCounts(counts);
    SplittableRandom random = new SplittableRandom(confidence.seed());
    double[][] draws = new double[metrics.size()][confidence.draws()];
    int[] defined = new int[metrics.size()];
    double[] drawn = new double[counts.length];
    for (int draw = 0; draw < confidence.draws(); draw++) {
      resampler.draw(random, drawn);
      ScoreCounts[] resampled = resampled(cells, drawn);
      for (int metric = 0; metric < draws.length; metric++) {
        Optional<Double> difference =
            difference(metrics.get(metric), resampled[0], resampled[1]).value();
        if (difference.isPresent()) {
          draws[metric][defined[metric]++] = difference.get();
        }
      }
    }
    ScoreCounts[] binned = resampled(cells, counts);
    List<PairedDifference> differences = new ArrayList<>();
    for (int metric = 0; metric < draws.length; metric++) {
      differences.add(
          difference(
              metrics.get(metric),
              difference(metrics.get(metric), champion, challenger),
              difference(metrics.get(metric), binned[0], binned[1]).value(),
              Arrays.copyOf(draws[metric], defined[metric]),
              confidence.draws(),
              Math.min(champion.positives(), champion.negatives())));
    }
    return differences;
  }

  private static PairedDifference difference(
      Metric metric,
      Measure exact,
      Optional<Double> binned,
      double[] draws,
      int asked,
      long fewer) {
    if (exact.undefined().isPresent()) {
      return PairedDifference.none(exact.undefined().get());
    }
    if (binned.isEmpty() || draws.length < FEWEST_DEFINED * asked) {
      return PairedDifference.none(
          String.format(
              Locale.ROOT,
              "too few rows to resample: %s has a value in %d of %d draws",
              metric.name(),
              draws.length,
              asked));
    }
    double difference = exact.value().orElseThrow();
    SummaryStatistics spread = new SummaryStatistics();
    Arrays.stream(draws).forEach(spread::addValue);
    double deviation = spread.getStandardDeviation();
    double degrees = Math.max(1, fewer - 1.0);
    return PairedDifference.of(
        new Estimate(
            difference,
            "bootstrap",
            z -> {
              double reach = Student.quantile(z, degrees) * deviation;
              return new Interval(difference - reach, difference + reach);
            },
            metric.definition().range().minus(metric.definition().range())));
  }

  /** Challenger minus champion; undefined where either is. */
  private Measure difference(Metric metric, ScoreCounts champion, ScoreCounts challenger) {
    Measure first = metric.value(champion, sides[0].threshold);
    Measure second = metric.value(challenger, sides[1].threshold);
    if (first.undefined().isPresent() || second.undefined().isPresent()) {
      return first.undefined().isPresent() ? first : second;
    }
    return Measure.of(second.value().orElseThrow() - first.value().orElseThrow());
  }

  private ScoreCounts[] resampled(JointCounts.Cell[] cells, double[] rows) {
    double[][][] byModel = new double[2][2][];
    for (int model = 0; model < 2; model++) {
      for (int label = 0; label < 2; label++) {
        byModel[model][label] = new double[sides[model].values.length];
      }
    }
    for (int cell = 0; cell < rows.length; cell++) {
      JointCounts.Cell at = cells[cell];
      byModel[0][at.label()][at.championBin()] += rows[cell];
      byModel[1][at.label()][at.challengerBin()] += rows[cell];
    }
    return new ScoreCounts[] {
      ScoreCounts.of(new Bins(sides[0].values, byModel[0])),
      ScoreCounts.of(new Bins(sides[1].values, byModel[1]))
    };
  }
}
