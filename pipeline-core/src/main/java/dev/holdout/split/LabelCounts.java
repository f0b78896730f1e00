package dev.holdout.split;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.stddev_samp;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Task;
import dev.holdout.split.SplitReport.ClassRows;
import dev.holdout.split.SplitReport.NumberLabels;
import dev.holdout.split.SplitReport.Spread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the labels of Training and of Test are like: one scan of a stored assignment. */
final class LabelCounts {
  private final List<ClassRows> classes;
  private final Optional<NumberLabels> numbers;

  private LabelCounts(List<ClassRows> classes, Optional<NumberLabels> numbers) {
    this.classes = classes;
    this.numbers = numbers;
  }

  /**
   * Counts.
   *
   * @param plan with its folds; how repeated rows were placed is for the message
   * @throws HoldoutException with {@code DATA_INSUFFICIENT} if Test lacks a class, or if all labels
   *     of Training or of Test are one number
   */
  static LabelCounts of(Dataset<Row> stored, LabelSpec label, SplitPlan plan) {
    return label.task() == Task.MULTICLASS
        ? new LabelCounts(classes(stored, label, plan), Optional.empty())
        : new LabelCounts(List.of(), Optional.of(numbers(stored, label)));
  }

  /** The report with these counts. */
  SplitReport in(SplitReport report) {
    return report.with(classes, numbers);
  }

  private static List<ClassRows> classes(Dataset<Row> stored, LabelSpec label, SplitPlan plan) {
    ClassPlaces places = ClassPlaces.of(stored, plan);
    List<ClassRows> classes = new ArrayList<>();
    for (int at = 0; at < label.classes().size(); at++) {
      int of = at;
      classes.add(
          new ClassRows(
              label.classes().get(at),
              places.rows(of, TestScheme.TRAINING),
              places.rows(of, TestScheme.TEST),
              places.folds(fold -> !places.any(of, fold.training())),
              places.folds(fold -> !places.any(of, fold.validation()))));
    }
    List<ClassRows> missing = classes.stream().filter(one -> one.test() == 0).toList();
    if (!missing.isEmpty()) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          String.format(
              Locale.ROOT,
              "Cannot split: Test has no row of the label \"%s\" = %s; expected some of every"
                  + " class. %s%s.",
              label.column(),
              missing.stream()
                  .map(
                      one ->
                          String.format(
                              Locale.ROOT, "\"%s\" (%,d in Training)", one.label(), one.training()))
                  .collect(Collectors.joining(", ")),
              RareClassRemedy.ofTest(plan.spec(), label, missing.size()),
              EmptyParts.spread(plan.repeatedRows())));
    }
    return classes;
  }

  private static NumberLabels numbers(Dataset<Row> stored, LabelSpec label) {
    Map<String, Spread> spreads = new HashMap<>();
    for (Row row :
        stored
            .groupBy(Assignment.PARTITION)
            .agg(
                avg(Columns.LABEL),
                coalesce(stddev_samp(col(Columns.LABEL)), lit(0.0)),
                min(Columns.LABEL),
                max(Columns.LABEL))
            .collectAsList()) {
      spreads.put(
          row.getString(0),
          new Spread(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)));
    }
    return new NumberLabels(
        spread(spreads, TestScheme.TRAINING, "Training", label),
        spread(spreads, TestScheme.TEST, "Test", label));
  }

  private static Spread spread(
      Map<String, Spread> spreads, int partition, String name, LabelSpec label) {
    Spread spread = spreads.get(Assignment.name(partition));
    if (spread == null || spread.least() == spread.greatest()) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          String.format(
              "Cannot split: %s has %s in the label \"%s\"; expected different numbers. Gather more"
                  + " rows, or predict something else.",
              name,
              spread == null ? "no row" : "the number " + spread.least() + " alone",
              label.column()));
    }
    return spread;
  }
}
