package dev.holdout.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.forall;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.when;

import dev.holdout.classify.ClassCounts;
import dev.holdout.contract.Columns;
import dev.holdout.label.LabelEncoding;
import org.apache.spark.sql.Column;

/** The columns that counts of several classes read, from a user's table. */
public final class ClassColumns {
  private static final int NO_CLASS = -1;
  private static final double EPSILON = Math.ulp(1.0);

  private final ClassPredictions of;
  private final Column scores;

  public ClassColumns(ClassPredictions of) {
    this.of = of;
    this.scores = scores(of);
  }

  /** Reads them, in order. */
  void into(PredictionColumns columns) {
    demand(columns);
    columns.column(label(), PredictionColumns.LABEL);
    columns.column(predicted(), "prediction");
    columns.weight(of.weight());
    columns.column(scores, "scores");
  }

  /** Demands that the table has the columns. */
  void demand(PredictionColumns columns) {
    columns.there(of.label());
    of.prediction().ifPresent(columns::there);
    of.scores().forEach(columns::there);
  }

  /** The number of the true class; −1 for what is none of them, null for null. */
  public Column label() {
    return number(of.label());
  }

  /**
   * The number of the predicted class, or of the one with the highest score; −1 for what is none of
   * them, null for null.
   */
  public Column predicted() {
    return of.prediction().map(this::number).orElseGet(this::highest);
  }

  /** The log loss of a row; infinite where its scores are no probabilities, null without any. */
  Column logLoss() {
    Column probability = when(isClass(label()), get(scores, label().cast("int")));
    Column clipped = greatest(lit(EPSILON), least(lit(1 - EPSILON), probability));
    Column sum = aggregate(scores, lit(0.0), Column::plus);
    Column proper =
        forall(scores, score -> score.geq(0).and(score.leq(1)))
            .and(abs(sum.minus(1)).leq(ClassCounts.TOLERANCE * of.classes().size()));
    return when(proper, log(clipped).multiply(-1))
        .when(scores.isNotNull(), lit(Double.POSITIVE_INFINITY));
  }

  /** 1 where the predicted class is the true one, else 0; null where either is none. */
  Column right() {
    return when(
        isClass(label()).and(isClass(predicted())), label().equalTo(predicted()).cast("double"));
  }

  private Column isClass(Column number) {
    return number.between(0, of.classes().size() - 1);
  }

  /** The number of a class; −1 for what is none of them, null for null. */
  private Column number(String column) {
    Column value = Columns.named(column);
    if (of.numbered()) {
      return value.cast("double");
    }
    LabelEncoding classes = LabelEncoding.classes(of.classes());
    return coalesce(
        classes.number(value), when(classes.known(value).isNotNull(), lit((double) NO_CLASS)));
  }

  /** The class of the highest score, the first of equal ones; null where a score is missing. */
  private Column highest() {
    Column missing = exists(scores, score -> score.isNull().or(isnan(score)));
    return when(
        missing.equalTo(false),
        array_position(scores, array_max(scores)).minus(lit(1)).cast("double"));
  }

  private static Column scores(ClassPredictions of) {
    if (of.scores().isEmpty()) {
      return lit(null).cast("array<double>");
    }
    if (of.scores().size() == 1) {
      return Columns.named(of.scores().get(0)).cast("array<double>");
    }
    return array(
        of.scores().stream()
            .map(column -> Columns.named(column).cast("double"))
            .toArray(Column[]::new));
  }
}
