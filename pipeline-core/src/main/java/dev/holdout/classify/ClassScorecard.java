package dev.holdout.classify;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Counted;
import dev.holdout.measure.Described;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Scorecard;
import dev.holdout.measure.Task;
import dev.holdout.stat.Statistic;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an evaluation asks of a classifier of several classes.
 *
 * <p>Segments are compared by accuracy, mean recall over classes and the mean area of each class
 * against all others: losses follow the mix of classes and are not compared.
 *
 * @param labels the classes, in the order of their numbers; 2 to {@link ClassCounts#MOST_CLASSES}
 */
public record ClassScorecard(List<String> labels) implements Scorecard<ClassCounts> {
  private static final List<ClassMetric> COMPARED =
      List.of("accuracy", "balanced_accuracy", "roc_auc_ovr_macro").stream()
          .map(name -> ClassMetrics.byName(name).orElseThrow())
          .toList();
  private static final double FEWEST_ROWS = 10;

  public ClassScorecard {
    labels = List.copyOf(labels);
    if (labels.size() < 2 || labels.size() > ClassCounts.MOST_CLASSES) {
      throw new IllegalArgumentException(
          labels.size() + " classes, expected 2 to " + ClassCounts.MOST_CLASSES);
    }
  }

  @Override
  public Task task() {
    return Task.MULTICLASS;
  }

  @Override
  public String unit() {
    return Counted.ROWS;
  }

  @Override
  public List<ClassMetric> metrics() {
    return ClassMetrics.all();
  }

  @Override
  public Statistic<ClassCounts> statistic(long groups) {
    return ClassCounts.statistic(labels.size(), groups);
  }

  @Override
  public long rows(ClassCounts counts) {
    return counts.rows();
  }

  @Override
  public long positives(ClassCounts counts) {
    return 0;
  }

  @Override
  public SortedMap<String, Measure> measures(ClassCounts counts, Confidence confidence) {
    SortedMap<String, Measure> measures = new TreeMap<>();
    metrics().forEach(metric -> measures.put(metric.name(), metric.measure(counts, confidence)));
    return Collections.unmodifiableSortedMap(measures);
  }

  @Override
  public Measure value(Described metric, ClassCounts counts) {
    return ClassMetrics.byName(metric.name()).orElseThrow().value(counts);
  }

  @Override
  public List<ClassMetric> compared() {
    return COMPARED;
  }

  /** Accuracy is not one of them: it follows how common the easier classes are. */
  @Override
  public List<ClassMetric> deciding() {
    return COMPARED.subList(1, COMPARED.size());
  }

  @Override
  public Optional<Estimate> estimate(Described metric, ClassCounts counts, Confidence confidence) {
    return ClassMetrics.byName(metric.name())
        .filter(known -> known.value(counts).value().isPresent())
        .map(known -> known.estimate(counts, confidence).within(known.definition().range()));
  }

  @Override
  public boolean tooFew(ClassCounts counts) {
    return counts.effectiveRows() < FEWEST_ROWS;
  }

  /** The confusion matrix and each class against all others. */
  public ClassDetail detail(ClassCounts counts, Confidence confidence) {
    return ClassDetails.of(labels, counts, confidence);
  }
}
