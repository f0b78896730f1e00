package dev.holdout.measure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * P-values adjusted so that rejecting those at most α keeps the false discovery rate at α.
 *
 * <p>Source: Benjamini & Hochberg 1995.
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /** The adjusted p-values, in the order given. */
  public static double[] adjust(List<Double> pValues) {
    int[] descending =
        IntStream.range(0, pValues.size())
            .boxed()
            .sorted(Comparator.comparing((Integer at) -> pValues.get(at)).reversed())
            .mapToInt(at -> at)
            .toArray();
    double[] adjusted = new double[descending.length];
    double smallest = 1;
    for (int rank = descending.length; rank > 0; rank--) {
      int at = descending[descending.length - rank];
      smallest = Math.min(smallest, pValues.get(at) * descending.length / rank);
      adjusted[at] = smallest;
    }
    return adjusted;
  }
}
