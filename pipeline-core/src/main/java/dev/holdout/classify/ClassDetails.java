package dev.holdout.classify;

import dev.holdout.classify.ClassDetail.OneClass;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Wilson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Each class against all others: precision, recall, F1, specificity, prevalence and selection rate
 * with Wilson's intervals (F1 by that of TP / (TP + FP + FN), with which it grows), ROC AUC as
 * {@link ScoreArea} does.
 */
final class ClassDetails {
  private ClassDetails() {}

  static ClassDetail of(List<String> labels, ClassCounts counts, Confidence confidence) {
    List<List<Long>> confusion = new ArrayList<>();
    List<OneClass> classes = new ArrayList<>();
    for (int at = 0; at < labels.size(); at++) {
      List<Long> row = new ArrayList<>();
      long rows = 0;
      for (int predicted = 0; predicted < labels.size(); predicted++) {
        row.add(counts.rows(at, predicted));
        rows += counts.rows(at, predicted);
      }
      confusion.add(Collections.unmodifiableList(row));
      classes.add(new OneClass(labels.get(at), rows, metrics(at, counts, confidence.z())));
    }
    return new ClassDetail(labels, confusion, classes);
  }

  private static SortedMap<String, Measure> metrics(int of, ClassCounts counts, double z) {
    SortedMap<String, Measure> metrics = new TreeMap<>();
    Optional<String> reason = Lacking.rows(counts);
    if (reason.isPresent()) {
      List.of("precision", "recall", "f1", "specificity", "prevalence", "selection_rate")
          .forEach(name -> metrics.put(name, Measure.undefined(reason.get())));
    } else {
      addDecisions(metrics, of, counts.shares(), z);
    }
    metrics.put("roc_auc", area(of, counts, z));
    return Collections.unmodifiableSortedMap(metrics);
  }

  private static void addDecisions(
      SortedMap<String, Measure> metrics, int of, ClassShares shares, double z) {
    double n = shares.effectiveRows();
    double hits = shares.cells()[of][of] * n;
    double actual = Math.max(hits, shares.actual()[of] * n);
    double predicted = Math.max(hits, shares.predicted()[of] * n);
    double others = n - actual;
    metrics.put("precision", share(hits, predicted, z, "the class is never predicted"));
    metrics.put("recall", share(hits, actual, z, "no rows are of the class"));
    metrics.put(
        "specificity",
        shares.actual()[of] < 1 - 1e-15
            ? share(Math.max(0, others - (predicted - hits)), others, z, "")
            : Measure.undefined("all rows are of the class"));
    metrics.put("prevalence", share(Math.min(n, actual), n, z, ""));
    metrics.put("selection_rate", share(Math.min(n, predicted), n, z, ""));
    double union = actual + predicted - hits;
    metrics.put(
        "f1",
        union > 0
            ? new Estimate(
                    2 * hits / (actual + predicted),
                    "wilson",
                    at -> {
                      Interval jaccard = Wilson.interval(hits, union, at);
                      return new Interval(f1(jaccard.lower()), f1(jaccard.upper()));
                    })
                .measure(z)
            : Measure.undefined("no rows are of the class or predicted to be"));
  }

  private static double f1(double jaccard) {
    return 2 * jaccard / (1 + jaccard);
  }

  private static Measure share(double hits, double trials, double z, String otherwise) {
    return trials > 0 ? Wilson.estimate(hits, trials).measure(z) : Measure.undefined(otherwise);
  }

  private static Measure area(int of, ClassCounts counts, double z) {
    Optional<String> reason = Lacking.scores(counts);
    if (reason.isPresent()) {
      return Measure.undefined(reason.get());
    }
    ScoresByClass scores = counts.byClass();
    if (scores.rows(of) == 0) {
      return Measure.undefined("no rows with scores are of the class");
    }
    return scores.occurring() < 2
        ? Measure.undefined("all rows with scores are of the class")
        : scores.againstRest(of).estimate().measure(z);
  }
}
