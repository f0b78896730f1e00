package dev.holdout.fairness;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Wilson;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One count of decisions over another that includes it; Wilson's interval.
 *
 * @param hits the numerator
 * @param trials the denominator
 * @param noTrials the reason when that is 0
 */
record Share(
    ToDoubleFunction<GroupCells> hits, ToDoubleFunction<GroupCells> trials, String noTrials)
    implements GroupFigure {
  static final Share BASE_RATE = new Share(GroupCells::positives, GroupCells::rows, "no rows");
  static final Share SELECTION_RATE =
      new Share(GroupCells::decidedPositive, GroupCells::rows, "no rows");
  static final Share ACCURACY =
      new Share(cells -> cells.tp() + cells.tn(), GroupCells::rows, "no rows");
  static final Share TPR = new Share(GroupCells::tp, GroupCells::positives, "no positives");
  static final Share FNR = new Share(GroupCells::fn, GroupCells::positives, "no positives");
  static final Share FPR = new Share(GroupCells::fp, GroupCells::negatives, "no negatives");
  static final Share PRECISION =
      new Share(GroupCells::tp, GroupCells::decidedPositive, "no positive decisions");
  static final Share FDR =
      new Share(GroupCells::fp, GroupCells::decidedPositive, "no positive decisions");
  static final Share FOR =
      new Share(GroupCells::fn, GroupCells::decidedNegative, "no negative decisions");

  @Override
  public Optional<String> undefined(Member member) {
    return terms(member) == 0 ? Optional.of(noTrials) : Optional.empty();
  }

  @Override
  public double terms(Member member) {
    return trials.applyAsDouble(member.cells());
  }

  @Override
  public Estimate estimate(Member member) {
    return Wilson.estimate(hits.applyAsDouble(member.cells()), terms(member));
  }
}
