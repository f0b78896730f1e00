package dev.holdout.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.LabelSpec;
import dev.holdout.split.SealedTest;
import dev.holdout.split.Training;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The audit of a label of any kind. The checks know two kinds of rows, so that others are made into
 * that: each of several classes against all others, the rarest first and at most {@value #CLASSES}
 * of them; numbers above Training's median against the rest. Every finding that speaks of positive
 * rows says which these are.
 *
 * <p>Cost: that of {@link LeakageAudit}, for each class; and a light scan.
 */
public final class TaskAudit {
  private static final int CLASSES = 5;

  /** Checks that look at the label: the others find the same whatever it is. */
  private static final Set<String> OF_LABEL =
      Set.of(
          "label_copy",
          "label_leak",
          "strongest_column",
          "columns_tell_label",
          "value_tells_label",
          "filled_after_event",
          "missingness_predicts_label",
          "base_rates_differ",
          "rare_label",
          "label_drift");

  /** What says nothing of numbers: half are positive, and some values always go with large ones. */
  private static final Set<String> NOT_OF_NUMBERS = Set.of("rare_label", "value_tells_label");

  private final LeakageAudit audit;

  public TaskAudit(LeakageAudit audit) {
    this.audit = audit;
  }

  /** Rows that count as positive, and what they are. */
  private record Contrast(Column positive, String words) {}

  /**
   * Audits a split.
   *
   * @param label with its classes
   * @return what was found, gravest first
   */
  public List<Finding> run(LabelSpec label, Training training, FoldPlan plan, SealedTest test) {
    return switch (label.task()) {
      case BINARY -> audit.run(training, plan, test);
      case MULTICLASS -> run(classes(label, training), training, plan, test);
      case REGRESSION ->
          run(List.of(aboveMedian(label, training)), training, plan, test).stream()
              .filter(finding -> !NOT_OF_NUMBERS.contains(finding.code()))
              .toList();
    };
  }

  private List<Finding> run(
      List<Contrast> contrasts, Training training, FoldPlan plan, SealedTest test) {
    List<Finding> found = new ArrayList<>();
    Set<List<Object>> known = new HashSet<>();
    for (Contrast contrast : contrasts) {
      boolean first = found.isEmpty() && contrast.equals(contrasts.get(0));
      Column label = when(contrast.positive(), lit(1.0)).otherwise(lit(0.0));
      for (Finding finding :
          audit.run(training.as(rows -> rows.withColumn(Columns.LABEL, label)), plan, test)) {
        boolean ofLabel = OF_LABEL.contains(finding.code());
        // A column that tells one class apart often tells another: once is enough.
        if (ofLabel ? known.add(List.of(finding.code(), finding.columns())) : first) {
          found.add(ofLabel ? finding.explained(contrast.words()) : finding);
        }
      }
    }
    found.sort(Comparator.comparing(Finding::severity));
    return found;
  }

  private static List<Contrast> classes(LabelSpec label, Training training) {
    // As many rows as there are classes.
    List<Row> counts =
        new ArrayList<>(
            training.rows().groupBy(Columns.LABEL).agg(count(lit(1)).as("rows")).collectAsList());
    counts.sort(
        Comparator.<Row>comparingLong(row -> row.getLong(1))
            .thenComparingDouble(row -> row.getDouble(0)));
    return counts.stream()
        .limit(CLASSES)
        .map(
            row ->
                new Contrast(
                    col(Columns.LABEL).equalTo(row.getDouble(0)),
                    String.format(
                        "Positive stands here for the rows whose `%s` is %s, negative for all others.",
                        label.column(), label.classes().get((int) row.getDouble(0)))))
        .toList();
  }

  private static Contrast aboveMedian(LabelSpec label, Training training) {
    Row found =
        training
            .rows()
            .agg(expr("percentile_approx(" + Columns.LABEL + ", 0.5, 100000)"), max(Columns.LABEL))
            .first();
    double median = found.getDouble(0);
    boolean below = median < found.getDouble(1);
    Column positive = below ? col(Columns.LABEL).gt(median) : col(Columns.LABEL).geq(median);
    return new Contrast(
        positive,
        String.format(
            "Positive stands here for the rows whose `%s` is %s %s, Training's median, negative for"
                + " the others.",
            label.column(),
            below ? "above" : "at least",
            BigDecimal.valueOf(median).stripTrailingZeros().toPlainString()));
  }
}
