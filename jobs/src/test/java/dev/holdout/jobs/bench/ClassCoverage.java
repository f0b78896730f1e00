package dev.holdout.jobs.bench;

import static dev.holdout.jobs.bench.CoverageNames.column;

import dev.holdout.classify.ClassCounts;
import dev.holdout.classify.ClassMetric;
import dev.holdout.classify.ClassMetrics;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Every metric of several classes. What is known of a row is four normals with variance 1, that of
 * its class around 1.8 and the others around 0.
 */
final class ClassCoverage {
  private static final int[] SIZES = {100, 300, 1000, 5000};
  private static final int TRUTH_ROWS = 1_000_000;
  static final double SHIFT = 1.8;

  /** How common classes are, and how far log-odds are stretched. */
  enum Kind {
    EVEN("even classes", 1, .25, .25, .25, .25),
    RARE("70, 20, 8 and 2 %", 1, .70, .20, .08, .02),
    STRETCHED("not calibrated", 1.6, .4, .3, .2, .1);

    final String words;
    private final double stretch;
    private final double[] shares;

    Kind(String words, double stretch, double... shares) {
      this.words = words;
      this.stretch = stretch;
      this.shares = shares;
    }

    /** The class that a uniform number stands for. */
    int drawn(double uniform) {
      int at = 0;
      double below = shares[0];
      while (at < shares.length - 1 && uniform >= below) {
        below += shares[++at];
      }
      return at;
    }

    /** Probabilities, where so much is known for each class. */
    double[] scores(double[] known) {
      double[] scores = new double[shares.length];
      double sum = 0;
      for (int at = 0; at < scores.length; at++) {
        scores[at] = Math.exp(stretch * (Math.log(shares[at]) + SHIFT * known[at]));
        sum += scores[at];
      }
      for (int at = 0; at < scores.length; at++) {
        scores[at] /= sum;
      }
      return scores;
    }
  }

  private ClassCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns =
        CoverageColumn.of(
            Kind.values(),
            SIZES,
            (kind, rows) -> column(kind.words, rows),
            ClassCoverage::truth,
            (kind, rows, random, own) -> measures(sample(kind, random, rows), own));
    return new CoverageSection(
        "Several classes",
        "Four classes: each is a quarter of the rows; or they are 70, 20, 8 and 2 %; or 40, 30, 20"
            + " and 10 % with log-odds 1.6 times as large as they should be. What is known of a row"
            + " is four normals with variance 1, that of its own class around 1.8, the others"
            + " around 0; the likeliest class is predicted.",
        CoverageNames.of(ClassMetrics.all()),
        columns,
        confidence);
  }

  private static SortedMap<String, Double> truth(Kind kind) {
    ClassCounts counts = sample(kind, new SplittableRandom(1), TRUTH_ROWS);
    SortedMap<String, Double> truths = new TreeMap<>();
    for (ClassMetric metric : ClassMetrics.all()) {
      metric.value(counts).value().ifPresent(it -> truths.put(metric.name(), it));
    }
    if (kind.stretch == 1) {
      truths.put("ece", 0.0);
    }
    return truths;
  }

  private static SortedMap<String, Measure> measures(ClassCounts counts, Confidence confidence) {
    SortedMap<String, Measure> measures = new TreeMap<>();
    ClassMetrics.all()
        .forEach(metric -> measures.put(metric.name(), metric.measure(counts, confidence)));
    return measures;
  }

  private static ClassCounts sample(Kind kind, SplittableRandom random, int rows) {
    int classes = kind.shares.length;
    ClassCounts counts = ClassCounts.empty(classes);
    for (int row = 0; row < rows; row++) {
      int actual = kind.drawn(random.nextDouble());
      double[] known = new double[classes];
      for (int at = 0; at < classes; at++) {
        known[at] = random.nextGaussian() + (at == actual ? SHIFT : 0);
      }
      double[] scores = kind.scores(known);
      counts.add(actual, likeliest(scores), 1, scores);
    }
    return counts;
  }

  static int likeliest(double[] scores) {
    int likeliest = 0;
    for (int at = 1; at < scores.length; at++) {
      likeliest = scores[at] > scores[likeliest] ? at : likeliest;
    }
    return likeliest;
  }
}
