package dev.holdout.split;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.sum;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.TableVersion;
import dev.holdout.measure.Task;
import dev.holdout.split.SplitReport.FoldCount;
import dev.holdout.split.SplitReport.Part;
import dev.holdout.split.SplitReport.Span;
import dev.holdout.split.SplitReport.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Counts a stored assignment: one scan of its few columns, and a second one where the label is not
 * binary.
 */
public final class AssignmentCounts {
  private static final int ALL = -1;

  private final SplitPlan plan;
  private final Optional<TimeAxis> axis;
  private final Map<Key, Cell> cells = new HashMap<>();

  /** A block of Training, or with {@link #ALL} a partition. */
  private record Key(String partition, int block) {}

  /** Rows; the first and the last time are out of order where no row has one. */
  private record Cell(long rows, long labelled, long positives, long first, long last) {
    static final Cell NONE = new Cell(0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

    static Cell of(Row row, int at) {
      return new Cell(
          row.getLong(at),
          row.getLong(at + 1),
          row.isNullAt(at + 2) ? 0 : Math.round(row.getDouble(at + 2)),
          row.isNullAt(at + 3) ? NONE.first : row.getLong(at + 3),
          row.isNullAt(at + 4) ? NONE.last : row.getLong(at + 4));
    }

    boolean hasTimes() {
      return first <= last;
    }

    Cell plus(Cell other) {
      return new Cell(
          rows + other.rows,
          labelled + other.labelled,
          positives + other.positives,
          Math.min(first, other.first),
          Math.max(last, other.last));
    }
  }

  private AssignmentCounts(SplitPlan plan, Optional<TimeAxis> axis) {
    this.plan = plan;
    this.axis = axis;
  }

  /**
   * The report of a split.
   *
   * @param label what is to be predicted, for the message
   * @param dataset columns of the dataset that was divided
   * @param assignment where it is stored
   * @param stored its rows
   * @throws HoldoutException with {@code DATA_INSUFFICIENT} if Training, Test or a side of a fold
   *     has no rows, or Test lacks a class
   */
  public static SplitReport report(
      SplitPlan plan,
      LabelSpec label,
      StructType dataset,
      TableVersion assignment,
      Dataset<Row> stored) {
    AssignmentCounts counts =
        new AssignmentCounts(
            plan, plan.spec().time().map(time -> TimeAxis.of(time, dataset, plan.spec().zone())));
    counts.scan(stored, label);
    SplitReport report = counts.report(label, assignment);
    return label.task() == Task.BINARY ? report : LabelCounts.of(stored, label, plan).in(report);
  }

  private void scan(Dataset<Row> stored, LabelSpec label) {
    List<Column> blocks = new ArrayList<>();
    for (int layer = 0; layer < plan.layers().size(); layer++) {
      blocks.add(coalesce(col(Columns.block(layer)), lit(ALL)));
    }
    Column time =
        Arrays.asList(stored.columns()).contains(Assignment.TIME)
            ? col(Assignment.TIME)
            : lit(0L).as(Assignment.TIME);
    for (Row row :
        stored
            .select(
                col(Assignment.PARTITION),
                col(Columns.LABEL),
                time,
                posexplode(array(blocks.toArray(Column[]::new))))
            .groupBy(Assignment.PARTITION, "pos", "col")
            .agg(
                count(lit(1)),
                count(col(Columns.LABEL)),
                label.task() == Task.BINARY ? sum(Columns.LABEL) : lit(0.0),
                min(Assignment.TIME),
                max(Assignment.TIME))
            .collectAsList()) {
      if (row.isNullAt(0)) {
        throw new HoldoutException(
            ErrorCode.INTERNAL,
            String.format("Cannot split: the plan has no place for %,d rows.", row.getLong(3)));
      }
      String partition = row.getString(0);
      Cell cell = Cell.of(row, 3);
      cells.merge(new Key(partition, row.getInt(2)), cell, Cell::plus);
      if (row.getInt(1) == 0 && row.getInt(2) != ALL) {
        cells.merge(new Key(partition, ALL), cell, Cell::plus);
      }
    }
  }

  private Cell partition(int place) {
    Key key = new Key(Assignment.name(place), ALL);
    Cell all = cells.getOrDefault(key, Cell.NONE);
    // Outside Training, every layer counted the same rows once.
    return place == TestScheme.TRAINING
        ? all
        : new Cell(
            all.rows / plan.layers().size(),
            all.labelled / plan.layers().size(),
            all.positives / plan.layers().size(),
            all.first,
            all.last);
  }

