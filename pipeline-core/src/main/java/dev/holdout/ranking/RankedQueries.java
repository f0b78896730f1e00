package dev.holdout.ranking;

import static org.apache.spark.sql.functions.col;

import dev.holdout.ranking.RankingCounts.Tally;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A table of queries from one of items, so that an evaluation counts queries as it counts rows.
 *
 * <p>Cost: the items are shuffled by query and sorted by it within each partition; a task keeps
 * what {@link QueryRanking} does of one query at a time.
 */
public final class RankedQueries implements Iterator<Row> {
  /** Where items have what divides them, and queries what {@link RankingCounts} do not read. */
  public static final int ITEM_COLUMNS = 4;

  /** How many columns of a query its counts read. */
  public static final int QUERY_COLUMNS = RankingCounts.COLUMNS.size();

  /** The text that stands for what a query's items differ in. No text of a file has a NUL. */
  public static final String SEVERAL = "\0several";

  private final Iterator<Row> items;
  private final RankingSpec spec;
  private final QueryRanking ranking;
  private @Nullable Row ahead;

  private RankedQueries(Iterator<Row> items, RankingSpec spec) {
    this.items = items;
    this.spec = spec;
    this.ranking = new QueryRanking(spec);
  }

  /**
   * The queries: what {@link RankingCounts} read, then the further columns.
   *
   * @param items in this order the query, a text, and the score, the label and the weight, which
   *     are doubles; from {@link #ITEM_COLUMNS} on further columns. A query has of each the value
   *     that all its items have; else {@link #SEVERAL} for texts and the lesser number
   */
  public static Dataset<Row> of(Dataset<Row> items, RankingSpec spec) {
    StructType schema = RankingCounts.COLUMNS;
    StructField[] given = items.schema().fields();
    for (int at = ITEM_COLUMNS; at < given.length; at++) {
      schema = schema.add(given[at]);
    }
    String query = given[0].name();
    return items
        .repartition(col(query))
        .sortWithinPartitions(query)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new RankedQueries(rows, spec),
            Encoders.row(schema));
  }

  /** The queries of items that are in the order of their queries. */
  static Iterator<Row> of(Iterator<Row> items, RankingSpec spec) {
    return new RankedQueries(items, spec);
  }

  @Override
  public boolean hasNext() {
    return ahead != null || items.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row first = ahead == null ? items.next() : ahead;
    long[] tallies = new long[Tally.values().length];
    Object[] further = new Object[first.size() - ITEM_COLUMNS];
    for (int at = 0; at < further.length; at++) {
      further[at] = first.get(ITEM_COLUMNS + at);
    }
    ranking.clear();
    Row item = first;
    while (item != null && Objects.equals(item.get(0), first.get(0))) {
      add(item, tallies);
      for (int at = 0; at < further.length; at++) {
        further[at] = shared(further[at], item.get(ITEM_COLUMNS + at));
      }
      item = items.hasNext() ? items.next() : null;
    }
    ahead = item;
    return row(tallies, further);
  }

  private static @Nullable Object shared(@Nullable Object one, @Nullable Object other) {
    if (Objects.equals(one, other)) {
      return one;
    }
    return one instanceof Integer number && other instanceof Integer another
        ? (Object) Math.min(number, another)
        : SEVERAL;
  }

  private void add(Row item, long[] tallies) {
    if (item.isNullAt(0)) {
      tallies[Tally.NO_QUERY.at()]++;
      return;
    }
    double score = item.isNullAt(1) ? Double.NaN : item.getDouble(1);
    double label = item.isNullAt(2) ? Double.NaN : item.getDouble(2);
    double weight = item.isNullAt(3) ? Double.NaN : item.getDouble(3);
    if (weight == 0) {
      return;
    }
    boolean noScore = !Double.isFinite(score);
    boolean noLabel = !Double.isFinite(label);
    boolean noWeight = !(weight >= 0 && weight < Double.POSITIVE_INFINITY);
    tallies[Tally.NO_SCORE.at()] += noScore ? 1 : 0;
    tallies[Tally.NO_LABEL.at()] += noLabel ? 1 : 0;
    tallies[Tally.NEGATIVE_LABEL.at()] += label < 0 ? 1 : 0;
    tallies[Tally.NO_WEIGHT.at()] += noWeight ? 1 : 0;
    if (!(noScore || noLabel || label < 0 || noWeight)) {
      ranking.add(score + 0.0, label, weight);
    }
  }

  private Row row(long[] tallies, Object[] further) {
    boolean counts = ranking.relevantRows() > 0;
    tallies[Tally.ROWS.at()] = ranking.rows();
    tallies[Tally.QUERIES.at()] = counts ? 1 : 0;
    tallies[Tally.NOTHING_RELEVANT.at()] = !counts && ranking.rows() > 0 ? 1 : 0;
    Object[] values = new Object[QUERY_COLUMNS + further.length];
    int at = 0;
    for (long tally : tallies) {
      values[at++] = tally;
    }
    values[at++] = counts ? ranking.weight() : 0.0;
    for (RankingMetric metric : RankingMetric.all()) {
      values[at++] = counts ? metric.of(ranking, spec.at()) : 0.0;
    }
    System.arraycopy(further, 0, values, at, further.length);
    return RowFactory.create(values);
  }
}
