package dev.holdout.learn;

import java.util.Comparator;
import java.util.List;

/**
 * How much a feature counts in a model.
 *
 * @param feature the feature's name, such as {@code education=Masters}
 * @param column the column it was made from
 * @param weight the coefficient of the standardised feature, with its sign, for linear models; the
 *     share of the total gain for trees
 */
public record FeatureWeight(String feature, String column, double weight) {
  /**
   * A weight whose column is read off the feature's name: the name is the column's, alone or
   * followed by {@code =} and a category or {@code .} and a part.
   *
   * @param columns the dataset's columns; the longest that fits is taken, the feature itself if
   *     none does
   */
  static FeatureWeight of(String feature, List<String> columns, double weight) {
    String column =
        columns.stream()
            .filter(
                name ->
                    feature.equals(name)
                        || feature.startsWith(name + "=")
                        || feature.startsWith(name + "."))
            .max(Comparator.comparingInt(String::length))
            .orElse(feature);
    return new FeatureWeight(feature, column, weight);
  }
}
