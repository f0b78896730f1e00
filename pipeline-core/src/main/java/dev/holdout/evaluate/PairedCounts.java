package dev.holdout.evaluate;

import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/** The counts of two models on the same rows. Size: twice that of {@link ScoreCounts}. */
final class PairedCounts implements State<PairedCounts> {
  static final String CHAMPION = "champion";
  static final String CHALLENGER = "challenger";

  private static final List<String> READ = List.of(CHAMPION, CHALLENGER, PredictionColumns.LABEL);

  private final ScoreCounts champion;
  private final ScoreCounts challenger;
  private long omitted;

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
    public Consumer<PairedCounts> of(Row row) {
      if (!usable(row)) {
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
      PairedCounts counts = new PairedCounts(champion.read(in), challenger.read(in));
      counts.omitted = in.readLong();
      return counts;
    }
  }

  @Override
  public void add(Row row) {
    if (!usable(row)) {
      omitted++;
      return;
    }
    champion.add(row);
    challenger.add(row);
  }

  /** Whether a row has both scores and a label. */
  static boolean usable(Row row) {
    for (String column : READ) {
      int at = row.fieldIndex(column);
      if (row.isNullAt(at) || !Double.isFinite(row.getDouble(at))) {
        return false;
      }
    }
    return true;
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

  /** Rows that lack a score or a label, and are in neither model's counts. */
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
