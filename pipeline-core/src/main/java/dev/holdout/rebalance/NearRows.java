package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.struct;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Finds the rows that keys of neighbours stand for, by joins. */
final class NearRows {
  private static final String RANK = "_rank";
  private static final String PARTNER = "_partner";

  private NearRows() {}

  /**
   * The queries with their neighbours.
   *
   * @param near in the form of {@link Near}
   * @param references rows of {@link Parent#COLUMNS}
   */
  static JavaRDD<Neighbourhood> of(
      Dataset<Row> queries, Dataset<Row> near, Dataset<Row> references) {
    Dataset<Row> pairs =
        near.select(
                col(Columns.ROW_KEY), posexplode(col(Near.NEAR)).as(new String[] {RANK, PARTNER}))
            .select(col(Columns.ROW_KEY), col(RANK), col(PARTNER).getField("key").as(PARTNER));
    Column[] rest =
        Arrays.stream(Parent.COLUMNS).skip(1).map(functions::col).toArray(Column[]::new);
    Dataset<Row> told =
        references.select(
            Stream.concat(Stream.of(col(Columns.ROW_KEY).as(PARTNER)), Arrays.stream(rest))
                .toArray(Column[]::new));
    Column parent =
        struct(
            Stream.concat(Stream.of(col(RANK), col(PARTNER)), Arrays.stream(rest))
                .toArray(Column[]::new));
    Dataset<Row> gathered =
        pairs
            .join(told, PARTNER)
            .select(col(Columns.ROW_KEY), parent.as(PARTNER))
            .groupBy(Columns.ROW_KEY)
            .agg(collect_list(PARTNER).as(Near.NEAR));
    int at = queries.columns().length;
    return queries
        .join(gathered, Columns.ROW_KEY)
        .javaRDD()
        .map(row -> new Neighbourhood(row, parents(row.getList(at))));
  }

  private static List<Parent> parents(List<Row> ranked) {
    List<Row> sorted = new ArrayList<>(ranked);
    sorted.sort(Comparator.comparingInt(row -> row.getInt(0)));
    return sorted.stream()
        .map(
            row ->
                new Parent(
                    row.getString(1), row.getDouble(2), row.getDouble(3), (Vector) row.get(4)))
        .toList();
  }
}
