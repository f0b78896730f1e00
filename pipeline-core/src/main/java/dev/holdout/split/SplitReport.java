package dev.holdout.split;

import dev.holdout.lineage.TableVersion;
import java.util.List;
import java.util.Optional;

/**
 * How the rows were divided, counted in the stored assignment.
 *
 * @param assignment the stored assignment, see {@link Assignment}
 * @param spec what was asked for
 * @param training rows in Training
 * @param test rows in Test
 * @param neither rows in neither: the gap before a Test by time
 * @param trainingPositives positive rows in Training
 * @param testPositives positive rows in Test
 * @param folds what each fold trains and validates on
 * @param timeline where all of this lies in time; empty without a time
 */
public record SplitReport(
    TableVersion assignment,
    SplitSpec spec,
    long training,
    long test,
    long neither,
    long trainingPositives,
    long testPositives,
    List<FoldCount> folds,
    Optional<Timeline> timeline) {
  public SplitReport {
    folds = List.copyOf(folds);
  }

  /** One fold. */
  public record FoldCount(int fold, String description, Part training, Part validation) {}

  /**
   * Rows of one side of a fold.
   *
   * @param spans where they lie in time, each from 0 (the first row) to 1 (the last); empty without
   *     a time
   */
  public record Part(long rows, long positives, List<Span> spans) {
    public Part {
      spans = List.copyOf(spans);
    }
  }

  /** A stretch of time, as positions between the first row's time and the last's. */
  public record Span(double from, double to) {}

  /**
   * The time axis.
   *
   * @param column that orders the rows
   * @param first the earliest time, as text
   * @param last the latest
   * @param training where Training lies
   * @param test where Test lies
   */
  public record Timeline(String column, String first, String last, Span training, Span test) {}
}
