package dev.holdout.rebalance;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Who is near to whom, as rows: a key and its neighbours, nearest first and equally near ones in
 * the order of their keys.
 *
 * @param distance squared
 */
record Near(double distance, String key, double label) {
  /** The column with the neighbours. */
  static final String NEAR = "_near";

  private static final StructType NEIGHBOUR =
      new StructType()
          .add("distance", DataTypes.DoubleType, false)
          .add("key", DataTypes.StringType, false)
          .add("label", DataTypes.DoubleType, false);

  /** A key, and its neighbours in {@link #NEAR}. */
  static final StructType SCHEMA =
      new StructType()
          .add(Columns.ROW_KEY, DataTypes.StringType, false)
          .add(NEAR, new ArrayType(NEIGHBOUR, false), false);

  private static final Comparator<Near> NEAREST_FIRST =
      Comparator.comparingDouble(Near::distance).thenComparing(Near::key);

  /** The row of one query. */
  static Row row(String key, Nearest nearest, int query) {
    List<Row> near = new ArrayList<>(nearest.found(query));
    for (int rank = 0; rank < nearest.found(query); rank++) {
      near.add(
          RowFactory.create(
              nearest.squaredDistance(query, rank),
              nearest.key(query, rank),
              nearest.label(query, rank)));
    }
    return RowFactory.create(key, near.toArray(Row[]::new));
  }

  /** The neighbours of a row of {@link #SCHEMA}. */
  static List<Near> of(Row row) {
    return row.<Row>getList(1).stream()
        .map(near -> new Near(near.getDouble(0), near.getString(1), near.getDouble(2)))
        .toList();
  }

  /** One row for each key: the nearest of all that its rows tell. */
  static Dataset<Row> merge(Dataset<Row> parts, int wanted) {
    return parts
        .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
        .mapGroups(
            (MapGroupsFunction<String, Row, Row>) (key, rows) -> nearest(key, rows, wanted),
            Encoders.row(SCHEMA));
  }

  private static Row nearest(String key, Iterator<Row> rows, int wanted) {
    List<Near> all = new ArrayList<>();
    rows.forEachRemaining(row -> all.addAll(of(row)));
    all.sort(NEAREST_FIRST);
    Set<String> seen = new HashSet<>();
    List<Row> near = new ArrayList<>(wanted);
    for (Near one : all) {
      if (near.size() < wanted && seen.add(one.key)) {
        near.add(RowFactory.create(one.distance, one.key, one.label));
      }
    }
    return RowFactory.create(key, near.toArray(Row[]::new));
  }
}
