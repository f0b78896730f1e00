package dev.holdout.decide;

import dev.holdout.learn.OutOfFoldProbabilities;
import dev.holdout.stat.ExactSum;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The log loss of rows at each of a range of temperatures, in exact sums, so that it is the same
 * for any order and division. Size: 21 sums of 1,088 bytes.
 */
final class LossByTemperature implements State<LossByTemperature> {
  static final int POINTS = 21;

  private final Of of;
  private final ExactSum[] losses = new ExactSum[POINTS];

  private LossByTemperature(Of of) {
    this.of = of;
    for (int point = 0; point < POINTS; point++) {
      losses[point] = new ExactSum();
    }
  }

  /**
   * Of a range of logarithms of inverse temperatures.
   *
   * @param centre the middle one
   * @param reach from there to each end
   * @param classes how many probabilities a row has
   */
  record Of(double centre, double reach, int classes) implements Statistic<LossByTemperature> {
    double step() {
      return 2 * reach / (POINTS - 1);
    }

    double point(int at) {
      return centre - reach + at * step();
    }

    @Override
    public LossByTemperature empty() {
      return new LossByTemperature(this);
    }

    @Override
    public LossByTemperature read(DataInput in) throws IOException {
      LossByTemperature read = empty();
      for (int point = 0; point < POINTS; point++) {
        read.losses[point] = ExactSum.read(in);
      }
      return read;
    }
  }

  @Override
  public void add(Row row) {
    List<Double> probabilities = row.getList(row.fieldIndex(OutOfFoldProbabilities.PROBABILITIES));
    if (probabilities.size() != of.classes) {
      throw new IllegalArgumentException(
          probabilities.size() + " probabilities, expected " + of.classes);
    }
    double[] logarithms =
        ClassCalibrator.logarithms(probabilities.stream().mapToDouble(one -> one).toArray());
    int label = (int) row.getDouble(row.fieldIndex(OutOfFoldProbabilities.LABEL));
    for (int point = 0; point < POINTS; point++) {
      losses[point].add(loss(logarithms, label, Math.exp(of.point(point))));
    }
  }

  /** ln Σ exp(β·(xₖ − x)), x that of the label. */
  private static double loss(double[] logarithms, int label, double inverse) {
    double highest = 0;
    for (double logarithm : logarithms) {
      highest = Math.max(highest, inverse * (logarithm - logarithms[label]));
    }
    double sum = 0;
    for (double logarithm : logarithms) {
      sum += Math.exp(inverse * (logarithm - logarithms[label]) - highest);
    }
    return highest + Math.log(sum);
  }

  @Override
  public void merge(LossByTemperature other) {
    for (int point = 0; point < POINTS; point++) {
      losses[point].merge(other.losses[point]);
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (ExactSum loss : losses) {
      loss.write(out);
    }
  }

  /** The logarithm of the inverse temperature with the least loss. */
  double best() {
    int best = 0;
    for (int point = 1; point < POINTS; point++) {
      best = losses[point].minus(losses[best]) < 0 ? point : best;
    }
    if (best == 0 || best == POINTS - 1) {
      return of.point(best);
    }
    // Where a parabola through the point and its neighbours is least.
    double before = losses[best - 1].minus(losses[best]);
    double after = losses[best + 1].minus(losses[best]);
    double sum = before + after;
    return of.point(best) + (sum == 0 ? 0 : of.step() * (before - after) / (2 * sum));
  }
}
