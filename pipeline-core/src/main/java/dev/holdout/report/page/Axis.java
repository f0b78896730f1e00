package dev.holdout.report.page;

import dev.holdout.report.words.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a plot.
 *
 * @param label what it measures
 * @param low its left or lower end
 * @param high its other end, above {@code low}
 * @param step between ticks
 */
record Axis(String label, double low, double high, double step) {
  Axis {
    if (!(low < high) || !(step > 0)) {
      throw new IllegalArgumentException("an axis from " + low + " to " + high + " by " + step);
    }
  }

  /** The same with another label. */
  Axis labelled(String other) {
    return new Axis(other, low, high, step);
  }

  /** From 0 to 1. */
  static Axis unit(String label) {
    return new Axis(label, 0, 1, 0.2);
  }

  /** From 0 to a round number that holds all shares, which is 1 if they reach 0.6. */
  static Axis shares(String label, double largest) {
    double end = largest >= 0.6 ? 1 : roundUp(Math.max(largest, 1e-6));
    return new Axis(label, 0, end, end / 5);
  }

  /** Around all values, its ends and ticks at round numbers. */
  static Axis around(String label, double smallest, double largest) {
    double span = Math.max(largest - smallest, 1e-9);
    double magnitude = Math.pow(10, Math.floor(Math.log10(span / 4)));
    double ratio = span / 4 / magnitude;
    double step = magnitude * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    double low = Math.floor(smallest / step + 1e-9) * step;
    double high = Math.ceil(largest / step - 1e-9) * step;
    return new Axis(label, low, high > low ? high : low + step, step);
  }

  /** The next number of one or two digits that is a good end of an axis. */
  static double roundUp(double positive) {
    double magnitude = Math.pow(10, Math.floor(Math.log10(positive)));
    for (double factor : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8}) {
      if (positive <= magnitude * factor * (1 + 1e-9)) {
        return magnitude * factor;
      }
    }
    return magnitude * 10;
  }

  /** Where a value lies between the ends, from 0 to 1; outside they are clamped. */
  double share(double value) {
    return Math.min(1, Math.max(0, (value - low) / (high - low)));
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    int count = (int) Math.floor((high - low) / step + 1e-9);
    for (int i = 0; i <= count; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  String tick(double value) {
    int digits = 0;
    double scaled = step;
    while (digits < 6 && Math.abs(scaled - Math.rint(scaled)) > 1e-6 * scaled) {
      digits++;
      scaled *= 10;
    }
    return Numbers.decimal(value, digits);
  }
}
