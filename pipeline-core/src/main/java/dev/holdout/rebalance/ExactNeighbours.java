package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Exact nearest neighbours, one side of the search being small enough to stand in the memory of
 * every executor, while the other side streams past it.
 *
 * <p>Cost: as many comparisons as there are pairs. Memory: the block of the small side, once for
 * each executor; and for each task, where queries are the small side, what is nearest to each.
 */
final class ExactNeighbours {
  private static final int CHUNK = 1024;
  private static final int REFERENCES_AT_ONCE = 16 * 1024;
  private static final long ROWS_PER_TASK = 4096;

  /** Points times neighbours for which {@link Mutual} may be merged and broadcast. */
  private static final long MOST_FOR_MUTUAL = 4_000_000;

  private final Space space;
  private final int wanted;

  ExactNeighbours(Space space, int wanted) {
    this.space = space;
    this.wanted = wanted;
  }

  /**
   * The rows nearest to each query, with all that is known of them.
   *
   * @param queries rows of any number that begin with {@link Parent#COLUMNS}
   * @param count how many, about
   * @param references few enough for the memory of an executor
   */
  JavaRDD<Neighbourhood> rows(Dataset<Row> queries, long count, Dataset<Row> references) {
    Points points = collected(references);
    JavaSparkContext context = new JavaSparkContext(references.sparkSession().sparkContext());
    Broadcast<Points> all = context.broadcast(points);
    int neighbours = wanted;
    if (2 * count >= points.size() && (long) points.size() * wanted <= MOST_FOR_MUTUAL) {
      Broadcast<Mutual> found = context.broadcast(mutual(context, all, points.size()));
      return spread(queries, count)
          .javaRDD()
          .map(row -> neighbourhood(row, all.value(), found.value()));
    }
    return spread(queries, count)
        .javaRDD()
        .mapPartitions(
            rows ->
                new Chunks<>(rows, CHUNK, chunk -> neighbourhoods(chunk, all.value(), neighbours)));
  }

  /** All with all, each pair once; at once. */
  private Mutual mutual(JavaSparkContext context, Broadcast<Points> all, int size) {
    int parts = tasks(context, size / 2);
    int neighbours = wanted;
    List<Integer> numbers = IntStream.range(0, parts).boxed().toList();
    return context
        .parallelize(numbers, parts)
        .map(part -> MutualSearch.part(all.value(), neighbours, part, parts))
        .treeReduce((one, other) -> one.merge(other, all.value()));
  }

  private static Neighbourhood neighbourhood(Row row, Points all, Mutual found) {
    int point = all.find(row.getString(0));
    List<Parent> near = new ArrayList<>();
    for (int rank = 0; rank < found.found(point); rank++) {
      near.add(all.row(found.neighbour(point, rank)));
    }
    return new Neighbourhood(row, near);
  }

  /** The keys and labels of the rows nearest to each query, in the form of {@link Near}. */
  Dataset<Row> amongFew(Dataset<Row> queries, long count, Dataset<Row> references) {
    Broadcast<Points> all = broadcast(references);
    int neighbours = wanted;
    return spread(queries, count)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows -> new Chunks<>(rows, CHUNK, chunk -> near(chunk, all.value(), neighbours)),
            Encoders.row(Near.SCHEMA));
  }

  /**
   * The same for few queries among references of any number.
   *
   * @param count how many references, about
   */
  Dataset<Row> ofFew(Dataset<Row> queries, Dataset<Row> references, long count) {
    Broadcast<Points> all = broadcast(queries);
    int neighbours = wanted;
    Dataset<Row> parts =
        spread(references, count)
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>) rows -> competing(rows, all.value(), neighbours),
                Encoders.row(Near.SCHEMA));
    return Near.merge(parts, wanted);
  }

  private static List<Neighbourhood> neighbourhoods(List<Row> chunk, Points all, int wanted) {
    Nearest nearest = search(points(chunk, all.space()), all, wanted);
    List<Neighbourhood> found = new ArrayList<>(chunk.size());
    for (int query = 0; query < chunk.size(); query++) {
      List<Parent> near = new ArrayList<>(wanted);
      for (int rank = 0; rank < nearest.found(query); rank++) {
        near.add(all.row(nearest.point(query, rank)));
      }
      found.add(new Neighbourhood(chunk.get(query), near));
    }
    return found;
  }

  private static List<Row> near(List<Row> chunk, Points all, int wanted) {
    Points queries = points(chunk, all.space());
    return told(queries, search(queries, all, wanted));
  }

  private static Iterator<Row> competing(Iterator<Row> references, Points queries, int wanted) {
    Nearest nearest = new Nearest(queries.size(), wanted);
    while (references.hasNext()) {
      Points block = Points.next(queries.space(), parents(references), REFERENCES_AT_ONCE);
      Search.run(queries, block, nearest);
    }
    return told(queries, nearest).iterator();
  }

  /** Those nearest to each of some points. */
  static Nearest search(Points queries, Points references, int wanted) {
    Nearest nearest = new Nearest(queries.size(), wanted);
    Search.run(queries, references, nearest);
    return nearest;
  }

  /** The same in the form of {@link Near}. */
  static List<Row> told(Points queries, Nearest nearest) {
    List<Row> told = new ArrayList<>(queries.size());
    for (int query = 0; query < queries.size(); query++) {
      told.add(Near.row(queries.key(query), nearest, query));
    }
    return told;
  }

  private static Points points(List<Row> rows, Space space) {
    return Points.next(space, parents(rows.iterator()), rows.size());
  }

  private static Iterator<Parent> parents(Iterator<Row> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Parent next() {
        return Parent.of(rows.next());
      }
    };
  }

  private Points collected(Dataset<Row> rows) {
    return points(rows.collectAsList(), space);
  }

  private Broadcast<Points> broadcast(Dataset<Row> rows) {
    return new JavaSparkContext(rows.sparkSession().sparkContext()).broadcast(collected(rows));
  }

  /** Over all cores: training rows often stand in one partition. */
  private static Dataset<Row> spread(Dataset<Row> rows, long count) {
    JavaSparkContext context = new JavaSparkContext(rows.sparkSession().sparkContext());
    return rows.repartition(tasks(context, count), col(Columns.ROW_KEY));
  }

  private static int tasks(JavaSparkContext context, long rows) {
    int most = 4 * context.defaultParallelism();
    return (int) Math.max(1, Math.min(most, rows / ROWS_PER_TASK));
  }
}
