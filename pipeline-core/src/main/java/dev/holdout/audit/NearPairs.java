package dev.holdout.audit;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.audit.AuditSpec.NearDuplicates;
import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.MinHashLSH;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of Test that are nearly equal to a row of Training: their sets of words, each with its
 * column, have a Jaccard similarity of at least {@link NearDuplicates#similarity}.
 *
 * <p>Rows meet by MLlib's MinHash: {@value #BANDS} bands of {@value #HASHES_IN_BAND} hashes each,
 * so that rows of similarity 0.9 share a band in 0.9998 and rows of similarity 0.5 in 0.40 of the
 * cases (1 − (1 − s⁴)⁸). Of the rows of Training in a band, two are compared, those with the
 * smallest and the largest hash of their keys. So what is found is a lower bound, and what is
 * compared is bounded: twice {@value #BANDS} rows for each row of Test looked up, however large and
 * however uniform Training is.
 *
 * <p>Cost: one action. Training is read twice, {@link NearDuplicates#maxRows} rows of Test at most
 * are looked up, and rows of Training are shuffled as one number for each band that they share with
 * those.
 *
 * <p>Source: Broder 1997; Leskovec, Rajaraman and Ullman 2014, chapter 3.
 *
 * @param rows rows of Test that were looked up and have words
 * @param near of these, those with a near duplicate
 * @param equal of these, those with a row of exactly the same words
 * @param words mean number of different words of a row
 * @param examples near duplicates that are not equal, if there are
 */
record NearPairs(long rows, long near, long equal, double words, List<Finding.Example> examples) {
  private static final int BANDS = 8;
  private static final int HASHES_IN_BAND = 4;
  private static final int WORDS = 1 << 18;
  private static final long SEED = 20;

  NearPairs {
    examples = List.copyOf(examples);
  }

  /** Empty if no columns are to be compared. */
  static Optional<NearPairs> of(Rows rows, long testRows, NearDuplicates spec) {
    if (spec.columns().isEmpty()) {
      return Optional.empty();
    }
    double share = Math.min(1, (double) spec.maxRows() / Math.max(1, testRows));
    long below = share == 1 ? Long.MAX_VALUE : (long) ((share - 0.5) * Math.scalb(1.0, 64));
    Dataset<Row> worded = worded(rows.both(), spec.columns());
    Dataset<Row> held =
        worded.filter(Rows.held().and(xxhash64(lit("near"), col(Columns.ROW_KEY)).lt(lit(below))));
    Dataset<Row> known = worded.filter(not(Rows.held()));
    Dataset<Row> lookedUp = banded(held);
    Dataset<Row> met =
        banded(known)
            .join(broadcast(lookedUp.select("band").distinct()), "band")
            .groupBy("band")
            .agg(array(min("id"), max("id")).as("ids"));
    Dataset<Row> candidates =
        lookedUp
            .join(met, "band")
            .select(col("id").as("held"), explode(col("ids")).as("known"))
            .distinct();
    Column similarity =
        size(array_intersect(col("h.words"), col("k.words")))
            .cast("double")
            .divide(size(array_union(col("h.words"), col("k.words"))));
    Dataset<Row> best =
        known
            .as("k")
            .join(broadcast(candidates), col("k.id").equalTo(col("known")))
            .join(broadcast(held.as("h")), col("h.id").equalTo(col("held")))
            .select(
                col("held"),
                struct(
                        similarity.as("similarity"),
                        col("h." + Columns.ROW_KEY).as("test"),
                        col("k." + Columns.ROW_KEY).as("training"))
                    .as("pair"))
            .filter(col("pair.similarity").geq(spec.similarity()))
            .groupBy("held")
            .agg(max("pair").as("pair"));
    return Optional.of(summary(held.join(broadcast(best), col("id").equalTo(col("held")), "left")));
  }

  /** Rows with their different words, each behind the number of its column. */
  private static Dataset<Row> worded(Dataset<Row> both, List<String> columns) {
    List<Column> words = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      String prefix = at + "=";
      Column text = coalesce(Columns.named(columns.get(at)).cast("string"), lit(""));
      words.add(
          transform(
              filter(
                  split(Columns.lowered(text), "[^\\p{L}\\p{N}]+"), word -> word.notEqual(lit(""))),
              word -> concat(lit(prefix), word)));
    }
    return both.select(
            xxhash64(col(Columns.ROW_KEY)).as("id"),
            col(Columns.ROW_KEY),
            col(Columns.LABEL),
            array_distinct(flatten(array(words.toArray(Column[]::new)))).as("words"))
        .filter(size(col("words")).gt(0));
  }

  /** A row for each band of a row. */
  private static Dataset<Row> banded(Dataset<Row> worded) {
    Dataset<Row> vectors =
        new HashingTF()
            .setInputCol("words")
            .setOutputCol("vector")
            .setBinary(true)
            .setNumFeatures(WORDS)
            .transform(worded);
    Dataset<Row> hashed =
        new MinHashLSH()
            .setInputCol("vector")
            .setOutputCol("hashes")
            .setNumHashTables(BANDS * HASHES_IN_BAND)
            .setSeed(SEED)
            .fit(vectors)
            .transform(vectors);
    Column[] bands = new Column[BANDS];
    for (int band = 0; band < BANDS; band++) {
      Column[] parts = new Column[HASHES_IN_BAND + 1];
      parts[0] = lit(band);
      for (int hash = 0; hash < HASHES_IN_BAND; hash++) {
        Column vector = col("hashes").getItem(band * HASHES_IN_BAND + hash);
        parts[hash + 1] = functions.vector_to_array(vector, "float64").getItem(0);
      }
      bands[band] = xxhash64(parts);
    }
    return hashed.select(col("id"), explode(array(bands)).as("band"));
  }

  private static NearPairs summary(Dataset<Row> best) {
    Column near = col("pair").isNotNull();
    Column equal = col("pair.similarity").equalTo(1.0);
    Column shown = when(near.and(not(equal)), struct(col("pair.test"), col("pair.training")));
    Row row =
        best.agg(
                count(lit(1)),
                sum(when(near, 1L).otherwise(0L)),
                sum(when(equal, 1L).otherwise(0L)),
                coalesce(avg(size(col("words"))), lit(0.0)),
                slice(sort_array(collect_list(shown)), 1, Finding.MAX_EXAMPLES))
            .first();
    List<Finding.Example> examples = new ArrayList<>();
    for (Row pair : row.<Row>getList(4)) {
      examples.add(new Finding.Example(List.of(pair.getString(1)), List.of(pair.getString(0))));
    }
    return new NearPairs(
        row.getLong(0),
        row.isNullAt(1) ? 0 : row.getLong(1),
        row.isNullAt(2) ? 0 : row.getLong(2),
        row.getDouble(3),
        examples);
  }
}
