package dev.holdout.slice;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The slices with the highest scores among all that were searched, found on rows that the model did
 * not learn from. Their errors are the worst of many and hence too high: only {@link
 * SliceConfirmation} tells which are real.
 *
 * @param rows rows searched
 * @param meanError of all of them
 * @param minRows rows that a slice must have
 * @param alpha weight of a high error against size in the score
 * @param maxOverlap a slice is not told where it shares a larger part of the rows of both with one
 *     of a higher score
 * @param slices by descending score, of equal ones the larger first, then the one with fewer
 *     conditions; slices of the same rows as one with a condition less are not told
 * @param exact whether no slice of so many conditions has a higher score than those told, but for
 *     those that overlap with them
 * @param levels what was counted, by number of conditions
 * @param notes what a reader must know: columns not divided, rows left out
 */
public record FoundSlices(
    long rows,
    double meanError,
    long minRows,
    double alpha,
    double maxOverlap,
    List<FoundSlice> slices,
    boolean exact,
    List<Level> levels,
    List<String> notes) {
  public FoundSlices {
    slices = List.copyOf(slices);
    levels = List.copyOf(levels);
    notes = List.copyOf(notes);
  }

  /**
   * One slice: the rows that meet all conditions.
   *
   * @param conditions on different columns, in the order of the columns
   * @param rows how many
   * @param meanError of these
   * @param score the paper's
   */
  public record FoundSlice(
      List<SliceCondition> conditions, long rows, double meanError, double score) {
    public FoundSlice {
      conditions = List.copyOf(conditions);
    }

    /** The conditions for a person. */
    public String text() {
      return conditions.stream().map(SliceCondition::text).collect(Collectors.joining(" and "));
    }
  }

  /**
   * The slices of one number of conditions.
   *
   * @param conditions how many
   * @param candidates slices of which all parts were worth following
   * @param counted of these, those counted: the others cannot reach the scores told
   * @param followed of these, those with rows and errors enough that some slice within could reach
   *     the scores told
   */
  public record Level(int conditions, long candidates, long counted, long followed) {}
}
