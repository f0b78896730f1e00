package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Partitions that a column of the table names: {@code training} (or {@code train}), {@code
 * validation} (or {@code valid}) and {@code test}, without regard to case and blanks. One scan. A
 * row's place changes only when the column does.
 */
final class PreparedTest {
  private static final int SHOWN = 10;
  private static final Map<String, String> KNOWN =
      Map.of(
          "training", "training",
          "train", "training",
          "validation", "validation",
          "valid", "validation",
          "test", "test");

  private PreparedTest() {}

  /**
   * The place that the column names.
   *
   * @param test the outcome for Test; null where there are no such rows any more
   * @throws HoldoutException naming every other value with its rows
   */
  static Place place(Planning planning, int training, int validation, @Nullable Integer test) {
    String column = planning.spec().test().column().orElseThrow();
    List<Row> found =
        planning
            .rows()
            .groupBy(planning.numbers().prepared().as("value"))
            .agg(count(lit(1)).as("rows"))
            .select(col("value"), col("rows"), xxhash64(col("value")))
            .orderBy("value")
            .limit(SHOWN)
            .collectAsList();
    Problems problems = new Problems();
    SortedMap<Long, Integer> outcomes = new TreeMap<>();
    for (Row row : found) {
      String value = row.isNullAt(0) ? "" : row.getString(0);
      String partition = KNOWN.getOrDefault(value, "");
      if (partition.equals("training")) {
        outcomes.put(row.getLong(2), training);
      } else if (partition.equals("validation")) {
        outcomes.put(row.getLong(2), validation);
      } else if (partition.equals("test") && test != null) {
        outcomes.put(row.getLong(2), test);
      } else {
        problems.add(
            "column " + column,
            (row.isNullAt(0) ? "no value" : "\"" + value + "\"")
                + String.format(" in %,d rows", row.getLong(1)),
            "training, validation or test",
            "Mend the column, or split by another scheme");
      }
    }
    problems.throwIfAny(ErrorCode.DATA_CONTRACT, "Cannot split by a prepared column");
    List<Long> from = new ArrayList<>();
    List<Integer> steps = new ArrayList<>(List.of(StepFunction.NOWHERE));
    outcomes.forEach(
        (hash, outcome) -> {
          from.add(hash);
          steps.add(outcome);
          from.add(hash + 1);
          steps.add(StepFunction.NOWHERE);
        });
    return new Place(Place.Of.PREPARED, "", StepFunction.of(StepFunction.Steps.of(from, steps)));
  }
}
