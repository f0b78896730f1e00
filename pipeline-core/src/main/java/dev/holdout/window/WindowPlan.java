package dev.holdout.window;

import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.ColumnType;
import dev.holdout.contract.Columns;
import dev.holdout.contract.RowKeys;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.Problem;
import dev.holdout.error.Problems;
import dev.holdout.label.LabelEncoding;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which columns a table of windows has, for readings of one schema.
 *
 * <p>In this order: the entity, {@link EventSpec#ENTITY} if it has several columns, the window's
 * start and close, {@link EventSpec#COUNT}, {@code <column>_<aggregate>} in the order of the
 * readings' columns, and the label under its own name as true or false. The readings' label is
 * aggregated only where it is named, and then as true or false: whether it was positive.
 */
public final class WindowPlan {
  private final EventSpec spec;
  private final Purpose purpose;
  private final EventTime time;
  private final List<StructField> entity;
  private final List<Aggregated> columns;

  private WindowPlan(
      EventSpec spec,
      Purpose purpose,
      EventTime time,
      List<StructField> entity,
      List<Aggregated> columns) {
    this.spec = spec;
    this.purpose = purpose;
    this.time = time;
    this.entity = List.copyOf(entity);
    this.columns = List.copyOf(columns);
  }

  /** What windows are for. */
  public enum Purpose {
    /** Only windows whose label is known, with their label. */
    LEARNING,
    /** All windows, without a label; readings need none either. */
    SCORING
  }

  /** A column with the aggregates that are computed of it. */
  record Aggregated(String column, Kind kind, List<Aggregate> aggregates) implements Serializable {
    Aggregated {
      aggregates = List.copyOf(aggregates);
    }

    String name(Aggregate aggregate) {
      return column + "_" + aggregate.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Plans the table.
   *
   * @param readings their schema; columns that begin with {@link Columns#RESERVED_PREFIX} are not
   *     looked at
   * @throws HoldoutException with {@link ErrorCode#CONFIGURATION} naming every setting that does
   *     not fit the schema
   */
  public static WindowPlan of(StructType readings, EventSpec spec, Purpose purpose) {
    Problems problems = new Problems();
    WindowPlan plan = plan(readings, spec, purpose, problems);
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot make windows of these readings");
    return plan;
  }

  /** Every setting that does not fit the schema; see {@link #of}. */
  public static List<Problem> problems(StructType readings, EventSpec spec, Purpose purpose) {
    Problems problems = new Problems();
    WindowPlan unused = plan(readings, spec, purpose, problems);
    return problems.all();
  }

  private static WindowPlan plan(
      StructType readings, EventSpec spec, Purpose purpose, Problems problems) {
    Map<String, DataType> types = new HashMap<>();
    for (StructField field : readings.fields()) {
      if (!field.name().startsWith(Columns.RESERVED_PREFIX)) {
        types.put(field.name(), field.dataType());
      }
    }
    known(types, spec, purpose, problems);
    WindowPlan plan =
        new WindowPlan(
            spec,
            purpose,
            time(types, spec, problems),
            entity(types, spec, problems),
            columns(readings, types, spec, problems));
    plan.checkNames(problems);
    return plan;
  }

  private static EventTime time(Map<String, DataType> types, EventSpec spec, Problems problems) {
    DataType type = types.getOrDefault(spec.time(), DataTypes.TimestampType);
    Optional<EventTime> time = EventTime.of(type);
    if (time.isEmpty()) {
      problems.add(
          "windows.time",
          "the column \"" + spec.time() + "\" of the type " + type.simpleString(),
          "a timestamp, a date or a number of seconds",
          "Declare it so under `columns`");
    }
    return time.orElse(EventTime.INSTANT);
  }

  private static void known(
      Map<String, DataType> types, EventSpec spec, Purpose purpose, Problems problems) {
    Map<String, String> named = new LinkedHashMap<>();
    spec.entity().forEach(column -> named.put(column, "windows.entity"));
    named.putIfAbsent(spec.time(), "windows.time");
    new TreeSet<>(spec.columns().keySet())
        .forEach(column -> named.putIfAbsent(column, "windows.columns." + column));
    if (purpose == Purpose.LEARNING) {
      named.putIfAbsent(spec.label().column(), "label.column");
    }
    named.forEach(
        (column, where) -> {
          if (!types.containsKey(column)) {
            problems.add(
                where,
                "no column \"" + column + "\" among the readings",
                "one of theirs",
                "Check the name, or add the column to the source");
          }
        });
  }

  private static List<StructField> entity(
      Map<String, DataType> types, EventSpec spec, Problems problems) {
    List<StructField> entity = new ArrayList<>();
    for (String column : spec.entity()) {
      DataType type = types.getOrDefault(column, DataTypes.StringType);
      if (!type.equals(DataTypes.StringType) && !type.equals(DataTypes.LongType)) {
        problems.add(
            "windows.entity",
            "the column \"" + column + "\" of the type " + type.simpleString(),
            "a string or an integer",
            "Declare it so under `columns`");
      }
      entity.add(new StructField(column, type, true, Metadata.empty()));
    }
    return entity;
  }

  private static List<Aggregated> columns(
      StructType readings, Map<String, DataType> types, EventSpec spec, Problems problems) {
    List<Aggregated> columns = new ArrayList<>();
    for (StructField field : readings.fields()) {
      String column = field.name();
      boolean label = spec.label().column().equals(column);
      Optional<Kind> kind = label ? Optional.of(Kind.FLAG) : Kind.of(field.dataType());
      Optional<List<Aggregate>> asked = Optional.ofNullable(spec.columns().get(column));
      boolean role = label || spec.entity().contains(column) || spec.time().equals(column);
      if (!types.containsKey(column) || kind.isEmpty()) {
        continue;
      }
      if (asked.isPresent()) {
        asked.get().stream()
            .filter(aggregate -> !kind.get().has(aggregate))
            .forEach(aggregate -> problems.add(misfit(column, kind.get(), aggregate)));
      }
      List<Aggregate> wanted =
          asked.orElse(role || !kind.get().unasked() ? List.of() : spec.aggregates());
      List<Aggregate> fitting = wanted.stream().filter(kind.get()::has).distinct().toList();
      if (!fitting.isEmpty()) {
        columns.add(new Aggregated(column, kind.get(), fitting));
      }
    }
    return columns;
  }

  private static Problem misfit(String column, Kind kind, Aggregate aggregate) {
    return new Problem(
        "windows.columns." + column,
        aggregate.name().toLowerCase(Locale.ROOT),
        "one of "
            + String.join(
                ", ",
                new TreeSet<>(
                    kind.aggregates().stream()
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .toList())),
        "A column of this type has no other");
  }

  /** Names that differ in case alone are one to Spark. */
  private void checkNames(Problems problems) {
    Map<String, String> seen = new HashMap<>();
    for (String name : schema().fieldNames()) {
      if (seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name) != null) {
        problems.add(
            "windows",
            "two columns of the windows with the name \"" + name + "\"",
            "names that differ, whatever their case",
            "Rename a column of the readings, or leave one out under `windows.columns`");
      }
    }
  }

  /** The columns of the table of windows, without those that begin with a low line. */
  public StructType schema() {
    StructType schema = new StructType();
    for (StructField field : entity) {
      schema = schema.add(field);
    }
    if (entity.size() > 1) {
      schema = schema.add(EventSpec.ENTITY, DataTypes.StringType);
    }
    schema =
        schema
            .add(EventSpec.START, time.boundaryType())
            .add(EventSpec.CLOSE, time.boundaryType())
            .add(EventSpec.COUNT, DataTypes.LongType);
    for (Aggregated column : columns) {
      for (Aggregate aggregate : column.aggregates()) {
        schema = schema.add(column.name(aggregate), column.kind().typeOf(aggregate));
      }
    }
    return purpose == Purpose.LEARNING
        ? schema.add(spec.label().column(), DataTypes.BooleanType)
        : schema;
  }

  Purpose purpose() {
    return purpose;
  }

  EventSpec spec() {
    return spec;
  }

  EventTime time() {
    return time;
  }

  List<StructField> entity() {
    return entity;
  }

  List<Aggregated> columns() {
    return columns;
  }

  /** The time of a reading in microseconds since 1970; null where it has none. */
  Column micros() {
    return time.micros(Columns.named(spec.time()));
  }

  /** Whether a reading's label is positive; null where it has none. */
  Column positive() {
    return LabelEncoding.positive(spec.label().positive(), spec.label().values())
        .number(Columns.named(spec.label().column()))
        .equalTo(1.0);
  }

  /** The values of a column, as they travel. */
  Column value(Aggregated column) {
    boolean label = spec.label().column().equals(column.column());
    return column.kind().depart(label ? positive() : Columns.named(column.column()));
  }

  /** The entity as one text. */
  Column entityText() {
    List<ColumnSpec> specs = new ArrayList<>();
    List<Column> values = new ArrayList<>();
    for (StructField field : entity) {
      specs.add(ColumnSpec.of(field.name(), ColumnType.STRING));
      values.add(Columns.named(field.name()));
    }
    return new RowKeys(specs, spec.entity()).unit(values);
  }
}
