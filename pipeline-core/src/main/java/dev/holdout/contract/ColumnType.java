package dev.holdout.contract;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The types a column of a dataset can have. */
public enum ColumnType {
  STRING(DataTypes.StringType),
  INTEGER(DataTypes.LongType),
  NUMBER(DataTypes.DoubleType),
  BOOLEAN(DataTypes.BooleanType),
  DATE(DataTypes.DateType),
  TIMESTAMP(DataTypes.TimestampType);

  private final DataType sparkType;

  ColumnType(DataType sparkType) {
    this.sparkType = sparkType;
  }

  /** The Spark type in which a dataset holds it. */
  public DataType sparkType() {
    return sparkType;
  }
}
