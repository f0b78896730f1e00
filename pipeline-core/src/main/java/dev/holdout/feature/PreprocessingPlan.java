package dev.holdout.feature;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.Problems;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.Training;
import dev.holdout.stat.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Which columns become features and how; not learned from any row.
 *
 * <p>Cost of {@link #fit}: one Spark action, one scan of the training rows, whatever the number of
 * folds. What it learns does not depend on how the rows are partitioned or ordered, to the bit.
 */
public final class PreprocessingPlan {
  private final List<ColumnPlan> columns;

  private PreprocessingPlan(List<ColumnPlan> columns) {
    this.columns = List.copyOf(columns);
  }

  /**
   * Plans each column of a dataset, but for those dropped and those that Holdout added.
   *
   * @param schema of the dataset
   * @param spec settings; {@code drop} must name the label, the key and whatever else is no feature
   * @throws HoldoutException with {@link ErrorCode#CONFIGURATION} naming every setting that does
   *     not fit the schema
   */
  public static PreprocessingPlan of(StructType schema, FeatureSpec spec) {
    return new PreprocessingPlan(Planning.plan(schema, spec));
  }

  /** The columns that become features. */
  public List<String> columns() {
    return columns.stream().map(ColumnPlan::column).toList();
  }

  /**
   * Learns from the training rows, for every fold and for all of them.
   *
   * @throws HoldoutException with {@link ErrorCode#DATA_INSUFFICIENT} if a fold has no training
   *     rows or no column that varies in them, {@link ErrorCode#CONFIGURATION} naming every column
   *     with too many categories, {@link ErrorCode#DATA_CONTRACT} if columns are absent
   */
  public FittedFolds fit(Training training, FoldPlan folds) {
    TableState.Of statistic = new TableState.Of(new ArrayList<>(columns));
    List<String> layers = training.blockColumns();
    SortedMap<String, TableState> blocks =
        Scan.byGroup(
            needed(training.rows(), layers),
            new ByBlock(columns.size() + 1, layers.size() - 1),
            statistic);
    int once = folds.blocks() / folds.layers();
    TableState all =
        Scan.merge(
            blocks.entrySet().stream()
                .filter(block -> Integer.parseInt(block.getKey()) < once)
                .map(Map.Entry::getValue)
                .toList(),
            statistic);
    check(all);
    FittedTable forAll = fit(all, "Training");
    SortedMap<Integer, FittedTable> byFold = new TreeMap<>();
    folds
        .folds()
        .forEach(
            fold -> {
              Stream<TableState> states =
                  fold.training().stream()
                      .map(String::valueOf)
                      .flatMap(block -> Stream.ofNullable(blocks.get(block)));
              byFold.put(
                  fold.index(),
                  fit(Scan.merge(states.toList(), statistic), "fold " + fold.index()));
            });
    return new FittedFolds(folds, byFold, forAll);
  }

  /** The block, the columns in the form in which they are read, and the blocks of repeats. */
  private Dataset<Row> needed(Dataset<Row> rows, List<String> layers) {
    List<Input> inputs =
        columns.stream().map(column -> new Input(column.column(), column.source())).toList();
    List<Column> selected = new ArrayList<>();
    selected.add(col(Columns.BLOCK).cast(DataTypes.IntegerType));
    selected.addAll(Input.read(inputs, rows.schema()));
    layers.stream().skip(1).forEach(layer -> selected.add(col(layer).cast(DataTypes.IntegerType)));
    return rows.select(selected.toArray(Column[]::new));
  }

  private void check(TableState all) {
    Problems problems = new Problems();
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column).check(all.columns().get(column), problems);
    }
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot make features of some columns");
  }

  private FittedTable fit(TableState state, String rowsOf) {
    if (state.rows() == 0) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          "Cannot fit preprocessing for "
              + rowsOf
              + ": found no training rows, expected some. Use fewer folds or more rows.");
    }
    List<FittedColumn> fitted = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      FittedColumn learned = columns.get(column).fit(state.columns().get(column), notes);
      if (!learned.features(Encoding.INDEX).isEmpty()) {
        fitted.add(learned);
      }
    }
    if (fitted.isEmpty()) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          "Cannot fit preprocessing for "
              + rowsOf
              + ": found no column that varies in its "
              + state.rows()
              + " training rows, expected one at least. Add columns or rows.");
    }
    return new FittedTable(fitted, notes);
  }

  /** What was learned of a table, before it is known how categories are to be encoded. */
  record FittedTable(List<FittedColumn> columns, List<String> notes) {
    Preprocessor encodedAs(Encoding encoding) {
      return Preprocessor.of(new FittedFeatures(encoding, columns, notes));
    }
  }

  /**
   * Groups rows by their block, the first column, and by their blocks in repeats.
   *
   * @param next position of the first repeat's block
   * @param repeats how many there are
   */
  private record ByBlock(int next, int repeats) implements Scan.Grouping {
    @Override
    public Iterable<String> groupsOf(Row row) {
      String block = Integer.toString(row.getInt(0));
      if (repeats == 0) {
        return List.of(block);
      }
      List<String> blocks = new ArrayList<>(List.of(block));
      for (int repeat = 0; repeat < repeats; repeat++) {
        blocks.add(Integer.toString(row.getInt(next + repeat)));
      }
      return blocks;
    }
  }
}
