package dev.holdout.learn;

import dev.holdout.measure.Described;
import dev.holdout.measure.Measure;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How out-of-fold scores are judged: by what counts and by what metrics of them.
 *
 * @param <S> the counts
 */
interface Judge<S extends State<S>> {
  /** Metrics that have a direction. */
  List<? extends Described> metrics();

  /**
   * The columns that {@link #statistic} reads, with {@link OutOfFold#FOLD} and {@link
   * OutOfFold#CANDIDATE}.
   */
  Dataset<Row> columns(Dataset<Row> scores);

  /** The counts, of so many groups. */
  Statistic<S> statistic(int groups);

  /** Rows that have a score as it should be. */
  long usable(S counts);

  /** What a score that is not as it should be is. */
  String unusable();

  /** A metric, without an interval. */
  Measure value(Described metric, S counts);

  /** That of a task. */
  static Judge<?> of(Target target) {
    return switch (target.task()) {
      case BINARY -> new BinaryJudge();
      case MULTICLASS -> new ClassJudge(target.classes());
      case REGRESSION -> new NumberJudge();
    };
  }
}
