package dev.holdout.evaluate;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Scorecard;
import dev.holdout.ranking.RankedQueries;
import dev.holdout.ranking.RankingCounts;
import dev.holdout.ranking.RankingScorecard;
import dev.holdout.ranking.RankingSpec;
import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What an evaluation makes of simulated rows, by its own counts and without a table. */
public final class SimulatedEvaluation {
  private static final int BINS = 1 << 12;
  private static final StructType WEIGHTED =
      new StructType()
          .add("score", DataTypes.DoubleType)
          .add(PredictionColumns.LABEL, DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType);
  private static final StructType CLUSTERED =
      new StructType()
          .add("score", DataTypes.DoubleType)
          .add(PredictionColumns.LABEL, DataTypes.DoubleType)
          .add("bucket", DataTypes.IntegerType);
  private static final StructType PAIRED =
      new StructType()
          .add(PairedCounts.CHAMPION, DataTypes.DoubleType)
          .add(PairedCounts.CHALLENGER, DataTypes.DoubleType)
          .add(PredictionColumns.LABEL, DataTypes.DoubleType);

  private SimulatedEvaluation() {}

  /** Two models' scores of a row, or a score and the number of a bucket. */
  public record SimulatedRow(double first, double second, boolean positive) {}

  /** Counts of weighted rows. */
  public static ScoreCounts weighted(double threshold) {
    return ScoreCounts.statistic(
            new ScoreColumns("score", PredictionColumns.LABEL, "weight", null),
            ScoreCounts.MAX_BINS,
            threshold)
        .empty();
  }

  /** Takes a weighted row in. */
  public static void add(ScoreCounts counts, double score, boolean positive, double weight) {
    counts.add(row(WEIGHTED, score, positive ? 1.0 : 0.0, weight));
  }

  /**
   * Every metric of rows that belong to clusters.
   *
   * @param rows the second number is that of the bucket of the row's cluster
   */
  public static SortedMap<String, Measure> clustered(
      List<SimulatedRow> rows, double threshold, Confidence confidence) {
    ClusteredScorecard<ScoreCounts> scorecard = clustered(threshold);
    return scorecard.measures(counted(scorecard, rows), confidence);
  }

  private static ClusteredScorecard<ScoreCounts> clustered(double threshold) {
    return new ClusteredScorecard<>(binary(threshold), 2);
  }

  private static BinaryScorecard binary(double threshold) {
    return new BinaryScorecard(ScoreColumns.of("score", PredictionColumns.LABEL), threshold);
  }

  private static Clustered<ScoreCounts> counted(
      ClusteredScorecard<ScoreCounts> scorecard, List<SimulatedRow> rows) {
    Clustered<ScoreCounts> counts = scorecard.statistic(1).empty();
    rows.forEach(
        row -> counts.add(row(CLUSTERED, row.first, row.positive ? 1.0 : 0.0, (int) row.second)));
    return counts;
  }

  /** Differences and ratios of a segment and the rest, by metric. */
  public static SortedMap<String, Measure> compared(
      ScoreCounts segment, ScoreCounts rest, double threshold, Confidence confidence) {
    return compared(binary(threshold), segment, rest, confidence);
  }

  /**
   * The same of rows that belong to clusters.
   *
   * @param segment the second number is that of the bucket of the row's cluster
   * @param rest likewise; clusters may have rows in both
   */
  public static SortedMap<String, Measure> comparedClusters(
      List<SimulatedRow> segment,
      List<SimulatedRow> rest,
      double threshold,
      Confidence confidence) {
    ClusteredScorecard<ScoreCounts> scorecard = clustered(threshold);
    return compared(scorecard, counted(scorecard, segment), counted(scorecard, rest), confidence);
  }

