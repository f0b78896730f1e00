package dev.holdout.split;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import com.google.errorprone.annotations.FormatMethod;
import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a scheme plans from.
 *
 * @param spec what was asked for
 * @param label what is to be predicted
 * @param numbers of a row that decide its place
 * @param table all rows, with their label
 * @param rows to divide, with their label as {@link Columns#LABEL}
 * @param size about how many rows there are; sizes buckets and decides nothing else
 */
record Planning(
    SplitSpec spec,
    LabelSpec label,
    Numbers numbers,
    Dataset<Row> table,
    Dataset<Row> rows,
    long size) {

  Planning of(Dataset<Row> others) {
    return new Planning(spec, label, numbers, table, others, size);
  }

  /** Ranks among the rows of each stratum of a number that is a hash. */
  Ranks strataBy(Place.Of of, String purpose) {
    return Ranks.ofHashes(
        values(numbers.stratum(), numbers.of(of, purpose)), size, !spec.stratify().isEmpty());
  }

  /**
   * Ranks among the rows of some classes of a hash of the row's key; the strata are the classes.
   */
  Ranks ranksOfClasses(Set<Long> classes, String purpose) {
    Planning some = of(rows.filter(Numbers.classNumber().isInCollection(classes)));
    return Ranks.ofHashes(
        some.values(Numbers.classNumber(), numbers.of(Place.Of.ROW, purpose)), size, true);
  }

  /**
   * The first and the last time, and the ranks of times between them; one scan, which checks the
   * labels on its way.
   *
   * @throws HoldoutException when times or labels are missing, or labels are of one class
   */
  Times times() {
    Ranks ranks = Ranks.ofTimes(values(lit(0L), numbers.of(Place.Of.TIME, "")));
    long all = ranks.rows(0) + ranks.withoutNumber();
    if (ranks.withoutNumber() > 0) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          String.format(
              "Cannot split by time: %,d of %,d rows have no value in the column \"%s\". Declare it"
                  + " `required: true` under `columns`, so that such rows go to quarantine.",
              ranks.withoutNumber(), all, numbers.axis().column()));
    }
    if (all == 0) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT, "Cannot split by time: found no rows, expected some.");
    }
    if (!usable(ranks.labels())) {
      throw unusableLabel();
    }
    return new Times(ranks, ranks.least(), ranks.greatest(), all);
  }

  /**
   * Where rows are on the time axis.
   *
   * @param first the earliest time
   * @param last the latest
   * @param rows how many there are
   */
  record Times(Ranks ranks, long first, long last, long rows) {
    /** The time at a rank from 0. */
    long at(long rank) {
      return at(List.of(rank)).get(0);
    }

    /** The times at ranks from 0, in the order of the ranks; a scan or more. */
    List<Long> at(List<Long> wanted) {
      return ranks.at(Map.of(0L, wanted)).getOrDefault(0L, List.of());
    }
  }

  /** How many rows are before each time; one scan. */
  List<Long> countBefore(List<Long> times) {
    Column time = numbers.of(Place.Of.TIME, "");
    Column[] before =
        times.stream().map(each -> count(when(time.lt(lit(each)), true))).toArray(Column[]::new);
    Row counts = rows.select(array(before)).head();
    return counts.getList(0);
  }

  /**
   * The rows of each outcome of a place; one scan, which checks the labels on its way.
   *
   * @throws HoldoutException when labels are missing or of one class
   */
  Map<Integer, Long> countBy(Place place) {
    Map<Integer, Long> counts = new TreeMap<>();
    Map<Double, Long> classes = new TreeMap<>();
    for (Row row :
        rows.groupBy(place.column(numbers).as("place"), col(Columns.LABEL))
            .agg(count(lit(1)))
            .collectAsList()) {
      counts.merge(
          row.isNullAt(0) ? StepFunction.NOWHERE : row.getInt(0), row.getLong(2), Long::sum);
      classes.merge(row.isNullAt(1) ? Double.NaN : row.getDouble(1), row.getLong(2), Long::sum);
    }
    check(classes, 1);
    return counts;
  }

  /**
   * Refuses missing labels, a single class, and a class with fewer rows than there are folds.
   *
   * @param classes rows of each class; NaN stands for no label
   */
  void check(Map<Double, Long> classes, int folds) {
    if (!usable(classes.keySet())) {
      throw unusableLabel();
    }
    SortedMap<Double, Long> few = new TreeMap<>(classes);
    few.values().removeIf(count -> count >= folds);
    if (!few.isEmpty()) {
      throw label.task() == Task.REGRESSION
          ? insufficient(
              "Training has %,d rows, expected at least %d, one for each fold. Lower"
                  + " `split.folds`, or gather more rows.",
              few.values().iterator().next(), folds)
          : tooFew(few, " in Training", folds);
    }
  }

  /**
   * Says that classes have too few rows, and what can be done.
   *
   * @param few rows of each such class
   * @param where they were counted, with a blank before it; empty for the whole table
   * @param needed rows that each class needs there
   */
  HoldoutException tooFew(SortedMap<Double, Long> few, String where, int needed) {
    int folds = spec.folds().rowsOfClass();
    String parts =
        (where.isEmpty() ? "one for Test and " : "")
            + (folds == 1 ? "one for Training" : "one for each of " + folds + " folds");
    return insufficient(
        "%s, expected at least %d of each class, %s. %s.",
        few.entrySet().stream()
            .map(
                one ->
                    String.format(
                        Locale.ROOT,
                        "the class %s has %,d %s%s",
                        label.nameOf(one.getKey()),
                        one.getValue(),
                        one.getValue() == 1 ? "row" : "rows",
                        where))
            .collect(Collectors.joining(", ")),
        needed,
        parts,
        RareClassRemedy.of(spec, label, few, where.isEmpty() ? 1 : 0));
  }

  /** Whether every row has a label and every class has rows; NaN stands for no label. */
  private boolean usable(Set<Double> classes) {
    return !classes.contains(Double.NaN) && classes.size() == label.strata();
  }

  /** Says what is wrong with the label, counted in the whole table. */
  HoldoutException unusableLabel() {
    Row counted =
        table
            .agg(count(lit(1)), count(col(Columns.LABEL)), sum(col(Columns.LABEL)).cast("bigint"))
            .head();
    long all = counted.getLong(0);
    long missing = all - counted.getLong(1);
    if (missing > 0) {
      return unlabelled(missing, all, label);
    }
    if (label.task() != Task.BINARY) {
      return withoutRows();
    }
    long positive = counted.getLong(2);
    return insufficient(
        "%s of %,d rows has the label \"%s\" = \"%s\"; expected rows of both classes, in Training"
            + " too. Values found: %s.%s",
        positive == 0 ? "none" : positive == all ? "every one" : String.format("%,d", positive),
        all,
        label.column(),
        label.positive(),
        labelsFound(),
        positive == 0 || positive == all ? " Set `label.positive` to one of them." : "");
  }

  /** Names the classes without rows in Training, with the rows that each has in the table. */
  private HoldoutException withoutRows() {
    Map<Double, Long> present = rowsOfClass(rows);
    Map<Double, Long> inTable = rowsOfClass(table);
    List<String> missing = new ArrayList<>();
    for (int of = 0; of < label.strata(); of++) {
      if (!present.containsKey((double) of)) {
        missing.add(
            String.format(
                Locale.ROOT,
                "%s (%,d in the table)",
                label.nameOf(of),
                inTable.getOrDefault((double) of, 0L)));
      }
    }
    return insufficient(
        "Training has no row of the label \"%s\" = %s; expected some of every class. Values found:"
            + " %s. %s.",
        label.column(),
        String.join(", ", missing),
        labelsFound(),
        RareClassRemedy.of(label, missing.size(), List.of()));
  }

  private static Map<Double, Long> rowsOfClass(Dataset<Row> rows) {
    Map<Double, Long> counts = new TreeMap<>();
    rows.groupBy(Columns.LABEL)
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts.put(row.getDouble(0), row.getLong(1)));
    return counts;
  }

  /** Says that rows have no label. */
  static HoldoutException unlabelled(long missing, long all, LabelSpec label) {
    return new HoldoutException(
        ErrorCode.DATA_CONTRACT,
        String.format(
            "Cannot split: %,d of %,d rows have no value%s in the label column \"%s\". Declare it"
                + " `required: true` under `columns`%s, so that such rows go to quarantine.",
            missing,
            all,
            switch (label.task()) {
              case BINARY -> "";
              case MULTICLASS -> ", or none of `label.classes`,";
              case REGRESSION -> ", or none that is finite,";
            },
            label.column(),
            label.task() == Task.MULTICLASS ? ", with the classes as `allowed`" : ""));
  }

  private String labelsFound() {
    int shown = 10;
    List<Row> values =
        table
            .select(Columns.named(label.column()).cast("string").as("value"))
            .distinct()
            .orderBy("value")
            .limit(shown + 1)
            .collectAsList();
    return values.stream()
            .limit(shown)
            .map(row -> "\"" + row.getString(0) + "\"")
            .collect(Collectors.joining(", "))
        + (values.size() > shown ? ", …" : "");
  }

  private Dataset<Row> values(Column stratum, Column value) {
    return rows.select(
        stratum.as(Ranks.STRATUM), col(Columns.LABEL).as(Ranks.CLASS), value.as(Ranks.VALUE));
  }

  @FormatMethod
  HoldoutException insufficient(String message, Object... figures) {
    return new HoldoutException(
        ErrorCode.DATA_INSUFFICIENT, "Cannot split: " + String.format(message, figures));
  }
}
