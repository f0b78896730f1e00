package dev.holdout.split;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Task;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;

/**
 * Finds the classes of a label that does not name them: the values that the column has, numbers by
 * size and texts by their characters.
 *
 * <p>Cost: one light scan. At most {@value #MOST} classes.
 */
public final class LabelClasses {
  /** More values than this are no classes. */
  public static final int MOST = 100;

  private static final int FEWEST = 2;

  private LabelClasses() {}

  /**
   * The label with its classes.
   *
   * @throws HoldoutException with {@code DATA_INSUFFICIENT} if the column has one value only or
   *     more than {@value #MOST}
   */
  public static LabelSpec of(Dataset<Row> dataset, LabelSpec label) {
    if (label.task() != Task.MULTICLASS || !label.classes().isEmpty()) {
      return label;
    }
    List<String> found =
        new ArrayList<>(
            dataset
                .select(Columns.named(label.column()).cast("string").as("value"))
                .filter(col("value").isNotNull())
                .distinct()
                .limit(MOST + 1)
                .as(Encoders.STRING())
                .collectAsList());
    if (found.size() < FEWEST || found.size() > MOST) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          String.format(
              "Cannot tell the classes of the label \"%s\": found %s different values, expected %d to"
                  + " %d. Name them under `label.classes`, or set `label.task: regression` where the"
                  + " label is a number.",
              label.column(),
              found.size() > MOST ? "more than " + MOST : Integer.toString(found.size()),
              FEWEST,
              MOST));
    }
    boolean numbers = dataset.schema().apply(label.column()).dataType() instanceof NumericType;
    found.sort(numbers ? Comparator.comparing(BigDecimal::new) : Comparator.<String>naturalOrder());
    return label.with(found);
  }
}
