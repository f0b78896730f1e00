package dev.holdout.api;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.BinaryPredictions;
import dev.holdout.evaluate.ClassPredictions;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.NumberPredictions;
import dev.holdout.evaluate.Predictions;
import dev.holdout.evaluate.SegmentBy;
import dev.holdout.evaluation.EvaluationPlan;
import dev.holdout.label.LabelEncoding;
import dev.holdout.measure.Task;
import dev.holdout.report.evaluation.EvaluationReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a table of predictions, step by step. Columns are named as the table has them.
 *
 * <p>The label of two classes is 0 and 1, a boolean, or any values of which {@link #positive} names
 * one.
 */
public final class Evaluate {
  private static final String LABEL = "_holdout_label";

  private final Task task;
  private final String label;
  private final List<String> classes;
  private @Nullable String positive;
  private List<String> scores = List.of();
  private @Nullable String prediction;
  private OptionalDouble threshold = OptionalDouble.empty();
  private @Nullable String lower;
  private @Nullable String upper;
  private @Nullable String weight;
  private @Nullable String cluster;
  private @Nullable String baseline;
  private List<String> segments = List.of();
  private int intersections = 1;
  private List<String> protectedAttributes = List.of();
  private final Map<String, String> references = new LinkedHashMap<>();
  private List<String> slices = List.of();
  private int minRows = 30;
  private int maxSegments = 50;
  private OptionalInt minCell = OptionalInt.empty();
  private double confidence = 0.95;
  private int draws = 1000;
  private long seed = 42;

  private Evaluate(Task task, String label, List<String> classes) {
    this.task = task;
    this.label = label;
    this.classes = List.copyOf(classes);
  }

  /** Predictions of two classes. */
  public static Evaluate twoClasses(String label) {
    return new Evaluate(Task.BINARY, label, List.of());
  }

  /** Predictions of several classes, in the order of their scores. */
  public static Evaluate classes(String label, String... classes) {
    return new Evaluate(Task.MULTICLASS, label, List.of(classes));
  }

  /** Predicted numbers. */
  public static Evaluate numbers(String label) {
    return new Evaluate(Task.REGRESSION, label, List.of());
  }

  /** The label's value that counts as positive. */
  public Evaluate positive(String value) {
    positive = value;
    return this;
  }

  /** The column with scores; of several classes one column for each, or one of lists. */
  public Evaluate score(String... columns) {
    scores = List.of(columns);
    return this;
  }

  /** The column with decisions, decided classes or predicted numbers. */
  public Evaluate prediction(String column) {
    prediction = column;
    return this;
  }

  /** A decision is positive when the score is at least this; one half unless given. */
  public Evaluate threshold(double value) {
    threshold = OptionalDouble.of(value);
    return this;
  }

  /** The columns with the ends of predicted intervals. */
  public Evaluate interval(String lowerEnd, String upperEnd) {
    lower = lowerEnd;
    upper = upperEnd;
    return this;
  }

  /** The column that says what a row counts. */
  public Evaluate weight(String column) {
    weight = column;
    return this;
  }

  /** The column whose equal values mark rows that are not independent, such as a customer. */
  public Evaluate cluster(String column) {
    cluster = column;
    return this;
  }

  /** The column with the scores of another model on the same rows. */
  public Evaluate baseline(String column) {
    baseline = column;
    return this;
  }

  /**
   * What divides the rows: columns, {@code age:bins=30|60}, {@code age:quantiles=4}, or a name and
   * a SQL expression as in {@code senior=age >= 65}.
   */
  public Evaluate segments(String... by) {
    segments = List.of(by);
    return this;
  }

  /** How many segments are crossed at the most; 1 for none. */
  public Evaluate intersections(int most) {
    intersections = most;
    return this;
  }

  /** The columns whose groups of people are compared for fairness. */
  public Evaluate protectedAttributes(String... columns) {
    protectedAttributes = List.of(columns);
    return this;
  }

  /** The group of a protected attribute that others are compared with; the largest unless given. */
  public Evaluate reference(String attribute, String group) {
    references.put(attribute, group);
    return this;
  }

  /** Columns by which slices with larger errors are searched. */
  public Evaluate slices(String... columns) {
    slices = List.of(columns);
    return this;
  }

  /** A segment with fewer rows is not compared with the others; 30 unless given. */
  public Evaluate minRows(int rows) {
    minRows = rows;
    return this;
  }

  /** At most so many values of a column are segments of their own; 50 unless given. */
  public Evaluate maxSegments(int most) {
    maxSegments = most;
    return this;
  }

  /** Withholds what would reveal fewer rows. */
  public Evaluate minCell(int rows) {
    minCell = OptionalInt.of(rows);
    return this;
  }

  /** Confidence level of all intervals; 0.95 unless given. */
  public Evaluate confidence(double level) {
    confidence = level;
    return this;
  }

  /** Bootstrap draws where an interval needs them, and their seed; 1,000 and 42 unless given. */
  public Evaluate draws(int number, long from) {
    draws = number;
    seed = from;
    return this;
  }

  /** The table with the label as the evaluation reads it. */
  Dataset<Row> rows(Dataset<Row> table) {
    return positive == null
        ? table
        : table.withColumn(LABEL, LabelEncoding.positive(positive).number(Columns.named(label)));
  }

  EvaluationPlan plan(Dataset<Row> table) {
    List<String> columns = Arrays.asList(table.columns());
    Set<String> divides = new LinkedHashSet<>(protectedAttributes);
    divides.addAll(segments);
    List<SegmentBy> by = new ArrayList<>();
    divides.forEach(text -> by.add(SegmentBy.parse(text, columns)));
    EvaluationSpec spec =
        new EvaluationSpec(
            by, intersections, protectedAttributes, minRows, maxSegments, confidence, draws, seed);
    return EvaluationPlan.builder(predictions(), spec)
        .references(references)
        .minCell(minCell)
        .slices(slices)
        .baseline(Optional.ofNullable(baseline))
        .build();
  }

  private Predictions predictions() {
    return switch (task) {
      case BINARY ->
          new BinaryPredictions(
              scores.stream().findFirst(),
              positive == null ? label : LABEL,
              Optional.ofNullable(prediction),
              Optional.ofNullable(weight),
              Optional.ofNullable(cluster),
              threshold.orElse(0.5),
              threshold.isEmpty());
      case MULTICLASS ->
          new ClassPredictions(
              classes,
              false,
              label,
              Optional.ofNullable(prediction),
              scores,
              Optional.ofNullable(weight),
              Optional.ofNullable(cluster));
      case REGRESSION ->
          new NumberPredictions(
              label,
              Optional.ofNullable(prediction)
                  .or(() -> scores.stream().findFirst())
                  .orElseThrow(() -> new IllegalArgumentException("no prediction")),
              Optional.ofNullable(weight),
              Optional.ofNullable(cluster),
              Optional.ofNullable(lower),
              Optional.ofNullable(upper),
              OptionalDouble.empty());
    };
  }

  EvaluationReport.Columns columns() {
    return new EvaluationReport.Columns(
        label,
        Optional.ofNullable(positive),
        scores.isEmpty() ? Optional.empty() : Optional.of(String.join(",", scores)),
        Optional.ofNullable(prediction),
        Optional.ofNullable(weight),
        Optional.ofNullable(cluster),
        Optional.ofNullable(baseline));
  }
}
