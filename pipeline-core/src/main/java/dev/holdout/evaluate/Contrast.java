package dev.holdout.evaluate;

import dev.holdout.measure.CorrectedResampledT;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * Several models and one reference on the same rows: all rows, then the segments.
 *
 * @param groups all rows first
 * @param notes what was merged or left out
 */
public record Contrast(List<Group> groups, List<String> notes) {
  public Contrast {
    groups = List.copyOf(groups);
    notes = List.copyOf(notes);
  }

  /**
   * Some of the rows.
   *
   * @param column the segment's column; empty for all rows
   * @param value its value; empty for null and for all rows
   * @param rows how many
   * @param positives those whose label is positive
   * @param judged whether there are rows enough to compare
   * @param models in the order given, the reference first
   */
  public record Group(
      Optional<String> column,
      Optional<String> value,
      long rows,
      long positives,
      boolean judged,
      List<Figures> models) {
    public Group {
      models = List.copyOf(models);
    }
  }

  /**
   * One model.
   *
   * @param values metric → its value
   * @param differences metric → this model minus the reference; none for the reference, nor where
   *     rows are too few to compare
   */
  public record Figures(
      SortedMap<String, Measure> values, SortedMap<String, Difference> differences) {}

  /**
   * A difference from the reference.
   *
   * @param overRows of all these rows together, with the interval of the paired bootstrap: how far
   *     other rows could move it, the fitted models being what they are
   * @param rowsP its two-sided p-value
   * @param overFolds the mean over folds, which feels what other training rows change as well
   */
  public record Difference(Measure overRows, OptionalDouble rowsP, CorrectedResampledT overFolds) {
    /**
     * The larger of the two p-values: small only where neither other rows nor other folds explain
     * the difference; empty where either test has no value.
     */
    public OptionalDouble pValue() {
      return rowsP.isPresent() && overFolds.pValue().isPresent()
          ? OptionalDouble.of(Math.max(rowsP.getAsDouble(), overFolds.pValue().getAsDouble()))
          : OptionalDouble.empty();
    }
  }
}
