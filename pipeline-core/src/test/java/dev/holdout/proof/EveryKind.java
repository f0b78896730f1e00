package dev.holdout.proof;

import dev.holdout.TestSession;
import dev.holdout.contract.Columns;
import dev.holdout.feature.FeatureSpec;
import dev.holdout.feature.FeatureSpec.Categorical;
import dev.holdout.feature.FeatureSpec.ColumnOverride;
import dev.holdout.feature.FeatureSpec.DatePart;
import dev.holdout.feature.FeatureSpec.Imputation;
import dev.holdout.feature.FeatureSpec.Kind;
import dev.holdout.feature.FeatureSpec.Numeric;
import dev.holdout.feature.FeatureSpec.Scaling;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A table in which every kind of column and every setting of preprocessing has a column of its own,
 * in four blocks; the label follows the first column.
 *
 * <p>Kinds and settings are those of the enums, so that a new one is part of the table.
 */
final class EveryKind {
  static final int BLOCKS = 4;

  private final Map<String, DataType> columns = new TreeMap<>();
  private final Map<String, ColumnOverride> overrides = new TreeMap<>();

  EveryKind() {
    for (Imputation imputation : Imputation.values()) {
      for (Scaling scaling : Scaling.values()) {
        for (boolean clip : new boolean[] {false, true}) {
          String column = "number " + imputation + " " + scaling + (clip ? " clipped" : "");
          Numeric settings =
              new Numeric(imputation, -1, true, clip ? 0.05 : 0, clip ? 0.9 : 1, scaling);
          columns.put(column, DataTypes.DoubleType);
          overrides.put(
              column,
              new ColumnOverride(Optional.empty(), Optional.of(settings), Optional.empty()));
        }
      }
    }
    for (Kind kind : Kind.values()) {
      for (DataType type : typesOf(kind)) {
        String column = kind + " of " + type.typeName();
        columns.put(column, type);
        overrides.put(
            column, new ColumnOverride(Optional.of(kind), Optional.empty(), Optional.empty()));
      }
    }
  }

  /** The types that can be read as a kind. */
  private static List<DataType> typesOf(Kind kind) {
    return switch (kind) {
      case NUMERIC -> List.of(DataTypes.IntegerType, DataTypes.createDecimalType(10, 2));
      case CATEGORICAL ->
          List.of(
              DataTypes.StringType,
              DataTypes.IntegerType,
              DataTypes.DoubleType,
              DataTypes.BooleanType);
      case BOOLEAN -> List.of(DataTypes.BooleanType);
      case DATE -> List.of(DataTypes.DateType);
      case TIMESTAMP -> List.of(DataTypes.TimestampType);
    };
  }

  FeatureSpec spec() {
    return new FeatureSpec(
        List.of(), Numeric.DEFAULT, new Categorical(3, 8), List.of(DatePart.values()), overrides);
  }

  StructType schema() {
    StructType schema =
        new StructType()
            .add(Columns.ROW_KEY, DataTypes.StringType)
            .add(Columns.LABEL, DataTypes.DoubleType)
            .add(Columns.BLOCK, DataTypes.IntegerType);
    for (Map.Entry<String, DataType> column : columns.entrySet()) {
      schema = schema.add(column.getKey(), column.getValue());
    }
    return schema;
  }

  Dataset<Row> rows(int count) {
    Random random = new Random(20261121);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      double first = random.nextGaussian();
      List<@Nullable Object> values = new ArrayList<>();
      values.add("k" + row);
      values.add(random.nextDouble() < 1 / (1 + Math.exp(1 - 2 * first)) ? 1.0 : 0.0);
      values.add(row % BLOCKS);
      for (DataType type : columns.values()) {
        values.add(random.nextInt(9) == 0 ? null : value(type, first, random));
      }
      rows.add(RowFactory.create(values.toArray()));
    }
    return TestSession.spark().createDataFrame(rows, schema());
  }

  private static Object value(DataType type, double first, Random random) {
    if (type.equals(DataTypes.DoubleType)) {
      return Math.rint(4 * (first + random.nextGaussian()));
    }
    if (type.equals(DataTypes.IntegerType)) {
      return random.nextInt(12);
    }
    if (type.equals(DataTypes.BooleanType)) {
      return random.nextInt(3) == 0;
    }
    if (type.equals(DataTypes.StringType)) {
      return "word " + (int) Math.sqrt(random.nextInt(100));
    }
    LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(900));
    if (type.equals(DataTypes.DateType)) {
      return Date.valueOf(day);
    }
    if (type.equals(DataTypes.TimestampType)) {
      return Timestamp.from(Instant.parse(day + "T00:00:00Z").plusSeconds(random.nextInt(86_400)));
    }
    return BigDecimal.valueOf(random.nextInt(100_000), 2);
  }
}
