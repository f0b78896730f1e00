package dev.holdout.split;

import static org.apache.spark.sql.functions.col;

import com.google.errorprone.annotations.FormatMethod;
import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.label.LabelEncoding;
import dev.holdout.label.LabelNotes;
import dev.holdout.label.LabelValue;
import dev.holdout.label.LabelValues;
import dev.holdout.measure.Task;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;

/**
 * How the values of a label's column are read, counted before anything is learned. Of several
 * classes that are not named, the classes are the values that the column has, numbers by size and
 * texts by their characters; a class is called by its most frequent spelling.
 *
 * <p>Cost: one light scan; none where the label is a number. At most {@value #MOST} classes, and of
 * the negative values the {@value #VALUES} most frequent.
 *
 * @param label with its classes
 * @param values the column's values
 */
public record LabelReading(LabelSpec label, LabelValues values) {
  /** More values than this are no classes. */
  public static final int MOST = 100;

  private static final int FEWEST = 2;
  private static final int VALUES = 1_000;
  private static final String VALUE = "value";
  private static final String NUMBER = "number";
  private static final String ROWS = "rows";

  /**
   * Reads the label of rows that each need one.
   *
   * @throws HoldoutException with {@code DATA_CONTRACT} for texts that say "no value" and for
   *     values beside yes and no, with {@code DATA_INSUFFICIENT} for one class only or more than
   *     {@value #MOST}
   */
  public static LabelReading of(Dataset<Row> dataset, LabelSpec label) {
    LabelReading reading = ofSome(dataset, label);
    List<LabelValue> none = reading.values.none();
    if (!none.isEmpty()) {
      throw refused(
          ErrorCode.DATA_CONTRACT,
          label,
          "found %,d rows with %s, which says \"no value\", expected a value in each row. Declare"
              + " `missing: [%s]` and `required: true` for the column under `columns`, so that such"
              + " rows go to quarantine; or list all its values there as `allowed` if it is one.",
          LabelValue.rows(none),
          LabelValue.listed(none),
          quoted(none));
    }
    return reading;
  }

  /** The same for rows of which some may have no label. */
  public static LabelReading ofSome(Dataset<Row> dataset, LabelSpec label) {
    return switch (label.task()) {
      case BINARY -> binary(dataset, label);
      case MULTICLASS -> classes(dataset, label);
      case REGRESSION -> new LabelReading(label, new LabelValues(List.of(), List.of(), List.of()));
    };
  }

  /** What is to be said of it, with the rows of each value. */
  public LabelNotes notes() {
    return switch (label.task()) {
      case BINARY ->
          LabelNotes.binary(
              label.column(), Optional.of(label.positive()), values, LabelValue::shown);
      case MULTICLASS ->
          LabelNotes.classes(label.column(), label.classes(), values, LabelValue::shown);
      case REGRESSION -> new LabelNotes(List.of(), Optional.empty());
    };
  }

  private static LabelReading binary(Dataset<Row> dataset, LabelSpec label) {
    LabelEncoding encoding = label.encoding();
    LabelValues values = LabelValues.of(encoding, counts(dataset, label, encoding));
    List<LabelValue> third = values.besideYesAndNo(label.positive(), label.values());
    if (!third.isEmpty()) {
      throw refused(
          ErrorCode.DATA_CONTRACT,
          label,
          "found %,d rows with %s beside %s, expected two values, since `label.positive` is \"%s\"."
              + " If these count as negative, list all values of the column under `columns` as"
              + " `allowed`; if they say that the answer is not known, declare `missing: [%s]` and"
              + " `required: true` there, so that such rows go to quarantine.",
          LabelValue.rows(third),
          LabelValue.listed(third),
          LabelValue.listed(
              values.known().stream().filter(value -> !third.contains(value)).toList()),
          label.positive(),
          quoted(third));
    }
    return new LabelReading(label, values);
  }

  private static LabelReading classes(Dataset<Row> dataset, LabelSpec label) {
    LabelEncoding named =
        LabelEncoding.classes(label.classes().isEmpty() ? label.values() : label.classes());
    Map<String, Long> counts = counts(dataset, label, named);
    if (!label.classes().isEmpty()) {
      return new LabelReading(label, LabelValues.of(named, counts));
    }
    List<String> found = names(named, counts);
    if (found.size() < FEWEST || found.size() > MOST || counts.size() > VALUES) {
      throw refused(
          ErrorCode.DATA_INSUFFICIENT,
          label,
          "found %s different values, expected %d to %d classes. Name them under `label.classes`,"
              + " or set `label.task: regression` where the label is a number.",
          found.size() > MOST || counts.size() > VALUES
              ? "more than " + MOST
              : Integer.toString(found.size()),
          FEWEST,
          MOST);
    }
    boolean numbers = dataset.schema().apply(label.column()).dataType() instanceof NumericType;
    found.sort(numbers ? Comparator.comparing(BigDecimal::new) : Comparator.<String>naturalOrder());
    LabelSpec complete = label.with(found);
    return new LabelReading(complete, LabelValues.of(complete.encoding(), counts));
  }

  /** One name for all spellings of a value: the one that is listed, or the most frequent. */
  private static List<String> names(LabelEncoding encoding, Map<String, Long> counts) {
    Map<Object, String> names = new LinkedHashMap<>();
    counts
        .keySet()
        .forEach(
            text ->
                encoding
                    .known(text)
                    .ifPresent(
                        known ->
                            names.putIfAbsent(
                                encoding.number(text).isPresent()
                                    ? (Object) encoding.number(text)
                                    : encoding.form(known),
                                known)));
    return new ArrayList<>(names.values());
  }

  /** The rows of each text; those that are no class first, then the highest classes. */
  private static Map<String, Long> counts(
      Dataset<Row> dataset, LabelSpec label, LabelEncoding encoding) {
    Column value = Columns.named(label.column()).cast("string");
    Map<String, Long> counts = new LinkedHashMap<>();
    Dataset<Row> counted =
        dataset
            .select(value.as(VALUE))
            .filter(col(VALUE).isNotNull())
            .groupBy(col(VALUE))
            .count()
            .withColumnRenamed("count", ROWS);
    Dataset<Row> ordered =
        label.task() == Task.BINARY
            ? counted
                .withColumn(NUMBER, encoding.number(col(VALUE)))
                .orderBy(col(NUMBER).desc_nulls_first(), col(ROWS).desc(), col(VALUE))
            : counted.orderBy(col(ROWS).desc(), col(VALUE));
    for (Row row : ordered.select(VALUE, ROWS).limit(VALUES + 1).collectAsList()) {
      counts.put(row.getString(0), row.getLong(1));
    }
    return counts;
  }

  private static String quoted(List<LabelValue> values) {
    List<String> quoted = new ArrayList<>();
    for (LabelValue value : values.subList(0, Math.min(LabelValue.LISTED, values.size()))) {
      quoted.add("\"" + value.value().strip() + "\"");
    }
    return String.join(", ", quoted);
  }

  @FormatMethod
  private static HoldoutException refused(
      ErrorCode code, LabelSpec label, String message, Object... figures) {
    return new HoldoutException(
        code,
        "Cannot read the label \"" + label.column() + "\": " + String.format(message, figures));
  }
}
