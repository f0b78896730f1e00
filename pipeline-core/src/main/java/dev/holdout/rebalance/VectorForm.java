package dev.holdout.rebalance;

import dev.holdout.feature.FeatureLayout;
import dev.holdout.feature.FeatureLayout.Slot;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** A {@link FeatureLayout} that travels to executors: takes vectors apart and makes them again. */
final class VectorForm implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final int[] numbers;
  private final int[] from;
  private final int[] width;
  private final int[] levels;
  private final boolean[] indexed;

  VectorForm(FeatureLayout layout) {
    List<Slot> categories = layout.categories();
    this.size = layout.size();
    this.numbers = layout.numbers().stream().mapToInt(Slot::from).toArray();
    this.from = categories.stream().mapToInt(Slot::from).toArray();
    this.width = categories.stream().mapToInt(Slot::width).toArray();
    this.levels = categories.stream().mapToInt(Slot::levels).toArray();
    this.indexed = new boolean[from.length];
    for (int category = 0; category < from.length; category++) {
      indexed[category] = categories.get(category).kind() == FeatureLayout.Kind.INDEX;
    }
  }

  /** How many numbers a vector holds. */
  int numbers() {
    return numbers.length;
  }

  /** How many categories a vector tells. */
  int categories() {
    return from.length;
  }

  /** How many values a category can take. */
  int levels(int category) {
    return levels[category];
  }

  /** A number of a vector's entries. */
  double number(double[] entries, int number) {
    return entries[numbers[number]];
  }

  /** A category of a vector's entries, from 0. */
  int level(double[] entries, int category) {
    int first = from[category];
    if (indexed[category]) {
      return (int) entries[first];
    }
    for (int flag = 0; flag < width[category]; flag++) {
      if (entries[first + flag] != 0) {
        return flag;
      }
    }
    return width[category];
  }

  /** The vector of these values, sparse or dense, whichever is smaller. */
  Vector vector(double[] values, int[] chosen) {
    double[] entries = new double[size];
    for (int number = 0; number < numbers.length; number++) {
      entries[numbers[number]] = values[number];
    }
    for (int category = 0; category < from.length; category++) {
      if (indexed[category]) {
        entries[from[category]] = chosen[category];
      } else if (chosen[category] < width[category]) {
        entries[from[category] + chosen[category]] = 1.0;
      }
    }
    return Vectors.dense(entries).compressed();
  }
}
