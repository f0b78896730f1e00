package dev.holdout.classify;

import dev.holdout.measure.Measure;
import java.util.List;
import java.util.SortedMap;

/**
 * What an evaluation of several classes has beside its metrics.
 *
 * @param labels the classes, in the order of their numbers
 * @param confusion rows by true class, then by predicted class
 * @param classes each class against all others
 */
public record ClassDetail(List<String> labels, List<List<Long>> confusion, List<OneClass> classes) {
  public ClassDetail {
    labels = List.copyOf(labels);
    confusion = List.copyOf(confusion);
    classes = List.copyOf(classes);
  }

  /**
   * One class against all others.
   *
   * @param label its name
   * @param rows rows that are of it
   * @param metrics metric name → measure, such as precision, recall, f1 and roc_auc
   */
  public record OneClass(String label, long rows, SortedMap<String, Measure> metrics) {}
}
