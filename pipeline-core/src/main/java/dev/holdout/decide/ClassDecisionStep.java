package dev.holdout.decide;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;

import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.OutOfFoldProbabilities;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.split.FoldPlan;
import dev.holdout.table.Tables;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Calibrates the probabilities of several classes by the winner's out-of-fold scores.
 *
 * <p>Cost: a scan of the scores; with a calibrator its fit, and that for each fold once more, to
 * say what it is worth on rows that it was not fitted to.
 */
public final class ClassDecisionStep {
  /** A probability below this counts as this in the log loss: the machine epsilon of a double. */
  private static final double EPSILON = Math.ulp(1.0);

  private final Tables tables;
  private final ClassCalibratorKind kind;

  public ClassDecisionStep(Tables tables, ClassCalibratorKind kind) {
    this.tables = tables;
    this.kind = kind;
  }

  /** The decision and how it came about. */
  public record Decided(ClassDecision decision, ClassDecisionReport report) {}

  /**
   * Decides.
   *
   * @param search whose winner it is
   * @param plan its folds
   * @param classes their names, in the order of their numbers
   */
  public Decided run(CrossValidation search, FoldPlan plan, List<String> classes) {
    OutOfFoldProbabilities outOfFold =
        OutOfFoldProbabilities.ofWinner(tables, search, classes.size());
    return new Decided(
        new ClassDecision(classes, kind.from(outOfFold)),
        new ClassDecisionReport(
            kind, Loss.of(outOfFold, Optional.empty()).mean(), crossFitted(outOfFold, plan)));
  }

  private Optional<Double> crossFitted(OutOfFoldProbabilities outOfFold, FoldPlan plan) {
    TreeSet<Integer> folds = new TreeSet<>(OutOfFoldScores.apart(plan.folds()));
    if (kind == ClassCalibratorKind.NONE || folds.size() < 2) {
      return Optional.empty();
    }
    Loss loss = new Loss(0, 0);
    for (int fold : folds) {
      loss = loss.plus(Loss.of(outOfFold.only(fold), kind.from(outOfFold.without(fold))));
    }
    return Optional.of(loss.mean());
  }

  /** The sum of the log loss of some rows. */
  private record Loss(long rows, double sum) {
    static Loss of(OutOfFoldProbabilities outOfFold, Optional<ClassCalibrator> calibrator) {
      Column given = col(OutOfFoldProbabilities.PROBABILITIES);
      Column used = calibrator.map(one -> one.calibrate(given)).orElse(given);
      Column right = element_at(used, col(OutOfFoldProbabilities.LABEL).cast("int").plus(1));
      Row row =
          outOfFold
              .rows()
              .agg(count(lit(1)), avg(log(greatest(lit(EPSILON), right)).multiply(-1)))
              .first();
      return new Loss(row.getLong(0), row.isNullAt(1) ? 0 : row.getDouble(1) * row.getLong(0));
    }

    Loss plus(Loss other) {
      return new Loss(rows + other.rows, sum + other.sum);
    }

    double mean() {
      return sum / rows;
    }
  }
}
