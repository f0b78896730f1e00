package dev.holdout.jobs.bench;

import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.measure.BootstrapMethod;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.measure.ProportionMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every metric of a binary classifier, on {@link CoverageTables}. */
final class BinaryCoverage {
  private static final int[] SIZES = {100, 300, 1000, 5000};
  private static final double[] PREVALENCES = {0.5, 0.02};

  private BinaryCoverage() {}

  static List<CoverageSection> sections(Confidence own) {
    List<CoverageSection> sections = new ArrayList<>();
    sections.add(section("Default methods", CoverageTables.CALIBRATED, own, Metrics.all()));
    sections.add(
        section(
            "Default methods, scores that are not calibrated",
            CoverageTables.OVERCONFIDENT,
            own,
            Metrics.ofCalibration()));
    sections.add(
        section(
            "Clopper and Pearson's",
            CoverageTables.CALIBRATED,
            own.with(ProportionMethod.CLOPPER_PEARSON),
            named("accuracy|precision|recall|specificity|npv|fpr|fnr|fdr|for")));
    for (BootstrapMethod method : List.of(BootstrapMethod.PERCENTILE, BootstrapMethod.BCA)) {
      sections.add(
          section(
              "Bootstrap: " + method.name().toLowerCase(Locale.ROOT),
              CoverageTables.CALIBRATED,
              own.with(method),
              named("partial_auc|average_precision|ks|gain_at_10|lift_at_10")));
    }
    return sections;
  }

  private static List<Metric> named(String pattern) {
    return Metrics.all().stream().filter(metric -> metric.name().matches(pattern)).toList();
  }

  private static CoverageSection section(
      String title, CoverageTables kind, Confidence confidence, List<Metric> metrics) {
    List<CoverageColumn> columns = new ArrayList<>();
    for (double prevalence : PREVALENCES) {
      for (int rows : SIZES) {
        columns.add(
            new CoverageColumn(
                String.format(Locale.ROOT, "%.0f %%, n = %,d", 100 * prevalence, rows),
                () -> truth(metrics, kind.truth(prevalence), prevalence),
                (random, own) -> {
                  ScoreCounts counts = kind.sample(random, rows, prevalence);
                  SortedMap<String, Measure> measures = new TreeMap<>();
                  metrics.forEach(
                      metric ->
                          measures.put(metric.name(), metric.measure(counts, prevalence, own)));
                  return measures;
                }));
      }
    }
    return new CoverageSection(title, "", CoverageNames.of(metrics), columns, confidence);
  }

  static SortedMap<String, Double> truth(
      List<? extends Metric> metrics, ScoreCounts counts, double threshold) {
    SortedMap<String, Double> truths = new TreeMap<>();
    metrics.forEach(
        metric ->
            metric
                .value(counts, threshold)
                .value()
                .ifPresent(value -> truths.put(metric.name(), value)));
    return truths;
  }
}
