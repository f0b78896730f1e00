package dev.holdout.split;

import java.util.List;
import java.util.Optional;

/**
 * How Test is held out and Training divided.
 *
 * @param seed decides every draw; the same seed gives the same places for ever
 * @param test who is held out
 * @param folds how Training is divided
 * @param stratify columns whose combinations with the label are kept in equal shares; used by exact
 *     Tests and by the stratified schemes
 * @param group a column: rows with one value are never divided between Training and Test or between
 *     blocks; by time, where a group's rows have several places, all but those at the last are set
 *     aside; a row without a value is a group of its own
 * @param time the column that orders rows, for the schemes by time
 * @param zone in which calendar lengths such as {@code P1M} are counted
 * @param repeatedRows how rows that are equal in every column are placed, where no key
 *     distinguishes them; empty where rows have keys
 */
public record SplitSpec(
    long seed,
    TestSpec test,
    FoldSpec folds,
    List<String> stratify,
    Optional<String> group,
    Optional<String> time,
    String zone,
    Optional<RepeatedRows> repeatedRows) {
  public SplitSpec {
    stratify = List.copyOf(stratify);
    if (group.isEmpty() && folds.scheme().byGroup()) {
      throw new IllegalArgumentException(folds.scheme() + " without a group");
    }
    if (time.isEmpty() && (folds.scheme().byTime() || test.scheme() == TestSpec.Scheme.TIME)) {
      throw new IllegalArgumentException("a scheme by time without a time");
    }
  }

  /** A random Test and stratified folds, by row. */
  public static SplitSpec random(double testShare, int folds, long seed) {
    return new SplitSpec(
        seed,
        TestSpec.random(testShare),
        FoldSpec.stratified(folds),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        "UTC",
        Optional.empty());
  }

  /** Whether places by time keep groups together. */
  boolean groupedInTime() {
    return group.isPresent() && (folds.scheme().byTime() || test.scheme() == TestSpec.Scheme.TIME);
  }

  /** All that decides who is in Test: the same for specs that differ in their folds alone. */
  public SplitSpec testRule() {
    boolean byTime = test.scheme() == TestSpec.Scheme.TIME;
    return new SplitSpec(
        test.scheme() == TestSpec.Scheme.RANDOM ? seed : 0,
        test,
        FoldSpec.stratified(2),
        test.exact() ? stratify : List.of(),
        test.scheme() == TestSpec.Scheme.COLUMN ? Optional.empty() : group,
        byTime ? time : Optional.empty(),
        byTime ? zone : "",
        // What is chosen for `auto` is kept from version to version: one rule.
        test.scheme() == TestSpec.Scheme.RANDOM
            ? repeatedRows.filter(asked -> asked != RepeatedRows.AUTO)
            : Optional.empty());
  }

  /** The same with other folds. */
  public SplitSpec with(FoldSpec other) {
    return new SplitSpec(seed, test, other, stratify, group, time, zone, repeatedRows);
  }

  /** The same with another Test. */
  public SplitSpec with(TestSpec other) {
    return new SplitSpec(seed, other, folds, stratify, group, time, zone, repeatedRows);
  }

  /** The same by groups. */
  public SplitSpec groupedBy(String column) {
    return new SplitSpec(
        seed, test, folds, stratify, Optional.of(column), time, zone, repeatedRows);
  }

  /** The same with a time. */
  public SplitSpec orderedBy(String column) {
    return new SplitSpec(
        seed, test, folds, stratify, group, Optional.of(column), zone, repeatedRows);
  }

  /** The same with further strata. */
  public SplitSpec stratifiedBy(String... columns) {
    return new SplitSpec(seed, test, folds, List.of(columns), group, time, zone, repeatedRows);
  }

  /** The same for rows without a key. */
  public SplitSpec with(RepeatedRows repeated) {
    return new SplitSpec(seed, test, folds, stratify, group, time, zone, Optional.of(repeated));
  }
}
