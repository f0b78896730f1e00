package dev.holdout.split;

/**
 * How Training is divided into blocks and folds.
 *
 * @param scheme how
 * @param count number of folds; of time groups for {@link Scheme#COMBINATORIAL_PURGED}
 * @param repeats how often k-fold is repeated with other blocks
 * @param validationShare {@link Scheme#HOLDOUT}: share of all rows that validates
 * @param testGroups {@link Scheme#COMBINATORIAL_PURGED}: time groups that validate together
 * @param windows lengths of the schemes by time
 */
public record FoldSpec(
    Scheme scheme,
    int count,
    int repeats,
    double validationShare,
    int testGroups,
    WindowSpec windows) {
  /** Ways to divide Training. */
  public enum Scheme {
    /** K-fold with equal shares of each class, exact to one row. */
    STRATIFIED,
    /** K-fold over groups, balanced by rows. */
    GROUP,
    /** K-fold over groups, balanced by class. */
    STRATIFIED_GROUP,
    /** As many folds as groups. */
    LEAVE_ONE_GROUP_OUT,
    /** One fold: a part of Training validates. */
    HOLDOUT,
    /** Each fold validates on a window of time and trains on what lies before it. */
    WALK_FORWARD,
    /** Every choice of some time groups validates; the rest trains, purged and with an embargo. */
    COMBINATORIAL_PURGED;

    boolean byGroup() {
      return this == GROUP || this == STRATIFIED_GROUP || this == LEAVE_ONE_GROUP_OUT;
    }

    boolean byTime() {
      return this == WALK_FORWARD || this == COMBINATORIAL_PURGED;
    }

    /** Whether another seed gives other folds of the same kind. */
    public boolean isRepeatable() {
      return this == STRATIFIED || this == GROUP || this == STRATIFIED_GROUP;
    }
  }

  public FoldSpec {
    if (count < 2) {
      throw new IllegalArgumentException(count + " folds, expected 2 or more");
    }
    if (repeats < 1 || (repeats > 1 && !scheme.isRepeatable())) {
      throw new IllegalArgumentException(repeats + " repeats of " + scheme);
    }
    if (scheme == Scheme.COMBINATORIAL_PURGED && (testGroups < 1 || testGroups >= count)) {
      throw new IllegalArgumentException(testGroups + " of " + count + " groups validate");
    }
  }

  /** Rows that each class needs in Training: one for each part that a class must be in. */
  int rowsOfClass() {
    return switch (scheme) {
      case STRATIFIED -> count;
      case HOLDOUT -> 2;
      case GROUP, STRATIFIED_GROUP, LEAVE_ONE_GROUP_OUT, WALK_FORWARD, COMBINATORIAL_PURGED -> 1;
    };
  }

  /** Stratified k-fold. */
  public static FoldSpec stratified(int folds) {
    return of(Scheme.STRATIFIED, folds);
  }

  /** A scheme with nothing else said. */
  public static FoldSpec of(Scheme scheme, int count) {
    return new FoldSpec(scheme, count, 1, 0.2, 2, WindowSpec.NONE);
  }

  /** Repeated with other blocks. */
  public FoldSpec repeated(int times) {
    return new FoldSpec(scheme, count, times, validationShare, testGroups, windows);
  }

  /** With lengths of time. */
  public FoldSpec with(WindowSpec lengths) {
    return new FoldSpec(scheme, count, repeats, validationShare, testGroups, lengths);
  }
}
