package dev.holdout.ranking;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.ranking.RankingCounts.Tally;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * Every metric of rankings with its interval, from one scan of the predictions.
 *
 * <p>Cost: one Spark query; rows are shuffled by query and sorted by it within each partition. A
 * task keeps what {@link QueryRanking} does of one query at a time; the driver receives {@link
 * RankingCounts} of each partition.
 */
public final class RankingEvaluator {
  private final RankingSpec spec;

  public RankingEvaluator(RankingSpec spec) {
    this.spec = spec;
  }

  /**
   * Evaluates rankings whose queries all weigh the same.
   *
   * @see #evaluate(Dataset, String, String, String, Optional)
   */
  public RankingEvaluation evaluate(
      Dataset<Row> predictions, String query, String score, String label) {
    return evaluate(predictions, query, score, label, Optional.empty());
  }

  /**
   * Evaluates rankings.
   *
   * @param predictions one row for each item of a query
   * @param query the column that names the query
   * @param score a column of numbers, higher for items nearer the top
   * @param label a column of numbers from 0 up, or of booleans: how relevant the item is
   * @param weight a column of numbers from 0 up; a query weighs the mean of its items' weights
   * @throws dev.holdout.error.HoldoutException when a column is missing or of another type
   */
  public RankingEvaluation evaluate(
      Dataset<Row> predictions, String query, String score, String label, Optional<String> weight) {
    Problems problems = new Problems();
    check(predictions, query, false, problems);
    check(predictions, score, true, problems);
    check(predictions, label, true, problems);
    weight.ifPresent(column -> check(predictions, column, true, problems));
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot evaluate the rankings");
    RankingSpec asked = spec;
    List<byte[]> parts =
        predictions
            .select(
                quoted(query).cast("string").as("query"),
                quoted(score).cast("double").as("score"),
                quoted(label).cast("double").as("label"),
                weight.map(RankingEvaluator::quoted).orElse(lit(1.0)).cast("double").as("weight"))
            .repartition(col("query"))
            .sortWithinPartitions("query")
            .mapPartitions(
                (MapPartitionsFunction<Row, byte[]>) rows -> RankedRows.countsOf(rows, asked),
                Encoders.BINARY())
            .collectAsList();
    RankingCounts all = new RankingCounts();
    parts.forEach(part -> all.merge(read(part)));
    return evaluation(all);
  }

  private RankingEvaluation evaluation(RankingCounts counts) {
    double z = Quantiles.normal(spec.confidence());
    SortedMap<String, Measure> metrics = new TreeMap<>();
    RankingMetric.all()
        .forEach(metric -> metrics.put(metric.name(spec.at()), counts.measure(metric, z)));
    return new RankingEvaluation(
        counts.of(Tally.ROWS),
        counts.of(Tally.QUERIES),
        counts.of(Tally.NOTHING_RELEVANT),
        Collections.unmodifiableSortedMap(metrics),
        counts.notes(),
        IntervalLevel.of(spec.confidence()));
  }

  private static RankingCounts read(byte[] bytes) {
    try {
      return RankingCounts.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Dataset<Row> table, String name, boolean number, Problems problems) {
    List<String> columns = Arrays.asList(table.columns());
    long found = columns.stream().filter(name::equals).count();
    if (found != 1) {
      problems.add(
          "column \"" + name + "\"",
          found == 0 ? "no such column" : found + " columns of that name",
          "one of " + (columns.size() > 10 ? columns.subList(0, 10) + " and others" : columns),
          "Correct the name");
      return;
    }
    DataType type = table.schema().apply(name).dataType();
    if (number && !(type instanceof NumericType || type instanceof BooleanType)) {
      problems.add(
          "column \"" + name + "\"",
          "type " + type.simpleString(),
          "a number or a boolean",
          "Turn it into one first");
    }
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
