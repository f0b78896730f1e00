package dev.holdout.rebalance;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.ml.linalg.Vector;
import org.jspecify.annotations.Nullable;

/**
 * A block of rows as arrays, in the coordinates of one {@link Space}.
 *
 * <p>Size: 8 bytes for each coordinate, 4 for each category, and the key. The forms in single
 * precision are made on first use, once for each executor, and do not travel.
 */
final class Points implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Space space;
  private int size;
  private String[] keys;
  private double[] labels;
  private double[] weights;
  private double[] coordinates;
  private int[] levels;
  private transient @Nullable Map<String, Integer> byKey;
  private transient @Nullable Scaled scaled;
  private transient Tile @Nullable [] tiles;

  Points(Space space, int capacity) {
    this.space = space;
    this.keys = new String[capacity];
    this.labels = new double[capacity];
    this.weights = new double[capacity];
    this.coordinates = new double[capacity * space.dimensions()];
    this.levels = new int[capacity * space.form().categories()];
  }

  /** The next rows, as many as there are up to a limit. */
  static Points next(Space space, Iterator<Parent> rows, int limit) {
    Points points = new Points(space, Math.min(limit, 256));
    while (points.size < limit && rows.hasNext()) {
      points.add(rows.next());
    }
    return points;
  }

  /** Adds a row. */
  void add(Parent row) {
    if (size == keys.length) {
      grow();
    }
    keys[size] = row.key();
    labels[size] = row.label();
    weights[size] = row.weight();
    double[] entries = row.features().toArray();
    space.coordinates(entries, coordinates, size * space.dimensions());
    int categories = space.form().categories();
    for (int category = 0; category < categories; category++) {
      levels[size * categories + category] = space.form().level(entries, category);
    }
    size++;
  }

  private void grow() {
    int capacity = 2 * size + 16;
    keys = Arrays.copyOf(keys, capacity);
    labels = Arrays.copyOf(labels, capacity);
    weights = Arrays.copyOf(weights, capacity);
    coordinates = Arrays.copyOf(coordinates, capacity * space.dimensions());
    levels = Arrays.copyOf(levels, capacity * space.form().categories());
  }

  /** The point of a key, which is there. */
  synchronized int find(String key) {
    Map<String, Integer> made = byKey;
    if (made == null) {
      made = new HashMap<>();
      for (int point = 0; point < size; point++) {
        made.put(keys[point], point);
      }
      byKey = made;
    }
    return Objects.requireNonNull(made.get(key), key);
  }

  int size() {
    return size;
  }

  String key(int point) {
    return keys[point];
  }

  double label(int point) {
    return labels[point];
  }

  /** One of all coordinates, point by point. */
  double coordinate(int index) {
    return coordinates[index];
  }

  int level(int point, int category) {
    return levels[point * space.form().categories() + category];
  }

  /** The row of a point. */
  Parent row(int point) {
    int dimensions = space.dimensions();
    int categories = space.form().categories();
    double[] values = Arrays.copyOfRange(coordinates, point * dimensions, (point + 1) * dimensions);
    int[] chosen = Arrays.copyOfRange(levels, point * categories, (point + 1) * categories);
    Vector features = space.form().vector(values, chosen);
    return new Parent(keys[point], labels[point], weights[point], features);
  }

  Space space() {
    return space;
  }

  /** Row by row in single precision, as {@link Search} wants queries. */
  synchronized Scaled scaled() {
    Scaled made = scaled;
    if (made == null) {
      made = Scaled.of(this);
      scaled = made;
    }
    return made;
  }

  /** Feature by feature in single precision, as {@link Search} wants references. */
  synchronized Tile[] tiles() {
    Tile[] made = tiles;
    if (made == null) {
      made = Tile.of(this);
      tiles = made;
    }
    return made;
  }

  /**
   * Points row by row.
   *
   * @param values in single precision, centred and scaled
   * @param norms lengths, in double precision, of what {@code values} rounds
   */
  @SuppressWarnings("ArrayRecordComponent") // A view for numeric loops, never compared.
  record Scaled(float[] values, double[] norms) {
    private static Scaled of(Points points) {
      int dimensions = points.space.dimensions();
      float[] values = new float[points.size * dimensions];
      double[] norms = new double[points.size];
      for (int point = 0; point < points.size; point++) {
        double sum = 0;
        for (int dimension = 0; dimension < dimensions; dimension++) {
          int at = point * dimensions + dimension;
          double value = points.space.scaled(points.coordinates[at], dimension);
          values[at] = (float) value;
          sum += value * value;
        }
        norms[point] = Math.sqrt(sum);
      }
      return new Scaled(values, norms);
    }
  }
}
