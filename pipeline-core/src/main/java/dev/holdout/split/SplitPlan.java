package dev.holdout.split;

import java.util.List;

/**
 * Where every row goes, as a pure function of its split unit, its label and a seed: no table has to
 * be joined to know it.
 *
 * <p>Test holds the units whose Test hash falls below the share. Within Training, a class's rows
 * are ordered by their block hash and cut into {@code folds} runs of equal length; the cuts are
 * stored here. Block sizes so differ by at most one row for each class, unless equal rows (which
 * share a unit and are never divided) straddle a cut.
 *
 * <p>Appended rows never move a row between Training and Test. They may move rows between blocks,
 * since a class's cuts follow its rows.
 *
 * @param spec what was asked for
 * @param cuts for the negative class, then for the positive: the smallest block hash of each block
 *     but the first
 * @param blocks rows and positives of each block
 * @param test rows in Test
 * @param testPositives positive rows in Test
 */
public record SplitPlan(
    SplitSpec spec,
    List<List<Long>> cuts,
    List<SplitReport.BlockCount> blocks,
    long test,
    long testPositives) {
  public SplitPlan {
    cuts = cuts.stream().map(List::copyOf).toList();
    blocks = List.copyOf(blocks);
  }

  /** The folds over the blocks. */
  public FoldPlan folds() {
    return FoldPlan.kFold(spec.folds());
  }

  /** Rows in Training. */
  public long training() {
    return blocks.stream().mapToLong(SplitReport.BlockCount::rows).sum();
  }

  /** Positive rows in Training. */
  public long trainingPositives() {
    return blocks.stream().mapToLong(SplitReport.BlockCount::positives).sum();
  }
}
