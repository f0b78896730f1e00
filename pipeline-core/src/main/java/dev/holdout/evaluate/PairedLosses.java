package dev.holdout.evaluate;

import dev.holdout.evaluate.RowLoss.Kind;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The differences of two models on the same rows, in every metric that is the mean of what rows add
 * or the root of such a mean, with tests.
 *
 * <p>Intervals are those of {@link LossMoments}, and of shares those of {@link PairedShare} with
 * the p-value of {@link McNemar}. Weighted rows count as effective ones. Where rows are weighted or
 * not independent, McNemar's test does not hold, and the p-value is that of the interval; with
 * clusters every interval is stretched by the {@link dev.holdout.measure.DesignEffect} of the
 * difference itself.
 *
 * @param losses the metrics, in the order in which they were summed
 * @param sums of all rows
 * @param without of the rows without each bucket of clusters; empty where rows are independent
 * @param weighted whether rows are
 * @param z two-sided standard normal quantile of the level
 */
record PairedLosses(
    List<RowLoss> losses,
    PairedLossSums sums,
    Optional<Collection<PairedLossSums>> without,
    boolean weighted,
    double z) {

  /** All metrics. */
  Map<String, PairedMetric> all() {
    Map<String, PairedMetric> compared = new LinkedHashMap<>();
    for (int at = 0; at < losses.size(); at++) {
      compared.put(losses.get(at).definition().name(), compared(at));
    }
    return compared;
  }

  private PairedMetric compared(int at) {
    if (sums.infinite(at) > 0) {
      return none(
          String.format(
              Locale.ROOT,
              "the scores of %,d rows are no probabilities that sum to 1",
              sums.infinite(at)));
    }
    if (sums.effectiveRows() < 2) {
      return none("fewer than two rows that both have scored");
    }
    Kind kind = losses.get(at).kind();
    Range range = losses.get(at).definition().range();
    LossMoments moments = sums.moments(at);
    return new PairedMetric(
        moments.ofChampion(kind, range, z),
        moments.ofChallenger(kind, range, z),
        difference(at, moments, kind).within(range));
  }

  private PairedDifference difference(int at, LossMoments moments, Kind kind) {
    if (kind == Kind.ROOT && (moments.champion() == 0 || moments.challenger() == 0)) {
      return PairedDifference.none("a model makes no error");
    }
    PairedDifference independent =
        new PairedDifference(
            Optional.of(moments.difference(kind)),
            kind == Kind.SHARE && !weighted
                ? OptionalDouble.of(sums.discordant(at).pValue().orElseThrow())
                : OptionalDouble.empty(),
            Optional.empty());
    return without
        .map(
            left ->
                independent.clustered(
                    left.stream().map(one -> difference(one, at)).toList(), moments.rows()))
        .orElse(independent);
  }

  private static PairedMetric none(String why) {
    return new PairedMetric(
        Measure.undefined(why), Measure.undefined(why), PairedDifference.none(why));
  }

  private Measure difference(PairedLossSums rows, int at) {
    if (rows.rows() == 0) {
      return Measure.undefined("no rows");
    }
    double[] means = rows.means(at);
    return Measure.of(
        losses.get(at).kind() == Kind.ROOT
            ? Math.sqrt(means[1]) - Math.sqrt(means[0])
            : means[1] - means[0]);
  }

  /** Decisions on all rows. */
  McNemar decisions() {
    for (int at = 0; at < losses.size(); at++) {
      if (losses.get(at).kind() == Kind.SHARE) {
        return sums.discordant(at).unlessDependent(weighted, without.isPresent());
      }
    }
    return McNemar.numbers();
  }
}
