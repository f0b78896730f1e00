package dev.holdout.decide;

import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The tables of several columns, of which the best rule of one column is found.
 *
 * <p>Reads rows of label, amounts and columns, in this order. Size: that of its tables.
 */
final class ColumnTables implements State<ColumnTables> {
  private static final int LABEL = 0;
  private static final int FIRST_AMOUNT = 1;

  private final Of of;
  private final long[] part;
  private final List<ColumnTable> tables = new ArrayList<>();

  private ColumnTables(Of of) {
    this.of = of;
    this.part = new long[of.channels()];
  }

  /** A column: a number as a double, or a category as a text. */
  record Rival(String name, boolean numeric) implements Serializable {}

  /** Tables of these columns. */
  static Statistic<ColumnTables> statistic(List<Rival> columns, AmountColumns amounts) {
    return new Of(List.copyOf(columns), amounts);
  }

  private record Of(List<Rival> columns, AmountColumns amounts) implements Statistic<ColumnTables> {
    int channels() {
      return amounts.isEmpty() ? 2 : Amounts.SUM_CHANNELS;
    }

    @Override
    public ColumnTables empty() {
      ColumnTables empty = new ColumnTables(this);
      columns.forEach(
          column ->
              empty.tables.add(
                  column.numeric ? new NumberTable(channels()) : new CategoryTable(channels())));
      return empty;
    }

    @Override
    public ColumnTables read(DataInput in) throws IOException {
      ColumnTables read = new ColumnTables(this);
      for (Rival column : columns) {
        read.tables.add(
            column.numeric ? NumberTable.read(channels(), in) : CategoryTable.read(channels(), in));
      }
      return read;
    }
  }

  @Override
  public void add(Row row) {
    boolean positive = row.getDouble(LABEL) == 1.0;
    Amounts.write(
        positive,
        amount(row, of.amounts.acted(positive)),
        amount(row, of.amounts.left(positive)),
        part);
    int first = FIRST_AMOUNT + of.amounts.names().size();
    for (int column = 0; column < tables.size(); column++) {
      tables.get(column).add(row, first + column, part);
    }
  }

  /** What is no amount counts as 0; whoever chose the threshold has refused it already. */
  private static double amount(Row row, int column) {
    if (column == AmountColumns.NONE || row.isNullAt(FIRST_AMOUNT + column)) {
      return 0;
    }
    double amount = row.getDouble(FIRST_AMOUNT + column);
    return amount >= 0 && amount < Amounts.LIMIT ? amount : 0;
  }

  @Override
  public void merge(ColumnTables other) {
    for (int column = 0; column < tables.size(); column++) {
      tables.get(column).merge(other.tables.get(column));
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (ColumnTable table : tables) {
      table.write(out);
    }
  }

  /** The rule of one column whose decisions a threshold's rule wants most; the first of equals. */
  Optional<ColumnRule> best(ThresholdRule wanted) {
    Optional<ColumnRule> best = Optional.empty();
    double most = Double.NEGATIVE_INFINITY;
    for (int column = 0; column < tables.size(); column++) {
      for (ColumnTable.Ordering ordering :
          tables.get(column).orderings(of.columns.get(column).name)) {
        ThresholdSearch search = new ThresholdSearch(DecisionCounts.of(ordering.cells()), wanted);
        int from = search.find().orElse(-1);
        if (from >= 0 && wanted.preference(search.outcome(from)) > most) {
          most = wanted.preference(search.outcome(from));
          best = Optional.of(ordering.rule().apply(from));
        }
      }
    }
    return best;
  }
}
