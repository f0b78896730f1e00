package dev.holdout.ranking;

import dev.holdout.ranking.RankingCounts.Tally;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows in the order of their queries: 0 the query, 1 the score, 2 the label, 3 the weight.
 */
final class RankedRows {
  private final RankingSpec spec;
  private final RankingCounts counts = new RankingCounts();
  private final QueryRanking ranking;
  private @Nullable String query;

  private RankedRows(RankingSpec spec) {
    this.spec = spec;
    this.ranking = new QueryRanking(spec);
  }

  /** What the rows of one partition tell, as bytes; nothing where there are no rows. */
  static Iterator<byte[]> countsOf(Iterator<Row> rows, RankingSpec spec) {
    if (!rows.hasNext()) {
      return List.<byte[]>of().iterator();
    }
    RankedRows ranked = new RankedRows(spec);
    rows.forEachRemaining(ranked::add);
    ranked.close();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ranked.counts.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(bytes.toByteArray()).iterator();
  }

  private void add(Row row) {
    if (row.isNullAt(0)) {
      counts.count(Tally.NO_QUERY);
      return;
    }
    double score = row.isNullAt(1) ? Double.NaN : row.getDouble(1);
    double label = row.isNullAt(2) ? Double.NaN : row.getDouble(2);
    double weight = row.isNullAt(3) ? Double.NaN : row.getDouble(3);
    if (lacks(score, label, weight)) {
      return;
    }
    if (!row.getString(0).equals(query)) {
      close();
      query = row.getString(0);
    }
    ranking.add(score + 0.0, label, weight);
  }

  private boolean lacks(double score, double label, double weight) {
    boolean noScore = !Double.isFinite(score);
    boolean noLabel = !Double.isFinite(label);
    boolean noWeight = !(weight >= 0 && weight < Double.POSITIVE_INFINITY);
    if (noScore) {
      counts.count(Tally.NO_SCORE);
    }
    if (noLabel) {
      counts.count(Tally.NO_LABEL);
    }
    if (label < 0) {
      counts.count(Tally.NEGATIVE_LABEL);
    }
    if (noWeight) {
      counts.count(Tally.NO_WEIGHT);
    }
    return noScore || noLabel || label < 0 || noWeight;
  }

  /** Takes the query in whose rows have all been read. */
  private void close() {
    if (ranking.rows() > 0) {
      counts.add(ranking, spec.at());
      ranking.clear();
    }
  }
}
