package dev.holdout.evaluate;

import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/** The counts of two models on the same rows. Size: twice that of {@link ScoreCounts}. */
final class PairedCounts implements State<PairedCounts> {
  static final String CHAMPION = "champion";
  static final String CHALLENGER = "challenger";

  private static final List<String> READ = List.of(CHAMPION, CHALLENGER, PredictionColumns.LABEL);

  private final Of of;
  private final ScoreCounts champion;
  private final ScoreCounts challenger;
  private long omitted;

  private PairedCounts(Of of, ScoreCounts champion, ScoreCounts challenger) {
    this.of = of;
    this.champion = champion;
    this.challenger = challenger;
  }

  /**
   * The statistic of the columns champion, challenger and label.
   *
   * @param weighted whether there is a column of weights
   */
  static Statistic<PairedCounts> statistic(
      int maxBins, double championThreshold, double challengerThreshold, boolean weighted) {
    return new Of(
        ScoreCounts.statistic(columns(CHAMPION, weighted), maxBins, championThreshold),
        ScoreCounts.statistic(columns(CHALLENGER, weighted), maxBins, challengerThreshold),
        weighted);
  }

  private static ScoreColumns columns(String score, boolean weighted) {
    return new ScoreColumns(
        score, PredictionColumns.LABEL, weighted ? PredictionColumns.WEIGHT : null, null);
  }

  private record Of(
      Statistic<ScoreCounts> champion, Statistic<ScoreCounts> challenger, boolean weighted)
      implements Statistic<PairedCounts> {
    @Override
    public PairedCounts empty() {
      return new PairedCounts(this, champion.empty(), challenger.empty());
    }

    @Override
    public Consumer<PairedCounts> of(Row row) {
      if (isAbsent(row, weighted)) {
        return state -> {};
      }
      if (!usable(row, weighted)) {
        return state -> state.omitted++;
      }
      Consumer<ScoreCounts> first = champion.of(row);
      Consumer<ScoreCounts> second = challenger.of(row);
      return state -> {
        first.accept(state.champion);
        second.accept(state.challenger);
      };
    }

    @Override
    public PairedCounts read(DataInput in) throws IOException {
      PairedCounts counts = new PairedCounts(this, champion.read(in), challenger.read(in));
      counts.omitted = in.readLong();
      return counts;
    }
  }

  @Override
  public void add(Row row) {
    of.of(row).accept(this);
  }

  /** Whether a row has a weight of 0. */
  static boolean isAbsent(Row row, boolean weighted) {
    return weighted && Objects.equals(row.getAs(PredictionColumns.WEIGHT), 0.0);
  }

  /** Whether a row has both scores and a label, and a weight that is none below 0. */
  static boolean usable(Row row, boolean weighted) {
    for (String column : READ) {
      int at = row.fieldIndex(column);
      if (row.isNullAt(at) || !Double.isFinite(row.getDouble(at))) {
        return false;
      }
    }
    int weight = weighted ? row.fieldIndex(PredictionColumns.WEIGHT) : 0;
    return !weighted || (!row.isNullAt(weight) && ScoredRow.isWeight(row.getDouble(weight)));
  }

  @Override
  public void merge(PairedCounts other) {
    champion.merge(other.champion);
    challenger.merge(other.challenger);
    omitted += other.omitted;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    champion.write(out);
    challenger.write(out);
    out.writeLong(omitted);
  }

  long rows() {
    return champion.rows();
  }

  /** Rows that lack a score, a label or a weight, and are in neither model's counts. */
  long omitted() {
    return omitted;
  }

  ScoreCounts champion() {
    return champion;
  }

  ScoreCounts challenger() {
    return challenger;
  }
}