  private SplitReport report(LabelSpec label, TableVersion assignment) {
    Cell training = partition(TestScheme.TRAINING);
    Cell test = partition(TestScheme.TEST);
    Cell all = training.plus(test);
    if (all.labelled < all.rows) {
      throw Planning.unlabelled(all.rows - all.labelled, all.rows, label);
    }
    List<FoldCount> folds = new ArrayList<>();
    for (Fold fold : plan.folds().folds()) {
      folds.add(
          new FoldCount(
              fold.index(),
              fold.description(),
              part(fold.training(), all),
              part(fold.validation(), all),
              setAside(fold)));
    }
    SplitReport report = report(assignment, training, test, folds, all).with(plan.repeatedRows());
    EmptyParts.refuse(report);
    refuseOneClass(label, test);
    return report;
  }

  private SplitReport report(
      TableVersion assignment, Cell training, Cell test, List<FoldCount> folds, Cell all) {
    return new SplitReport(
        assignment,
        plan.spec(),
        training.rows,
        test.rows,
        partition(TestScheme.NEITHER).rows,
        training.positives,
        test.positives,
        folds,
        axis.filter(unused -> training.hasTimes() && test.hasTimes())
            .map(
                of ->
                    new Timeline(
                        of.column(),
                        of.text(all.first),
                        of.text(all.last),
                        span(training, all),
                        span(test, all))));
  }

  private void refuseOneClass(LabelSpec label, Cell test) {
    if (label.task() == Task.BINARY && (test.positives == 0 || test.positives == test.rows)) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          String.format(
              "Cannot split: Test has %,d rows, and %s of them has the label \"%s\" = \"%s\";"
                  + " expected both classes. %s%s.",
              test.rows,
              test.positives == 0 ? "none" : "every one",
              label.column(),
              label.positive(),
              RareClassRemedy.ofTest(plan.spec(), label, 1),
              EmptyParts.spread(plan.repeatedRows())));
    }
  }

  /** Rows of Training in blocks between those of a fold that it neither trains nor validates on. */
  private OptionalLong setAside(Fold fold) {
    FoldSpec.Scheme scheme = plan.spec().folds().scheme();
    boolean latest =
        scheme == FoldSpec.Scheme.HOLDOUT && plan.spec().test().scheme() == TestSpec.Scheme.TIME;
    if (!scheme.byTime() && !latest) {
      return OptionalLong.empty();
    }
    int first = Math.min(fold.training().first(), fold.validation().first());
    int last = Math.max(fold.training().last(), fold.validation().last());
    return OptionalLong.of(
        IntStream.rangeClosed(first, last)
            .filter(block -> !fold.training().contains(block))
            .filter(block -> !fold.validation().contains(block))
            .mapToLong(block -> block(block).rows)
            .sum());
  }

  private Cell block(int block) {
    return cells.getOrDefault(new Key(Assignment.name(TestScheme.TRAINING), block), Cell.NONE);
  }

  /** Rows of some blocks; spans of blocks that touch are one. */
  private Part part(SortedSet<Integer> blocks, Cell all) {
    Cell sum = Cell.NONE;
    List<Span> spans = new ArrayList<>();
    int before = Integer.MIN_VALUE;
    for (int block : blocks) {
      Cell cell = block(block);
      sum = sum.plus(cell);
      if (axis.isPresent() && cell.hasTimes()) {
        Span next = span(cell, all);
        boolean touches = !spans.isEmpty() && (block == before + 1 || overlaps(spans, next));
        if (touches) {
          Span last = spans.remove(spans.size() - 1);
          next = new Span(Math.min(last.from(), next.from()), Math.max(last.to(), next.to()));
        }
        spans.add(next);
      }
      before = cell.rows > 0 || before == block - 1 ? block : before;
    }
    return new Part(sum.rows, sum.positives, spans);
  }

  private static boolean overlaps(List<Span> spans, Span next) {
    Span last = spans.get(spans.size() - 1);
    return next.from() <= last.to() && last.from() <= next.to();
  }

  private Span span(Cell cell, Cell all) {
    TimeAxis of = axis.orElseThrow();
    double first = of.linear(all.first);
    double length = of.linear(all.last) - first;
    return length == 0
        ? new Span(0, 1)
        : new Span(
            (of.linear(cell.first) - first) / length, (of.linear(cell.last) - first) / length);
  }
}
