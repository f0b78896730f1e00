package dev.holdout.fairness;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Wilson;
import java.util.Optional;

/**
 * False negatives for each false positive.
 *
 * <p>Interval: of the share of false negatives among the errors, Wilson's, each end turned into
 * odds; the odds are a rising function of the share, so the level is the share's. Without a false
 * positive there is no ratio.
 */
final class ErrorBalance implements GroupFigure {
  @Override
  public Optional<String> undefined(Member member) {
    if (member.cells().rows() == 0) {
      return Optional.of("no rows");
    }
    return member.cells().fp() == 0 ? Optional.of("no false positives") : Optional.empty();
  }

  @Override
  public double terms(Member member) {
    return member.cells().wrong();
  }

  @Override
  public Estimate estimate(Member member) {
    GroupCells cells = member.cells();
    return new Estimate(
        cells.fn() / cells.fp(),
        "wilson",
        z -> {
          Interval share = Wilson.interval(cells.fn(), cells.wrong(), z);
          return new Interval(odds(share.lower()), odds(share.upper()));
        });
  }

  private static double odds(double share) {
    return share / (1 - share);
  }

  @Override
  public double largestGap() {
    return Double.POSITIVE_INFINITY;
  }
}
