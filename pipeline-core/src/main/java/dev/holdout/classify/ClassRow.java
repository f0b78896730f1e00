package dev.holdout.classify;

import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.collection.immutable.ArraySeq;

/**
 * One row of predictions, read and worked out once for all the states that it goes into.
 *
 * <p>Scores are probabilities when each lies in [0, 1] and they sum to 1 within {@value
 * ClassCounts#TOLERANCE} a class, as rounded ones do.
 */
final class ClassRow implements Consumer<ClassCounts> {
  private static final double EPSILON = Math.ulp(1.0);

  final double label;
  final double predicted;
  final double weight;
  final boolean usable;
  final boolean scored;
  final boolean proper;

  /** The true class, where usable. */
  final int actual;

  /** By class; read only, and only while the row is added. */
  final double[] scores;

  /** Classes whose score is higher than that of the true one, where scored. */
  final int rank;

  /** Identifies class and scores, where scored. */
  final long hash;

  /** The class of the highest score, where proper. */
  final int top;

  final double logLoss;
  final double brier;

  ClassRow(double label, double predicted, double weight, double @Nullable [] scores, int classes) {
    this.label = label;
    this.predicted = predicted;
    this.weight = weight;
    this.usable = isClass(label, classes) && isClass(predicted, classes) && isWeight(weight);
    this.actual = usable ? (int) label : 0;
    this.scores = scores == null || !usable ? new double[0] : scores;
    this.scored = this.scores.length == classes && finite(this.scores);
    this.proper = scored && probabilities(this.scores);
    this.rank = scored ? rank(this.scores, actual) : 0;
    this.hash = scored ? hash(this.scores, actual) : 0;
    this.top = proper ? top(this.scores) : 0;
    this.logLoss =
        proper ? -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, this.scores[actual]))) : 0;
    this.brier = proper ? brier(this.scores, actual) : 0;
  }

  static ClassRow of(Row row, int classes) {
    return new ClassRow(
        number(row.get(0)), number(row.get(1)), number(row.get(2)), scores(row.get(3)), classes);
  }

  @Override
  public void accept(ClassCounts counts) {
    counts.add(this);
  }

  static boolean isClass(double number, int classes) {
    return number >= 0 && number < classes && number == Math.rint(number);
  }

  static boolean isWeight(double weight) {
    return weight >= 0 && weight < Double.POSITIVE_INFINITY;
  }

  private static boolean finite(double[] scores) {
    for (double score : scores) {
      if (!Double.isFinite(score)) {
        return false;
      }
    }
    return true;
  }

  private static boolean probabilities(double[] scores) {
    double sum = 0;
    for (double score : scores) {
      if (score < 0 || score > 1) {
        return false;
      }
      sum += score;
    }
    return Math.abs(sum - 1) <= ClassCounts.TOLERANCE * scores.length;
  }

  private static int rank(double[] scores, int actual) {
    int rank = 0;
    for (int at = 0; at < scores.length; at++) {
      rank += scores[at] > scores[actual] || (scores[at] == scores[actual] && at > actual) ? 1 : 0;
    }
    return rank;
  }

  private static int top(double[] scores) {
    int top = 0;
    for (int at = 1; at < scores.length; at++) {
      top = scores[at] > scores[top] ? at : top;
    }
    return top;
  }

  private static double brier(double[] scores, int actual) {
    double brier = 0;
    for (int at = 0; at < scores.length; at++) {
      double gap = scores[at] - (at == actual ? 1 : 0);
      brier += gap * gap;
    }
    return brier;
  }

  /** Mixes the bits as SplittableRandom does. */
  private static long hash(double[] scores, int actual) {
    long hash = actual;
    for (double score : scores) {
      hash = (hash ^ Double.doubleToLongBits(score + 0.0)) + 0x9E3779B97F4A7C15L;
      hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
      hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
      hash ^= hash >>> 31;
    }
    return hash;
  }

  private static double number(@Nullable Object value) {
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("not a number: " + value.getClass());
  }

  private static double @Nullable [] scores(@Nullable Object value) {
    if (value instanceof ArraySeq.ofDouble doubles) {
      return doubles.unsafeArray();
    }
    if (value instanceof Seq<?> seq) {
      double[] scores = new double[seq.length()];
      for (int at = 0; at < scores.length; at++) {
        scores[at] = number(seq.apply(at));
      }
      return scores;
    }
    return value instanceof double[] array ? array : null;
  }
}
