package dev.holdout.rebalance;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Approximate nearest neighbours of many rows among many: those rows are compared that share a cell
 * of a {@link ProjectionForest}.
 *
 * <p>How many trees are used is decided by a sample of the queries, whose exact neighbours are
 * known: as many as find {@link #RECALL} of these, at most {@link #TREES}. A neighbour is found if
 * and only if it shares a cell with its query, so that the recall is known before anything is
 * compared, and it is told in a note.
 *
 * <p>Cost: rows × trees × rows of a cell comparisons, and a shuffle of rows × trees. Memory: a cell
 * for each task; cells that are much larger than meant are divided by a hash of the keys.
 */
final class ApproximateNeighbours {
  static final double RECALL = 0.9;
  static final int TREES = 16;
  private static final int SAMPLED_QUERIES = 500;
  private static final int SAMPLED_ROWS = 16_384;

  private static final StructType IN_CELL =
      new StructType()
          .add("cell", DataTypes.IntegerType, false)
          .add("order", DataTypes.LongType, false)
          .add("asked", DataTypes.BooleanType, false)
          .add(Columns.ROW_KEY, DataTypes.StringType, false)
          .add(Columns.LABEL, DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  private final Space space;
  private final int wanted;
  private final long seed;
  private final int cellRows;

  ApproximateNeighbours(Space space, int wanted, long seed) {
    this(space, wanted, seed, 16_384);
  }

  /**
   * The same with another size of cells.
   *
   * @param cellRows how many rows a cell holds, about; divided by up to two
   */
  ApproximateNeighbours(Space space, int wanted, long seed, int cellRows) {
    this.space = space;
    this.wanted = wanted;
    this.seed = seed;
    this.cellRows = cellRows;
  }

  /**
   * The keys and labels of the rows nearest to each query, in the form of {@link Near}.
   *
   * @param queries keys, all of them of references
   * @param references rows of {@link Parent#COLUMNS}
   * @param count how many references
   * @param of whose neighbours, for the note
   * @param notes receives the recall
   */
  Dataset<Row> near(
      Dataset<Row> queries, Dataset<Row> references, long count, String of, List<String> notes) {
    int depth = Math.max(1, 64 - Long.numberOfLeadingZeros((count - 1) / cellRows));
    Points sample = sample(references, "cells", SAMPLED_ROWS);
    ProjectionForest forest = new ProjectionForest(sample, depth, TREES, seed);
    double[] recalls = recalls(forest, queries, references, count);
    int trees = 1;
    while (trees < TREES && recalls[trees - 1] < RECALL) {
      trees++;
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "Neighbours among %s are approximate, there being more than %,d: of the %d nearest of"
                + " %d rows drawn, %.1f%% are found (%d random projection trees of %d cells).",
            of,
            Neighbours.FEW_ROWS,
            wanted,
            SAMPLED_QUERIES,
            100 * recalls[trees - 1],
            trees,
            forest.cells()));
    return Near.merge(compared(forest, trees, queries, references), wanted);
  }

  private Points sample(Dataset<Row> rows, String purpose, int size) {
    return points(rows.filter(new Draw(seed, purpose).lowest(rows, size)).collectAsList());
  }

  private Points points(List<Row> rows) {
    Points points = new Points(space, rows.size());
    rows.forEach(row -> points.add(Parent.of(row)));
    return points;
  }

  /** The recall with 1, 2, … trees. */
  private double[] recalls(
      ProjectionForest forest, Dataset<Row> queries, Dataset<Row> references, long count) {
    Dataset<Row> keys = queries.filter(new Draw(seed, "recall").lowest(queries, SAMPLED_QUERIES));
    Dataset<Row> sampled = Held.of(references.join(functions.broadcast(keys), Columns.ROW_KEY));
    Dataset<Row> near =
        Held.of(new ExactNeighbours(space, wanted).ofFew(sampled, references, count));
    Dataset<Row> partners =
        near.select(explode(col(Near.NEAR).getField("key")).as(Columns.ROW_KEY)).distinct();
    List<Row> involved = new ArrayList<>(sampled.collectAsList());
    involved.addAll(
        references.join(functions.broadcast(partners), Columns.ROW_KEY).collectAsList());
    Points points = points(involved);
    long[] found = new long[forest.trees()];
    long all = 0;
    for (Row row : near.collectAsList()) {
      int query = points.find(row.getString(0));
      for (Near neighbour : Near.of(row)) {
        all++;
        countFrom(found, meeting(forest, points, query, points.find(neighbour.key())));
      }
    }
    double total = all;
    return Arrays.stream(found).mapToDouble(one -> one / total).toArray();
  }

  private static void countFrom(long[] found, int tree) {
    for (int later = tree; later < found.length; later++) {
      found[later]++;
    }
  }

  /** The first tree in which two points share a cell; the number of trees if there is none. */
  private static int meeting(ProjectionForest forest, Points points, int one, int other) {
    int tree = 0;
    while (tree < forest.trees()
        && forest.cell(tree, points, one) != forest.cell(tree, points, other)) {
      tree++;
    }
    return tree;
  }

  private Dataset<Row> compared(
      ProjectionForest forest, int trees, Dataset<Row> queries, Dataset<Row> references) {
    JavaSparkContext context = new JavaSparkContext(references.sparkSession().sparkContext());
    Broadcast<ProjectionForest> grown = context.broadcast(forest);
    Space where = space;
    int neighbours = wanted;
    int most = 4 * cellRows;
    Column asked = col("asked").isNotNull();
    int tasks = Math.max(2 * context.defaultParallelism(), trees * forest.cells() / 4);
    return references
        .join(queries.withColumn("asked", lit(true)), toSeq(Columns.ROW_KEY), "left")
        .select(
            col(Columns.ROW_KEY),
            col(Columns.LABEL),
            col(Columns.WEIGHT),
            col(Parent.COLUMNS[3]),
            xxhash64(lit(seed), lit("order"), col(Columns.ROW_KEY)),
            asked)
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> inCells(row, grown.value(), trees, where),
            Encoders.row(IN_CELL))
        .repartition(tasks, col("cell"))
        .sortWithinPartitions("cell", "order", Columns.ROW_KEY)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new Cells(rows, where, neighbours, most),
            Encoders.row(Near.SCHEMA));
  }

  private static scala.collection.immutable.Seq<String> toSeq(String column) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(column)).toSeq();
  }

  private static Iterator<Row> inCells(Row row, ProjectionForest forest, int trees, Space space) {
    Points point = new Points(space, 1);
    point.add(Parent.of(row));
    List<Row> copies = new ArrayList<>(trees);
    for (int tree = 0; tree < trees; tree++) {
      int cell = tree * forest.cells() + forest.cell(tree, point, 0);
      copies.add(
          RowFactory.create(
              cell, row.getLong(4), row.getBoolean(5), row.get(0), row.get(1), row.get(3)));
    }
    return copies.iterator();
  }
}
