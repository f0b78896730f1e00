package dev.holdout.evaluate;

import dev.holdout.stat.AdaptiveHistogram.Bins;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The interval of a metric's difference between two models on the same rows, from resampled joint
 * counts: a row drawn counts for both, so what the models share cancels.
 *
 * <p>The difference is exact; the spread is that of the binned difference, percentiles of the draws
 * about it. Where the metric is undefined in more than one draw of twenty, so is the difference.
 */
final class PairedBootstrap {
  private final Metric metric;
  private final ScoreBins[] bins;
  private final double[][] values;

  PairedBootstrap(Metric metric, ScoreBins champion, ScoreBins challenger) {
    this.metric = metric;
    this.bins = new ScoreBins[] {champion, challenger};
    this.values = new double[][] {champion.values(), challenger.values()};
  }

  /**
   * The exact difference, challenger minus champion, with its interval.
   *
   * @param exact the rows' counts
   * @param joint the same rows by both models' bins
   */
  Measure difference(PairedCounts exact, JointCounts joint, Confidence confidence) {
    Measure champion = metric.value(exact.champion(), bins[0].threshold());
    Measure challenger = metric.value(exact.challenger(), bins[1].threshold());
    if (champion.undefined().isPresent() || challenger.undefined().isPresent()) {
      return champion.undefined().isPresent() ? champion : challenger;
    }
    double difference = challenger.value().orElseThrow() - champion.value().orElseThrow();
    JointCounts.Cell[] cells = joint.cells();
    long[] counts = joint.counts();
    PoissonCounts resampler = new PoissonCounts(counts);
    SplittableRandom random = new SplittableRandom(confidence.seed());
    double[] draws = new double[confidence.draws()];
    long[] drawn = new long[counts.length];
    int defined = 0;
    for (int draw = 0; draw < draws.length; draw++) {
      resampler.draw(random, drawn);
      Optional<Double> resampled = difference(cells, drawn);
      if (resampled.isPresent()) {
        draws[defined++] = resampled.get();
      }
    }
    Optional<Double> binned = difference(cells, counts);
    if (binned.isEmpty() || defined < 0.95 * draws.length) {
      return Measure.undefined(
          String.format(
              Locale.ROOT,
              "too few rows to resample: %s has a value in %d of %d draws",
              metric.name(),
              defined,
              draws.length));
    }
    double[] ascending = Arrays.copyOf(draws, defined);
    Arrays.sort(ascending);
    Interval percentiles = Quantiles.central(ascending, confidence.z());
    double shift = difference - binned.get();
    return new Estimate(
            difference,
            "bootstrap",
            z -> new Interval(percentiles.lower() + shift, percentiles.upper() + shift))
        .measure(confidence.z());
  }

  private Optional<Double> difference(JointCounts.Cell[] cells, long[] rows) {
    long[][][] byModel = new long[2][2][];
    for (int model = 0; model < 2; model++) {
      for (int label = 0; label < 2; label++) {
        byModel[model][label] = new long[values[model].length];
      }
    }
    for (int cell = 0; cell < rows.length; cell++) {
      JointCounts.Cell at = cells[cell];
      byModel[0][at.label()][at.championBin()] += rows[cell];
      byModel[1][at.label()][at.challengerBin()] += rows[cell];
    }
    Optional<Double> champion = value(0, byModel[0]);
    return value(1, byModel[1]).flatMap(challenger -> champion.map(other -> challenger - other));
  }

  private Optional<Double> value(int model, long[][] byLabel) {
    return metric
        .value(ScoreCounts.of(new Bins(values[model], byLabel)), bins[model].threshold())
        .value();
  }
}
