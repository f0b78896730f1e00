package dev.holdout.feature;

import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import java.util.SortedMap;

/** What one scan of the training rows taught, for every fold and for all rows. */
public final class FittedFolds implements FoldPreprocessing {
  private final FoldPlan folds;
  private final SortedMap<Integer, PreprocessingPlan.FittedTable> byFold;
  private final PreprocessingPlan.FittedTable all;

  FittedFolds(
      FoldPlan folds,
      SortedMap<Integer, PreprocessingPlan.FittedTable> byFold,
      PreprocessingPlan.FittedTable all) {
    this.folds = folds;
    this.byFold = byFold;
    this.all = all;
  }

  /**
   * {@inheritDoc}
   *
   * @param fold one of the plan's folds
   */
  @Override
  public Preprocessor forFold(Fold fold, Encoding encoding) {
    PreprocessingPlan.FittedTable fitted = byFold.get(fold.index());
    if (fitted == null || !folds.folds().contains(fold)) {
      throw new IllegalArgumentException("not fitted: " + fold);
    }
    return fitted.encodedAs(encoding);
  }

  @Override
  public Preprocessor forAll(Encoding encoding) {
    return all.encodedAs(encoding);
  }
}
