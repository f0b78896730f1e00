package dev.holdout.audit;

import dev.holdout.evaluate.ScoreCounts;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.spark.sql.Row;

/**
 * The scores that {@link PartitionModel} gives to rows of one part: Training's are the negatives.
 * Rows hold whether they are in Test, their part, and the model's columns.
 *
 * <p>Size: that of {@link ScoreCounts} of 4,096 bins.
 */
final class PartitionScores implements State<PartitionScores> {
  static final Statistic<ScoreCounts> STATISTIC =
      ScoreCounts.statistic("score", "test", 4096, Double.NaN);

  private final PartitionModel model;
  private final ScoreCounts counts;

  private PartitionScores(PartitionModel model, ScoreCounts counts) {
    this.model = model;
    this.counts = counts;
  }

  record Of(PartitionModel model) implements Statistic<PartitionScores> {
    @Override
    public PartitionScores empty() {
      return new PartitionScores(model, STATISTIC.empty());
    }

    @Override
    public PartitionScores read(DataInput in) throws IOException {
      return new PartitionScores(model, STATISTIC.read(in));
    }
  }

  @Override
  public void add(Row row) {
    counts.add(model.score(row, 2, row.getInt(1)), row.getBoolean(0));
  }

  @Override
  public void merge(PartitionScores other) {
    counts.merge(other.counts);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    counts.write(out);
  }

  ScoreCounts counts() {
    return counts;
  }
}