  /**
   * The same of rankings, and where queries belong to clusters their metrics over all.
   *
   * @param segment queries, with the bucket of their cluster behind what is counted of them
   */
  public static SortedMap<String, Measure> rankings(
      List<Row> segment, List<Row> rest, RankingSpec spec, boolean clustered, Confidence of) {
    RankingScorecard queries = new RankingScorecard(spec.at());
    if (!clustered) {
      Statistic<RankingCounts> statistic = queries.statistic(1);
      return compared(
          queries, added(statistic.empty(), segment), added(statistic.empty(), rest), of);
    }
    ClusteredScorecard<RankingCounts> scorecard =
        new ClusteredScorecard<>(queries, RankedQueries.QUERY_COLUMNS);
    Statistic<Clustered<RankingCounts>> statistic = scorecard.statistic(1);
    Clustered<RankingCounts> here = added(statistic.empty(), segment);
    Clustered<RankingCounts> elsewhere = added(statistic.empty(), rest);
    SortedMap<String, Measure> measures = compared(scorecard, here, elsewhere, of);
    measures.putAll(scorecard.measures(Scan.merge(List.of(here, elsewhere), statistic), of));
    return measures;
  }

  private static <S extends State<S>> SortedMap<String, Measure> compared(
      Scorecard<S> scorecard, S segment, S rest, Confidence confidence) {
    SortedMap<String, Measure> compared = new TreeMap<>();
    new SegmentComparisons<>(scorecard, 1, confidence)
        .compare(segment, rest, confidence)
        .against()
        .forEach(
            against -> {
              String name = against.metric().name();
              compared.put(name + " −", against.difference());
              compared.put(name + " ÷", against.ratio());
            });
    return compared;
  }

  /** The metrics in which segments are compared with the rest. */
  public static List<? extends Metric> ofSegments() {
    return binary(0).compared();
  }

  /** The metrics in which two models are compared. */
  public static List<String> ofPairs() {
    return PairedFigures.METRICS;
  }

  /** Differences of two models on the same rows, second minus first, by metric. */
  public static SortedMap<String, Measure> paired(
      List<SimulatedRow> simulated, double threshold, Confidence confidence) {
    List<Row> rows =
        simulated.stream()
            .map(row -> row(PAIRED, row.first, row.second, row.positive ? 1.0 : 0.0))
            .toList();
    PairedCounts counts =
        added(PairedCounts.statistic(BINS, threshold, threshold, false).empty(), rows);
    Statistic<PairedSums> sums =
        new PairedSums.Of(
            new ScoreBins(counts.champion(), threshold, 64),
            new ScoreBins(counts.challenger(), threshold, 64),
            4096,
            false);
    SortedMap<String, Measure> differences = new TreeMap<>();
    new PairedFigures(counts, added(sums.empty(), rows), confidence)
        .all()
        .forEach(
            (name, figure) -> differences.put(name, figure.difference().measure(confidence.z())));
    return differences;
  }

  /**
   * The difference of two models by what rows add to each one's metric, second minus first.
   *
   * @param metric {@code accuracy}, {@code log_loss}, {@code mae} or {@code rmse}
   */
  public static Measure losses(
      double[] first, double[] second, String metric, Confidence confidence) {
    int rows = first.length;
    double[] d = new double[rows];
    double[] s = new double[rows];
    for (int row = 0; row < rows; row++) {
      d[row] = second[row] - first[row];
      s[row] = second[row] + first[row];
    }
    double ofD = Arrays.stream(d).sum() / rows;
    double ofS = Arrays.stream(s).sum() / rows;
    double[][] moments = new double[4][4];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i <= 3; i++) {
        for (int j = 0; i + j <= 3; j++) {
          moments[i][j] += power(d[row] - ofD, i) * power(s[row] - ofS, j) / rows;
        }
      }
    }
    return new LossMoments(
            rows,
            (ofS - ofD) / 2,
            (ofS + ofD) / 2,
            moments[2][0],
            moments[1][1],
            moments[0][2],
            moments[3][0],
            moments[2][1],
            moments[1][2],
            moments[0][3])
        .difference(
            switch (metric) {
              case "accuracy" -> RowLoss.Kind.SHARE;
              case "rmse" -> RowLoss.Kind.ROOT;
              default -> RowLoss.Kind.MEAN;
            })
        .measure(confidence.z());
  }

  private static double power(double base, int exponent) {
    return exponent == 0 ? 1 : base * power(base, exponent - 1);
  }

  private static <S extends State<S>> S added(S state, List<Row> rows) {
    rows.forEach(state::add);
    return state;
  }

  private static Row row(StructType schema, Object... values) {
    return new GenericRowWithSchema(values, schema);
  }
}
