package dev.holdout.evaluate;

import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.spark.sql.Row;

/** The counts of two models on the same rows. Size: twice that of {@link ScoreCounts}. */
final class PairedCounts implements State<PairedCounts> {
  static final String CHAMPION = "champion";
  static final String CHALLENGER = "challenger";

  private final ScoreCounts champion;
  private final ScoreCounts challenger;

  private PairedCounts(ScoreCounts champion, ScoreCounts challenger) {
    this.champion = champion;
    this.challenger = challenger;
  }

  /** The statistic of the columns champion, challenger and label. */
  static Statistic<PairedCounts> statistic(
      int maxBins, double championThreshold, double challengerThreshold) {
    return new Of(
        ScoreCounts.statistic(CHAMPION, PredictionColumns.LABEL, maxBins, championThreshold),
        ScoreCounts.statistic(CHALLENGER, PredictionColumns.LABEL, maxBins, challengerThreshold));
  }

  private record Of(Statistic<ScoreCounts> champion, Statistic<ScoreCounts> challenger)
      implements Statistic<PairedCounts> {
    @Override
    public PairedCounts empty() {
      return new PairedCounts(champion.empty(), challenger.empty());
    }

    @Override
    public PairedCounts read(DataInput in) throws IOException {
      return new PairedCounts(champion.read(in), challenger.read(in));
    }
  }

  @Override
  public void add(Row row) {
    champion.add(row);
    challenger.add(row);
  }

  @Override
  public void merge(PairedCounts other) {
    champion.merge(other.champion);
    challenger.merge(other.challenger);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    champion.write(out);
    challenger.write(out);
  }

  long rows() {
    return champion.rows();
  }

  ScoreCounts champion() {
    return champion;
  }

  ScoreCounts challenger() {
    return challenger;
  }
}
