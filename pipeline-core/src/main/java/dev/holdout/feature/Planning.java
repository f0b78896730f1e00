package dev.holdout.feature;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import dev.holdout.feature.FeatureSpec.Categorical;
import dev.holdout.feature.FeatureSpec.ColumnOverride;
import dev.holdout.feature.FeatureSpec.DatePart;
import dev.holdout.feature.FeatureSpec.Kind;
import dev.holdout.feature.FeatureSpec.Numeric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Decides what kind each column is, and collects all that does not fit. */
final class Planning {
  private final FeatureSpec spec;
  private final Problems problems = new Problems();
  private final List<ColumnPlan> plans = new ArrayList<>();

  private Planning(FeatureSpec spec) {
    this.spec = spec;
  }

  static List<ColumnPlan> plan(StructType schema, FeatureSpec spec) {
    Planning planning = new Planning(spec);
    planning.checkNames(schema);
    Set<String> dropped = new HashSet<>(spec.drop());
    for (StructField field : schema.fields()) {
      if (!field.name().startsWith(Columns.RESERVED_PREFIX) && !dropped.contains(field.name())) {
        planning.add(field);
      }
    }
    if (planning.plans.isEmpty() && planning.problems.isEmpty()) {
      planning.problems.add(
          "features", "no column left after dropping", "one at least", "Drop fewer columns");
    }
    planning.problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot plan the features");
    return planning.plans;
  }

  private void checkNames(StructType schema) {
    Set<String> known = new TreeSet<>(Arrays.asList(schema.fieldNames()));
    Set<String> named = new TreeSet<>(spec.drop());
    named.addAll(spec.overrides().keySet());
    named.removeAll(known);
    List<String> users =
        known.stream().filter(name -> !name.startsWith(Columns.RESERVED_PREFIX)).toList();
    String expected =
        "one of "
            + String.join(", ", users.subList(0, Math.min(10, users.size())))
            + (users.size() > 10 ? ", … (" + users.size() + " columns)" : "");
    named.forEach(name -> problems.add("features", "no column " + name, expected, ""));
  }

  private void add(StructField field) {
    Optional<ColumnOverride> override = Optional.ofNullable(spec.overrides().get(field.name()));
    Optional<Kind> natural = natural(field.dataType());
    Optional<Kind> kind = override.flatMap(ColumnOverride::kind).or(() -> natural);
    if (kind.isEmpty()) {
      problems.add(
          "column " + field.name(),
          field.dataType().simpleString(),
          "a number, a string, a boolean, a date or a time stamp",
          "Drop it from the features");
      return;
    }
    checkSettings(field.name(), kind.get(), override);
    source(kind.get(), field.dataType())
        .ifPresentOrElse(
            source -> plans.add(of(field, kind.get(), source, override)),
            () ->
                problems.add(
                    "column " + field.name(),
                    field.dataType().simpleString(),
                    "a type that can be read as " + kind.get(),
                    "Change or remove its kind"));
  }

  private void checkSettings(String column, Kind kind, Optional<ColumnOverride> override) {
    override
        .flatMap(ColumnOverride::numeric)
        .filter(settings -> kind != Kind.NUMERIC)
        .ifPresent(
            settings ->
                problems.add(
                    "column " + column, "settings of numbers", "settings of kind " + kind, ""));
    override
        .flatMap(ColumnOverride::categorical)
        .filter(settings -> kind != Kind.CATEGORICAL)
        .ifPresent(
            settings ->
                problems.add(
                    "column " + column, "settings of categories", "settings of kind " + kind, ""));
  }

  private ColumnPlan of(
      StructField field, Kind kind, Source source, Optional<ColumnOverride> override) {
    String column = field.name();
    return switch (kind) {
      case NUMERIC ->
          new NumberPlan(
              column,
              checked(column, override.flatMap(ColumnOverride::numeric).orElse(spec.numeric())));
      case CATEGORICAL ->
          new CategoryPlan(
              column,
              source,
              checked(
                  column,
                  override.flatMap(ColumnOverride::categorical).orElse(spec.categorical())));
      case BOOLEAN -> new FlagPlan(column);
      case DATE ->
          new DatePlan(
              column, spec.dateParts().stream().filter(part -> part != DatePart.HOUR).toList());
      case TIMESTAMP -> new DatePlan(column, spec.dateParts());
    };
  }

  private Numeric checked(String column, Numeric settings) {
    if (!(settings.clipLower() >= 0
        && settings.clipLower() < settings.clipUpper()
        && settings.clipUpper() <= 1)) {
      problems.add(
          "column " + column,
          "clipping at quantiles " + settings.clipLower() + " and " + settings.clipUpper(),
          "0 ≤ lower < upper ≤ 1",
          "");
    }
    if (!Double.isFinite(settings.constant())) {
      problems.add("column " + column, "constant " + settings.constant(), "a finite number", "");
    }
    return settings;
  }

  private Categorical checked(String column, Categorical settings) {
    if (settings.maxCategories() < 1) {
      problems.add(
          "column " + column,
          settings.maxCategories() + " categories at most",
          "1 category at least",
          "Drop it from the features instead");
    }
    return settings;
  }

  private static Optional<Kind> natural(DataType type) {
    if (type instanceof NumericType) {
      return Optional.of(Kind.NUMERIC);
    }
    if (type instanceof StringType) {
      return Optional.of(Kind.CATEGORICAL);
    }
    if (type instanceof BooleanType) {
      return Optional.of(Kind.BOOLEAN);
    }
    if (type instanceof DateType) {
      return Optional.of(Kind.DATE);
    }
    return type instanceof TimestampType || type instanceof TimestampNTZType
        ? Optional.of(Kind.TIMESTAMP)
        : Optional.empty();
  }

  private static Optional<Source> source(Kind kind, DataType type) {
    Source source =
        switch (kind) {
          case NUMERIC -> Source.NUMBER;
          case CATEGORICAL -> fractional(type) ? Source.NUMBER_TEXT : Source.TEXT;
          case BOOLEAN -> Source.FLAG;
          case DATE, TIMESTAMP -> Source.SECONDS;
        };
    return Optional.of(source).filter(form -> form.reads(type));
  }

  private static boolean fractional(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType || type instanceof DecimalType;
  }
}
