package dev.holdout.jobs.demo;

/**
 * Random draws that are the same on every machine: SplitMix64 (Steele, Lea and Flood 2014) and
 * {@link StrictMath}, whose results are fixed to the bit.
 */
final class Draws {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /** The draws of one thing: a row, or a customer. */
  Draws(long seed, String kind, long index) {
    state = mix(mix(seed + kind.hashCode() * GOLDEN) + index * GOLDEN);
  }

  /** Uniform in (0, 1), never an end. */
  double uniform() {
    state += GOLDEN;
    return ((mix(state) >>> 12) + 0.5) * 0x1p-52;
  }

  /** Uniform among 0 … bound − 1. */
  long below(long bound) {
    return Math.min(bound - 1, (long) (uniform() * bound));
  }

  /** Standard normal, by Box and Muller. */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Poisson, by Knuth's product; for small means. */
  int poisson(double mean) {
    double limit = StrictMath.exp(-mean);
    int count = -1;
    double product = 1;
    do {
      count++;
      product *= uniform();
    } while (product > limit);
    return count;
  }

  /** One of the values; {@code shares} sum to 1. */
  String oneOf(String[] values, double[] shares) {
    double left = uniform();
    for (int i = 0; i < values.length - 1; i++) {
      left -= shares[i];
      if (left < 0) {
        return values[i];
      }
    }
    return values[values.length - 1];
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
