package dev.holdout.slice;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.slice.BucketSums.Sums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the confirmation of slices makes of simulated errors, without a table. */
public final class SimulatedSlices {
  private SimulatedSlices() {}

  /** The error of a row, in the bucket of its cluster. */
  public record Erring(double error, int bucket) {}

  /**
   * The mean error in a slice, and how much higher it is than in all other rows.
   *
   * @param clustered whether rows of a bucket belong together
   */
  public static SortedMap<String, Measure> measures(
      List<Erring> slice, List<Erring> rest, boolean clustered, Confidence confidence) {
    boolean zeroOne = slice.stream().allMatch(row -> row.error == 0 || row.error == 1);
    BucketSums here = sums(slice, zeroOne);
    BucketSums elsewhere = sums(rest, zeroOne);
    Estimate mean = here.all().estimate();
    Estimate difference = here.all().minus(elsewhere.all());
    SortedMap<String, Measure> measures = new TreeMap<>();
    measures.put("mean_error", (clustered ? here.clustered(mean) : mean).measure(confidence.z()));
    measures.put(
        "mean_error −",
        (clustered ? here.clustered(difference, elsewhere) : difference).measure(confidence.z()));
    return measures;
  }

  private static BucketSums sums(List<Erring> rows, boolean zeroOne) {
    double centre = rows.stream().mapToDouble(Erring::error).average().orElse(0);
    int buckets = 1 + rows.stream().mapToInt(Erring::bucket).max().orElse(0);
    double[][] sums = new double[Math.max(64, buckets)][4];
    for (Erring row : rows) {
      double apart = row.error - centre;
      sums[row.bucket][0]++;
      sums[row.bucket][1] += row.error;
      sums[row.bucket][2] += apart;
      sums[row.bucket][3] += apart * apart;
    }
    return new BucketSums(
        new ArrayList<>(
            Arrays.stream(sums)
                .map(sum -> new Sums((long) sum[0], sum[1], sum[2], sum[3]))
                .toList()),
        zeroOne);
  }
}
