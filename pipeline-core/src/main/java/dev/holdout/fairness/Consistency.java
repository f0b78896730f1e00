package dev.holdout.fairness;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import dev.holdout.measure.Wilson;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether similar rows are decided alike: 1 − mean |ŷ − mean ŷ of the k nearest other rows|.
 *
 * <p>Near is Euclidean distance over features, each divided by its standard deviation (n); a
 * feature that does not vary says nothing. Texts are apart or not: where two differ, this adds 2 /
 * (the share of pairs that differ) to the square, so that a text is worth as much as a number,
 * whose squares are 2 on the average of all pairs, however many values it has. Among rows equally
 * far the first count. A row is not its own neighbour, unlike in AIF360, where it is if
 * scikit-learn finds it first; nor are rows of its own unit, which are alike for another reason.
 * The higher the sample's density, the nearer the neighbours: consistencies of samples of other
 * sizes are other figures.
 *
 * <p>Interval: on the logit scale, for the figure of other samples of as many rows; {@link
 * NeighbourPairs} says how it varies. Where all rows agree with their neighbours, it is Wilson's of
 * none in so many units. Cost: rows² × features, on all cores.
 *
 * <p>Source: Zemel et al. 2013; the weight of texts after Gower 1971.
 */
final class Consistency {
  static final Definition DEFINITION =
      new Definition(
          "consistency",
          "1 − mean, by weight, of |ŷ − mean ŷ of the k nearest other rows|, features standardised,"
              + " on a sample",
          Range.SHARE,
          Direction.LARGER_IS_BETTER,
          "there are not more than k rows, or no feature varies",
          "Zemel et al. 2013");

  private Consistency() {}

  /**
   * Of a sample.
   *
   * @param k how many neighbours
   * @param z two-sided standard normal quantile of the interval's level
   */
  static Measure of(SampledRows sample, int k, double z) {
    int others = sample.size() - sample.largestUnit();
    if (others < k) {
      return Measure.undefined(
          sample.unitCount() == sample.size()
              ? sample.size() + " rows are not more than " + k + " neighbours"
              : "outside of the largest cluster are "
                  + others
                  + " rows, fewer than "
                  + k
                  + " neighbours");
    }
    if (Arrays.stream(sample.weights()).allMatch(weight -> weight == 0)) {
      return Measure.undefined("all weights are 0");
    }
    SampledRows.Places places = sample.places();
    if (places.areOne()) {
      return Measure.undefined("no feature varies");
    }
    int[][] neighbours =
        IntStream.range(0, sample.size())
            .parallel()
            .mapToObj(row -> nearest(sample, places, row, k))
            .toArray(int[][]::new);
    return measure(new NeighbourPairs(sample, neighbours), z);
  }

  private static int[] nearest(SampledRows sample, SampledRows.Places places, int row, int most) {
    Nearest nearest = new Nearest(most);
    int[] units = sample.units();
    for (int other = 0; other < units.length; other++) {
      if (units[other] != units[row]) {
        nearest.offer(places.distance(row, other, nearest.farthest()), other);
      }
    }
    return nearest.rows();
  }

  private static Measure measure(NeighbourPairs pairs, double z) {
    double loss = pairs.mean();
    double error = Math.sqrt(pairs.variance());
    boolean varies = error > 1e-12 && loss > 0 && loss < 1;
    Interval interval =
        varies
            ? Interval.aroundLogit(loss, z * error / (loss * (1 - loss)))
            : Wilson.interval(loss * pairs.effectiveUnits(), pairs.effectiveUnits(), z);
    return Measure.of(
        1 - loss,
        1 - Math.max(loss, interval.upper()),
        1 - Math.min(loss, interval.lower()),
        varies ? "dependence-graph" : "wilson");
  }
}
