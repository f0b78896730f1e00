package dev.holdout.feature;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import java.util.SortedMap;

/**
 * What one scan of the training rows taught, for every fold and for all rows. Can be kept as JSON
 * and read again by {@code lineage.Json}.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE)
public final class FittedFolds implements FoldPreprocessing {
  private final FoldPlan folds;
  private final SortedMap<Integer, PreprocessingPlan.FittedTable> byFold;
  private final PreprocessingPlan.FittedTable all;

  @JsonCreator
  FittedFolds(
      @JsonProperty("folds") FoldPlan folds,
      @JsonProperty("byFold") SortedMap<Integer, PreprocessingPlan.FittedTable> byFold,
      @JsonProperty("all") PreprocessingPlan.FittedTable all) {
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
