package dev.holdout.measure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * P-values adjusted so that rejecting those at most α keeps the chance of any false rejection at α,
 * however the tests depend on each other.
 *
 * <p>Source: Holm 1979.
 */
public final class Holm {
  private Holm() {}

  /** The adjusted p-values, in the order given. */
  public static double[] adjust(List<Double> pValues) {
    int[] ascending =
        IntStream.range(0, pValues.size())
            .boxed()
            .sorted(Comparator.comparing(pValues::get))
            .mapToInt(at -> at)
            .toArray();
    double[] adjusted = new double[ascending.length];
    double largest = 0;
    for (int rank = 0; rank < ascending.length; rank++) {
      double scaled = pValues.get(ascending[rank]) * (ascending.length - rank);
      largest = Math.max(largest, Math.min(1, scaled));
      adjusted[ascending[rank]] = largest;
    }
    return adjusted;
  }
}
