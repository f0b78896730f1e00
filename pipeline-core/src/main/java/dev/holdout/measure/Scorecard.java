package dev.holdout.measure;

import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What an evaluation needs to know of one kind of task: the counts to be made of rows, and the
 * figures that are functions of counts.
 *
 * @param <S> the counts
 */
public interface Scorecard<S extends State<S>> {
  /** What is predicted. */
  Task task();

  /** What one of the rows is, as {@link Counted} reads it: such as {@code [row|rows]}. */
  String unit();

  /** All metrics, in the order in which they are told. */
  List<? extends Described> metrics();

  /**
   * The counts.
   *
   * @param groups how many there will be at the most, so that all of them together stay bounded
   */
  Statistic<S> statistic(long groups);

  /**
   * Counts that are small, at the price of figures of ranks that are coarse: enough to see how much
   * figures vary.
   */
  default Statistic<S> coarse() {
    return statistic(Long.MAX_VALUE);
  }

  /** Rows that are part of the metrics. */
  long rows(S counts);

  /** Of {@link #rows}, those of the positive class; 0 where the task has none. */
  long positives(S counts);

  /** Every metric with its interval, by name. */
  SortedMap<String, Measure> measures(S counts, Confidence confidence);

  /** One metric without an interval. */
  Measure value(Described metric, S counts);

  /** The metrics in which a segment is compared with all other rows. */
  List<? extends Described> compared();

  /**
   * Of {@link #compared}, the metrics that decide whether a segment is worse: those that do not
   * follow what share of the rows is of which class or how large the numbers are.
   */
  default List<? extends Described> deciding() {
    return compared();
  }

  /** One metric with intervals of all levels; empty where it has no value or no interval. */
  Optional<Estimate> estimate(Described metric, S counts, Confidence confidence);

  /**
   * One metric of some rows against that of others.
   *
   * @param difference here minus elsewhere
   */
  record Contrast(Described metric, Estimate here, Estimate elsewhere, Estimate difference) {}

  /**
   * Some rows against others by every metric of {@link #compared} that has a value and an interval
   * in both. The two are disjoint.
   */
  default List<Contrast> contrasts(S here, S elsewhere, Confidence confidence) {
    List<Contrast> contrasts = new ArrayList<>();
    for (Described metric : compared()) {
      Optional<Estimate> one = estimate(metric, here, confidence);
      Optional<Estimate> other = estimate(metric, elsewhere, confidence);
      if (one.isPresent() && other.isPresent()) {
        contrasts.add(new Contrast(metric, one.get(), other.get(), one.get().minus(other.get())));
      }
    }
    return contrasts;
  }

  /** Whether so few rows cannot be compared, however many were asked for. */
  boolean tooFew(S counts);

  /** The scorecard that applies to rows with these counts, with the same statistic. */
  default Scorecard<S> applyingTo(S all) {
    return this;
  }
}
