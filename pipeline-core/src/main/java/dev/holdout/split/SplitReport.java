package dev.holdout.split;

import com.fasterxml.jackson.annotation.JsonCreator;
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
 * @param trainingPositives positive rows in Training; 0 where the label is not binary
 * @param testPositives positive rows in Test
 * @param folds what each fold trains and validates on
 * @param timeline where all of this lies in time; empty without a time
 * @param classes rows of each class; empty unless there are several
 * @param numbers what the labels are like; empty unless they are numbers
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
    Optional<Timeline> timeline,
    List<ClassRows> classes,
    Optional<NumberLabels> numbers) {
  @JsonCreator
  public SplitReport {
    folds = List.copyOf(folds);
    // Not in records from before there were several classes.
    classes = classes == null ? List.of() : List.copyOf(classes);
  }

  /** That of a binary label. */
  public SplitReport(
      TableVersion assignment,
      SplitSpec spec,
      long training,
      long test,
      long neither,
      long trainingPositives,
      long testPositives,
      List<FoldCount> folds,
      Optional<Timeline> timeline) {
    this(
        assignment,
        spec,
        training,
        test,
        neither,
        trainingPositives,
        testPositives,
        folds,
        timeline,
        List.of(),
        Optional.empty());
  }

  /**
   * Rows of a class.
   *
   * @param label its name
   */
  public record ClassRows(String label, long training, long test) {}

  /** Labels that are numbers, in Training and in Test. */
  public record NumberLabels(Spread training, Spread test) {}

  /**
   * How numbers are spread.
   *
   * @param deviation standard deviation (n − 1); 0 for a single row
   */
  public record Spread(double mean, double deviation, double least, double greatest) {}

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
