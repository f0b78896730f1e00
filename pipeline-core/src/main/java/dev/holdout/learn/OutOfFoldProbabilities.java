package dev.holdout.learn;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.table.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Probabilities of every class for training rows, by models that have not seen them: what a
 * calibrator of several classes may be learned from.
 *
 * <p>Invariant: they come from a cross-validation's stored scores; those of Test cannot become
 * this. Every class from 0 to K − 1 has rows.
 */
public final class OutOfFoldProbabilities {
  /** The number of a row's class, a double. */
  public static final String LABEL = Columns.LABEL;

  /** The probabilities of classes 0 to K − 1, an array of doubles. */
  public static final String PROBABILITIES = "_probabilities";

  private final Dataset<Row> folded;
  private final int classes;

  private OutOfFoldProbabilities(Dataset<Row> folded, int classes) {
    this.folded = folded;
    this.classes = classes;
  }

  /**
   * Those of the candidate that won. A table with a score alone has the classes 0 and 1.
   *
   * @param classes how many there are, at least 2
   * @throws HoldoutException with {@link ErrorCode#DATA_INSUFFICIENT} if a class has no rows
   */
  public static OutOfFoldProbabilities ofWinner(
      Tables tables, CrossValidation search, int classes) {
    return of(
        tables.read(search.outOfFold()).filter(col(OutOfFold.CANDIDATE).equalTo(search.selected())),
        classes);
  }

  /** Those of one candidate's rows; one light scan for the classes. */
  static OutOfFoldProbabilities of(Dataset<Row> scores, int classes) {
    boolean vectors = Arrays.asList(scores.columns()).contains(Fitted.SCORES);
    Column probabilities =
        vectors
            ? col(Fitted.SCORES).as(PROBABILITIES)
            : array(lit(1.0).minus(col(Fitted.SCORE)), col(Fitted.SCORE)).as(PROBABILITIES);
    Column fold =
        Arrays.asList(scores.columns()).contains(OutOfFold.FOLD)
            ? col(OutOfFold.FOLD)
            : lit(0).as(OutOfFold.FOLD);
    Dataset<Row> rows = scores.select(col(LABEL), probabilities, fold);
    NavigableSet<Double> met = new TreeSet<>();
    // As many rows as there are classes.
    rows.select(LABEL).distinct().limit(classes + 1).collectAsList().stream()
        .map(row -> row.getDouble(0))
        .forEach(met::add);
    List<Double> expected = IntStream.range(0, classes).mapToObj(one -> (double) one).toList();
    if (!List.copyOf(met).equals(expected)) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          "Cannot calibrate the probabilities of "
              + classes
              + " classes: found out-of-fold rows of the classes "
              + met
              + ", expected rows of every class from 0 to "
              + (classes - 1)
              + ". Give rows of every class, or merge those that have none.");
    }
    return new OutOfFoldProbabilities(rows, classes);
  }

  /** The rows: {@link #LABEL} and {@link #PROBABILITIES}. */
  public Dataset<Row> rows() {
    return folded.drop(OutOfFold.FOLD);
  }

  /** Those of a fold's validation rows. */
  public OutOfFoldProbabilities only(int fold) {
    return new OutOfFoldProbabilities(folded.filter(col(OutOfFold.FOLD).equalTo(fold)), classes);
  }

  /** Those of all other folds. */
  public OutOfFoldProbabilities without(int fold) {
    return new OutOfFoldProbabilities(folded.filter(col(OutOfFold.FOLD).notEqual(fold)), classes);
  }

  /** How many classes there are. */
  public int classes() {
    return classes;
  }
}
