package dev.holdout.split;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.holdout.lineage.TableVersion;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
 * @param repeatedRows how rows that are equal in every column were placed; empty where rows have
 *     keys, and where no place depends on a row's content
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
    Optional<NumberLabels> numbers,
    Optional<RepeatedRowsDecision> repeatedRows) {
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
        Optional.empty(),
        Optional.empty());
  }

  /** The same with the labels of several classes, or with numbers, in place of a binary one's. */
  SplitReport with(List<ClassRows> ofClasses, Optional<NumberLabels> ofNumbers) {
    return new SplitReport(
        assignment,
        spec,
        training,
        test,
        neither,
        0,
        0,
        folds,
        timeline,
        ofClasses,
        ofNumbers,
        repeatedRows);
  }

  /** The same with what was decided about repeated rows. */
  SplitReport with(Optional<RepeatedRowsDecision> repeated) {
    return new SplitReport(
        assignment,
        spec,
        training,
        test,
        neither,
        trainingPositives,
        testPositives,
        folds,
        timeline,
        classes,
        numbers,
        repeated);
  }

  /**
   * Rows of a class.
   *
   * @param label its name
   * @param notTrained the folds that train on no row of it
   * @param notValidated the folds that validate on no row of it
   */
  public record ClassRows(
      String label,
      long training,
      long test,
      List<Integer> notTrained,
      List<Integer> notValidated) {
    @JsonCreator
    public ClassRows {
      // Not in records from before folds were counted by class.
      notTrained = notTrained == null ? List.of() : List.copyOf(notTrained);
      notValidated = notValidated == null ? List.of() : List.copyOf(notValidated);
    }

    /** A class that every fold has. */
    public ClassRows(String label, long training, long test) {
      this(label, training, test, List.of(), List.of());
    }
  }

  /** Labels that are numbers, in Training and in Test. */
  public record NumberLabels(Spread training, Spread test) {}

  /**
   * How numbers are spread.
   *
   * @param deviation standard deviation (n − 1); 0 for a single row
   */
  public record Spread(double mean, double deviation, double least, double greatest) {}

  /**
   * One fold.
   *
   * @param setAside rows of Training that lie between those it trains and those it validates on and
   *     do neither: they are within the gap, the label's horizon or the embargo; empty unless folds
   *     are windows of time
   */
  public record FoldCount(
      int fold, String description, Part training, Part validation, OptionalLong setAside) {
    /** That of a fold at random. */
    public FoldCount(int fold, String description, Part training, Part validation) {
      this(fold, description, training, validation, OptionalLong.empty());
    }

    @JsonCreator
    public FoldCount {}
  }

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
