package dev.holdout.slice;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdout.measure.Measure;
import dev.holdout.slice.FoundSlices.FoundSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What held-out rows say of slices that were found elsewhere.
 *
 * @param rows of these rows, those with an error
 * @param meanError of these; undefined where there are none
 * @param level of the intervals, and 1 minus the level of the tests
 * @param tested slices that were tested: p-values are adjusted over these
 * @param slices in the order in which they were found
 * @param notes what a reader must know
 */
public record ConfirmedSlices(
    long rows,
    Measure meanError,
    double level,
    int tested,
    List<ConfirmedSlice> slices,
    List<String> notes) {
  public ConfirmedSlices {
    slices = List.copyOf(slices);
    notes = List.copyOf(notes);
  }

  /** The same with notes more, in front. */
  public ConfirmedSlices noting(List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(notes);
    return new ConfirmedSlices(rows, meanError, level, tested, slices, all);
  }

  /**
   * One slice on these rows.
   *
   * @param found what was searched for and found
   * @param rows its rows there
   * @param meanError of these
   * @param elsewhere mean error of all other rows
   * @param difference slice minus rest, with its interval
   * @param pValue one-sided: the chance of so high an error here, were the slice like the rest
   * @param pAdjusted the same by Holm over all slices tested
   * @param verdict whether it is real
   * @param story one sentence for a person
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ConfirmedSlice(
      FoundSlice found,
      long rows,
      Measure meanError,
      Measure elsewhere,
      Measure difference,
      Optional<Double> pValue,
      Optional<Double> pAdjusted,
      Verdict verdict,
      String story) {}

  /** What held-out rows say of a slice. */
  public enum Verdict {
    CONFIRMED,
    NOT_CONFIRMED,
    TOO_FEW_ROWS
  }
}
