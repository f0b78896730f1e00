package dev.holdout.decide;

import static org.apache.spark.sql.functions.udf;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Isotonic regression: the monotone function with the smallest squared error.
 *
 * <p>Fitted by pooling adjacent violators; rows of one score are one point. Between points the
 * function is linear; before the first and after the last it is constant. A pool is two points, its
 * lowest and its highest score, with one value. Source: Zadrozny and Elkan 2002.
 *
 * @param points by ascending score, values never falling
 */
public record Isotonic(List<Point> points) implements Calibrator {
  private static final long serialVersionUID = 1L;

  public Isotonic {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("no points");
    }
    for (int i = 1; i < points.size(); i++) {
      Point before = points.get(i - 1);
      Point point = points.get(i);
      if (!(before.score < point.score && before.value <= point.value)) {
        throw new IllegalArgumentException(before + " before " + point);
      }
    }
  }

  /** The value at a score. */
  public record Point(double score, double value) implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    public Point {
      if (!Double.isFinite(score) || !(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("score " + score + ", value " + value);
      }
    }
  }

  @Override
  public CalibratorKind kind() {
    return CalibratorKind.ISOTONIC;
  }

  @Override
  public double calibrate(double score) {
    int low = 0;
    int high = points.size() - 1;
    if (score <= points.get(low).score) {
      return points.get(low).value;
    }
    if (score >= points.get(high).score) {
      return points.get(high).value;
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (points.get(middle).score <= score) {
        low = middle;
      } else {
        high = middle;
      }
    }
    Point left = points.get(low);
    Point right = points.get(high);
    double share = (score - left.score) / (right.score - left.score);
    return Math.min(right.value, left.value + share * (right.value - left.value));
  }

  /** A function, not an expression: a search among many points. */
  @Override
  public Column calibrate(Column score) {
    return udf((UDF1<Double, Double>) this::calibrate, DataTypes.DoubleType).apply(score);
  }

  /** There must be a row. */
  static Isotonic fit(ScoreCounts counts) {
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      Pool pool = new Pool(counts.score(i), counts.score(i), counts.positives(i), counts.rows(i));
      while (!pools.isEmpty() && !pools.get(pools.size() - 1).isBelow(pool)) {
        pool = pools.remove(pools.size() - 1).with(pool);
      }
      pools.add(pool);
    }
    List<Point> points = new ArrayList<>();
    for (Pool pool : pools) {
      points.add(new Point(pool.lowest, pool.value()));
      if (pool.highest > pool.lowest) {
        points.add(new Point(pool.highest, pool.value()));
      }
    }
    return new Isotonic(points);
  }

  /** Neighbouring scores that have one value: the share of positives among their rows. */
  private record Pool(double lowest, double highest, long positives, long rows) {
    double value() {
      return (double) positives / rows;
    }

    boolean isBelow(Pool next) {
      return value() < next.value();
    }

    Pool with(Pool next) {
      return new Pool(lowest, next.highest, positives + next.positives, rows + next.rows);
    }
  }
}
