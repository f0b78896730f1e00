package dev.holdout.fairness;

import java.util.List;
import java.util.Optional;

/**
 * Which columns say whether rows are alike and how they are decided.
 *
 * @param key columns that tell rows apart
 * @param features columns of numbers, booleans or texts; null is taken as the sample's mean, of
 *     texts as a value of its own
 * @param prediction a column of decisions 0 and 1, or of scores between 0 and 1; rows without are
 *     left out
 * @param weight what a row's agreement with its neighbours counts; rows without are left out. Empty
 *     where all count the same
 * @param cluster rows of one value are not independent and are no neighbours of each other
 * @param neighbours how many, 5 as a rule; below {@value ConsistencySample#MOST}
 */
public record SimilarRows(
    List<String> key,
    List<String> features,
    String prediction,
    Optional<String> weight,
    Optional<String> cluster,
    int neighbours) {
  public SimilarRows {
    key = List.copyOf(key);
    features = List.copyOf(features);
    if (neighbours < 1
        || neighbours >= ConsistencySample.MOST
        || key.isEmpty()
        || features.isEmpty()) {
      throw new IllegalArgumentException(
          neighbours + " neighbours, key " + key + ", features " + features);
    }
  }
}
