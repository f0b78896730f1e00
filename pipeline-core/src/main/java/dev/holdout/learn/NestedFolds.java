package dev.holdout.learn;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Folds within folds: what a choice among candidates can be made by, for each fold, without a row
 * that the fold validates on. A function of the plan alone.
 *
 * <p>Within a fold f, another fold g is an inner one when f trains on every block that g validates
 * on, and one of these holds:
 *
 * <ul>
 *   <li>g trains on nothing that f does not train on (g comes before f in a walk-forward): g's own
 *       fit judges it, and nothing is fitted again;
 *   <li>g trains on every block that f validates on (k-fold and its like): a further fit on the
 *       blocks that both train on, which serves g within f and f within g.
 * </ul>
 *
 * <p>So k folds of a k-fold need k(k − 1)/2 further fits for each candidate, and a walk-forward
 * needs none. A fold without inner folds, as the first of a walk-forward, cannot be judged.
 *
 * @param plan the folds
 * @param fits further fits, as folds whose numbers follow the plan's; each validates on the blocks
 *     of both folds that it serves
 * @param outers one for each fold of the plan, in its order
 */
public record NestedFolds(FoldPlan plan, FoldPlan fits, List<Outer> outers) {
  public NestedFolds {
    outers = List.copyOf(outers);
  }

  /**
   * A fold and those within it.
   *
   * @param fold one of the plan's
   * @param inner in the plan's order; empty when the fold cannot be judged
   */
  public record Outer(Fold fold, List<Inner> inner) {
    public Outer {
      inner = List.copyOf(inner);
    }
  }

  /**
   * A fold within another.
   *
   * @param fold the plan's fold whose validation blocks are scored
   * @param fit the further fit that scores them; empty where the fold's own fit does
   */
  public record Inner(Fold fold, Optional<Fold> fit) {}

  /**
   * The folds within the folds of a plan.
   *
   * @throws HoldoutException with code {@code CONFIGURATION} if no fold has one
   */
  public static NestedFolds of(FoldPlan plan) {
    Map<SortedSet<Integer>, Fold> fits = new HashMap<>();
    List<Fold> ordered = new ArrayList<>();
    int next = plan.folds().stream().mapToInt(Fold::index).max().orElse(-1) + 1;
    List<Outer> outers = new ArrayList<>();
    for (Fold outer : plan.folds()) {
      List<Inner> inner = new ArrayList<>();
      for (Fold other : plan.folds()) {
        if (other.equals(outer) || !outer.training().containsAll(other.validation())) {
          continue;
        }
        if (outer.training().containsAll(other.training())) {
          inner.add(new Inner(other, Optional.empty()));
        } else if (other.training().containsAll(outer.validation())) {
          SortedSet<Integer> both = new TreeSet<>(outer.training());
          both.retainAll(other.training());
          if (both.isEmpty()) {
            continue;
          }
          SortedSet<Integer> served = new TreeSet<>(outer.validation());
          served.addAll(other.validation());
          Fold fit = fits.get(pair(outer, other));
          if (fit == null) {
            fit = new Fold(next++, outer.layer(), both, served, "");
            fits.put(pair(outer, other), fit);
            ordered.add(fit);
          }
          inner.add(new Inner(other, Optional.of(fit)));
        }
      }
      outers.add(new Outer(outer, inner));
    }
    if (outers.stream().allMatch(outer -> outer.inner().isEmpty())) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot cross-validate the selection: found "
              + plan.folds().size()
              + " folds, none of which trains on what another one validates on and has blocks left"
              + " to learn from, expected three folds or more of a k-fold, or two or more of an"
              + " expanding walk-forward. Use more folds, or leave `selection.nested` out.");
    }
    return new NestedFolds(plan, new FoldPlan(plan.blocks(), plan.layers(), ordered), outers);
  }

  private static SortedSet<Integer> pair(Fold one, Fold other) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(List.of(one.index(), other.index())));
  }

  /** The plan's folds and the further fits: what preprocessing is fitted for, in one scan. */
  public FoldPlan all() {
    List<Fold> all = new ArrayList<>(plan.folds());
    all.addAll(fits.folds());
    return new FoldPlan(plan.blocks(), plan.layers(), all);
  }

  /** Fit → the places that it scores: fold within fold, for each block that it validates on. */
  Map<Integer, List<Place>> places() {
    Map<Integer, List<Place>> places = new TreeMap<>();
    for (Outer outer : outers) {
      for (Inner inner : outer.inner()) {
        inner
            .fit()
            .ifPresent(
                fit ->
                    places
                        .computeIfAbsent(fit.index(), unseen -> new ArrayList<>())
                        .add(place(outer.fold(), inner.fold())));
      }
    }
    return places;
  }

  /** Where the scores of a fold within another stand. */
  Place place(Fold outer, Fold inner) {
    int width = plan.folds().stream().mapToInt(Fold::index).max().orElse(0) + 1;
    return new Place(
        outer.index() * width + inner.index(),
        inner,
        "fold " + inner.index() + " within fold " + outer.index());
  }
}
