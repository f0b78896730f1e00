package dev.holdout.decide;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.learn.OutOfFoldNumbers;
import dev.holdout.lineage.Json;
import dev.holdout.stat.Scan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Conformal intervals around predicted numbers: the prediction, and as far to either side as the
 * ⌈(n + 1)·coverage⌉-th smallest of the n absolute out-of-fold errors of predictions of similar
 * size; without end where there are fewer errors than that.
 *
 * <p>Predictions are of similar size within one of at most {@value #MOST_BANDS} bands that hold
 * about equal numbers of out-of-fold rows, at least {@value #ROWS_OF_A_BAND} each: errors usually
 * grow with what is predicted.
 *
 * <p>What holds: an actual value lies in its interval with a chance of about the coverage, for rows
 * like those of Training. The guarantee for exchangeable rows is that of split conformal
 * prediction, but that the errors are those of models fitted to all folds but one, and the model
 * that predicts is fitted to all. Sources: Papadopoulos et al. 2002; Lei et al. 2018; by band, Vovk
 * et al. 2003; out of folds, Barber et al. 2021, whose CV+ this approximates.
 *
 * <p>Cost: two scans of the out-of-fold rows.
 *
 * @param coverage share of actual values that intervals are to hold
 * @param bands by size of the prediction, ascending
 */
public record PredictionIntervals(double coverage, List<IntervalBand> bands) {
  private static final int MOST_BANDS = 10;
  private static final int ROWS_OF_A_BAND = 200;

  public PredictionIntervals {
    bands = List.copyOf(bands);
    if (bands.isEmpty() || bands.get(0).from().isPresent()) {
      throw new IllegalArgumentException("bands " + bands);
    }
  }

  /** From {@link #toJson}. */
  public static PredictionIntervals of(String json) {
    return Json.read(json, PredictionIntervals.class);
  }

  /** Canonical JSON. */
  public String toJson() {
    return Json.canonical(this);
  }

  /** Learns the widths from out-of-fold predictions. */
  public static PredictionIntervals learn(OutOfFoldNumbers outOfFold, double coverage) {
    List<Double> limits = limits(Scan.of(outOfFold.rows(), ErrorSizes.ofPredictions()));
    SortedMap<String, ErrorSizes> errors =
        Scan.byGroup(
            outOfFold.rows(),
            row -> List.of(Integer.toString(band(limits, row))),
            ErrorSizes.ofErrors());
    List<IntervalBand> bands = new ArrayList<>();
    for (int band = 0; band <= limits.size(); band++) {
      ErrorSizes found = errors.getOrDefault(Integer.toString(band), ErrorSizes.ofErrors().empty());
      bands.add(
          new IntervalBand(
              band == 0 ? Optional.empty() : Optional.of(limits.get(band - 1)),
              found.atRank(rank(found.rows(), coverage)),
              found.rows()));
    }
    return new PredictionIntervals(coverage, bands);
  }

  /** ⌈(n + 1)·coverage⌉, in exact arithmetic. */
  static long rank(long rows, double coverage) {
    return BigDecimal.valueOf(coverage)
        .multiply(BigDecimal.valueOf(rows + 1))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  private static List<Double> limits(ErrorSizes predictions) {
    long wanted = Math.max(1, Math.min(MOST_BANDS, predictions.rows() / ROWS_OF_A_BAND));
    List<Double> limits = new ArrayList<>();
    for (long band = 1; band < wanted; band++) {
      predictions
          .atRank(1 + predictions.rows() * band / wanted)
          .filter(limit -> limits.isEmpty() || limit > limits.get(limits.size() - 1))
          .filter(limit -> limit > predictions.atRank(1).orElseThrow())
          .ifPresent(limits::add);
    }
    return limits;
  }

  private static int band(List<Double> limits, Row row) {
    double prediction = row.getDouble(1);
    int band = 0;
    while (band < limits.size() && prediction >= limits.get(band)) {
      band++;
    }
    return band;
  }

  /** How far the interval of each prediction reaches to either side; infinity for no end. */
  Column halfWidth(Column prediction) {
    Column width = lit(bands.get(0).halfWidth().orElse(Double.POSITIVE_INFINITY));
    for (IntervalBand band : bands.subList(1, bands.size())) {
      width =
          when(
                  prediction.geq(lit(band.from().orElseThrow())),
                  lit(band.halfWidth().orElse(Double.POSITIVE_INFINITY)))
              .otherwise(width);
    }
    return width;
  }
}
