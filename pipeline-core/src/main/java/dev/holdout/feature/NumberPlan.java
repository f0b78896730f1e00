package dev.holdout.feature;

import dev.holdout.feature.FeatureSpec.Imputation;
import dev.holdout.feature.FeatureSpec.Numeric;
import dev.holdout.feature.FeatureSpec.Scaling;
import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.stat.Moments;
import dev.holdout.stat.Quantiles;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A numeric column: imputed, clipped, scaled.
 *
 * <p>All figures are those of the values seen, nulls left out; where values are clipped, those of
 * the clipped values. Robust scaling falls back on the standard deviation where the interquartile
 * range is 0.
 */
record NumberPlan(String column, Numeric settings) implements ColumnPlan {
  private static final long serialVersionUID = 1L;

  @Override
  public Source source() {
    return Source.NUMBER;
  }

  @Override
  public ColumnState empty() {
    return new NumberState(quantiles());
  }

  @Override
  public ColumnState read(DataInput in) throws IOException {
    return NumberState.read(in, quantiles());
  }

  private boolean clips() {
    return settings.clipLower() > 0 || settings.clipUpper() < 1;
  }

  private boolean quantiles() {
    return settings.imputation() == Imputation.MEDIAN
        || settings.scaling() == Scaling.ROBUST
        || clips();
  }

  @Override
  public FittedColumn fit(ColumnState state, List<String> notes) {
    NumberState numbers = (NumberState) state;
    boolean indicator = settings.missingIndicator() && numbers.anyMissing();
    if (numbers.notFinite() > 0) {
      notes.add(column + ": NaN and infinite values count as missing");
    }
    if (numbers.moments().count() == 0) {
      notes.add(column + ": left out, no training row has a value");
      return FittedNumber.none(column);
    }
    if (quantiles() && !numbers.values().exact()) {
      notes.add(
          "%s: quantiles are those of %d bins, each value within %.2g of its size"
              .formatted(column, NumberState.BINS, numbers.values().relativeError()));
    }
    Summary summary = clips() ? clipped(numbers) : all(numbers);
    if (!summary.varies) {
      notes.add(
          column
              + ": values left out, all training rows have the same"
              + (clips() ? " after clipping" : ""));
    }
    return new FittedNumber(
        column,
        summary.varies,
        indicator,
        imputed(summary),
        summary.clip,
        centre(summary),
        summary.varies ? scale(summary) : 1.0);
  }

  private double imputed(Summary summary) {
    return switch (settings.imputation()) {
      case MEDIAN -> summary.quantile(0.5);
      case MEAN -> summary.mean;
      case CONSTANT -> settings.constant();
    };
  }

  private double centre(Summary summary) {
    return switch (settings.scaling()) {
      case STANDARD -> summary.mean;
      case ROBUST -> summary.quantile(0.5);
      case NONE -> 0.0;
    };
  }

  private double scale(Summary summary) {
    double scale =
        switch (settings.scaling()) {
          case STANDARD -> summary.standardDeviation;
          case ROBUST -> {
            double range = summary.quantile(0.75) - summary.quantile(0.25);
            yield range > 0 ? range : summary.standardDeviation;
          }
          case NONE -> 1.0;
        };
    return Math.max(Double.MIN_NORMAL, Math.min(Double.MAX_VALUE, scale));
  }

  private Summary all(NumberState numbers) {
    Moments moments = numbers.moments();
    boolean varies = moments.vary();
    return new Summary(
        varies,
        moments.mean(),
        varies ? moments.standardDeviation() : 0.0,
        quantiles() ? Optional.of(Quantiles.of(numbers.values())) : Optional.empty(),
        Optional.empty());
  }

  private Summary clipped(NumberState numbers) {
    Quantiles quantiles = Quantiles.of(numbers.values());
    FittedNumber.Clip clip =
        new FittedNumber.Clip(
            quantiles.at(settings.clipLower()), quantiles.at(settings.clipUpper()));
    AdaptiveHistogram.Bins bins = numbers.values().bins();
    long[] counts = bins.counts()[0];
    long rows = numbers.moments().count();
    double mean = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      mean += clip.of(bins.values()[bin]) * ((double) counts[bin] / rows);
    }
    double variance = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      double deviation = clip.of(bins.values()[bin]) - mean;
      variance += deviation * deviation * ((double) counts[bin] / (rows - 1));
    }
    boolean varies = clip.of(bins.values()[0]) < clip.of(bins.values()[bins.size() - 1]);
    return new Summary(
        varies,
        clip.of(mean),
        varies ? Math.sqrt(variance) : 0.0,
        Optional.of(quantiles),
        Optional.of(clip));
  }

  /** Figures of the values as they are after clipping. */
  private record Summary(
      boolean varies,
      double mean,
      double standardDeviation,
      Optional<Quantiles> quantiles,
      Optional<FittedNumber.Clip> clip) {
    double quantile(double share) {
      double quantile = quantiles.orElseThrow().at(share);
      return clip.map(bounds -> bounds.of(quantile)).orElse(quantile);
    }
  }
}
