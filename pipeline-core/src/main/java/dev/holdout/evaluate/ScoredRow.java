package dev.holdout.evaluate;

import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One row of predictions, read and worked out once for all the states that it goes into. One of
 * weight 0 is as good as absent.
 */
record ScoredRow(
    boolean usable,
    double score,
    boolean positive,
    boolean decided,
    double weight,
    LossTerms losses,
    double label,
    double prediction)
    implements Consumer<ScoreCounts> {
  private static final LossTerms NONE = LossTerms.of(Double.NaN, false);

  /** A row whose score decides. */
  static ScoredRow of(double score, boolean positive, double threshold) {
    return new ScoredRow(
        true,
        score,
        positive,
        score >= threshold,
        1,
        LossTerms.of(score, positive),
        positive ? 1 : 0,
        Double.NaN);
  }

  static ScoredRow of(Row row, ScoreColumns columns, double threshold) {
    double score = number(row, columns.score());
    double label = number(row, columns.label());
    double prediction = number(row, columns.prediction());
    double weight = columns.weighted() ? number(row, columns.weight()) : 1;
    boolean usable =
        (!columns.scored() || Double.isFinite(score))
            && isClass(label)
            && (!columns.decided() || isClass(prediction))
            && isWeight(weight);
    boolean decided = columns.decided() ? prediction == 1 : score >= threshold;
    return new ScoredRow(
        usable,
        score,
        label == 1,
        decided,
        weight,
        usable && columns.scored() ? LossTerms.of(score, label == 1) : NONE,
        label,
        prediction);
  }

  static boolean isClass(double label) {
    return label == 0 || label == 1;
  }

  static boolean isWeight(double weight) {
    return weight >= 0 && weight < Double.POSITIVE_INFINITY;
  }

  @Override
  public void accept(ScoreCounts counts) {
    counts.add(this);
  }

  private static double number(Row row, @Nullable String column) {
    return column == null ? Double.NaN : number(row.get(row.fieldIndex(column)));
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1.0 : 0.0;
    }
    if (value == null) {
      return Double.NaN;
    }
    throw new IllegalArgumentException("neither a number nor a boolean: " + value.getClass());
  }
}
