package dev.holdout.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.error.HoldoutException;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenFolds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NestedFoldsTest {
  @Test
  void aKFoldNeedsOneFitForEachPairOfFolds() {
    for (int k = 3; k <= 12; k++) {
      NestedFolds nested = NestedFolds.of(FoldPlan.kFold(k));
      assertThat(nested.fits().folds()).hasSize(k * (k - 1) / 2);
      assertThat(nested.outers()).allSatisfy(outer -> assertThat(outer.inner()).isNotEmpty());
      for (NestedFolds.Outer outer : nested.outers()) {
        assertThat(outer.inner()).hasSize(k - 1);
        for (NestedFolds.Inner inner : outer.inner()) {
          // All blocks but that of the fold and that of the inner fold.
          Set<Integer> expected = blocks(0, k);
          expected.remove(outer.fold().index());
          expected.remove(inner.fold().index());
          assertThat(inner.fit().orElseThrow().training()).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void bothOrdersOfAPairShareOneFit() {
    NestedFolds nested = NestedFolds.of(FoldPlan.kFold(3));
    assertThat(fit(nested, 0, 1)).isEqualTo(fit(nested, 1, 0));
    assertThat(fit(nested, 0, 1).training()).containsExactly(2);
    assertThat(fit(nested, 0, 1).validation()).containsExactly(0, 1);
    assertThat(nested.all().folds()).hasSize(6).extracting(Fold::index).doesNotHaveDuplicates();
    Map<Integer, List<Place>> places = nested.places();
    assertThat(places.get(fit(nested, 0, 1).index()))
        .extracting(Place::name)
        .containsExactly("fold 1 within fold 0", "fold 0 within fold 1");
    assertThat(places.values().stream().flatMap(List::stream).map(Place::number))
        .hasSize(6)
        .doesNotHaveDuplicates();
  }

  @Test
  void anExpandingWalkForwardNeedsNoFit() {
    NestedFolds nested = NestedFolds.of(walkForward(5, 0));
    assertThat(nested.fits().folds()).isEmpty();
    for (NestedFolds.Outer outer : nested.outers()) {
      assertThat(outer.inner())
          .extracting(inner -> inner.fold().index())
          .containsExactlyElementsOf(IntStream.range(0, outer.fold().index()).boxed().toList());
      assertThat(outer.inner()).allSatisfy(inner -> assertThat(inner.fit()).isEmpty());
    }
  }

  /** With a gap of two blocks, a fold's validation block is trained on two folds later. */
  @Test
  void aGapPutsInnerFoldsFurtherBack() {
    NestedFolds nested = NestedFolds.of(walkForward(5, 2));
    assertThat(nested.outers().get(2).inner()).isEmpty();
    assertThat(nested.outers().get(4).inner())
        .extracting(inner -> inner.fold().index())
        .containsExactly(0, 1);
  }

  @Test
  void refusesPlansThatAllowNone() {
    FoldPlan sliding =
        new FoldPlan(
            4,
            1,
            List.of(
                GivenFolds.fold(0, Set.of(0), Set.of(1)),
                GivenFolds.fold(1, Set.of(1), Set.of(2)),
                GivenFolds.fold(2, Set.of(2), Set.of(3))));
    for (FoldPlan plan : List.of(FoldPlan.kFold(2), sliding, walkForward(1, 0))) {
      assertThatThrownBy(() -> NestedFolds.of(plan))
          .isInstanceOf(HoldoutException.class)
          .hasMessageContaining(
              "[CONFIGURATION] Cannot cross-validate the selection: found "
                  + plan.folds().size()
                  + " folds, none of which trains on what another one validates on")
          .hasMessageContaining("expected three folds or more of a k-fold");
    }
  }

  /** Any plan at all: nothing within a fold knows a block that the fold does not train on. */
  @Test
  void whatChoosesKnowsOnlyWhatTheFoldTrainsOn() {
    int judged = 0;
    for (int seed = 0; seed < 500; seed++) {
      FoldPlan plan = anyPlan(new Random(seed));
      NestedFolds nested;
      try {
        nested = NestedFolds.of(plan);
      } catch (HoldoutException none) {
        continue;
      }
      judged++;
      assertThat(nested.outers()).extracting(NestedFolds.Outer::fold).isEqualTo(plan.folds());
      Set<Fold> used = new HashSet<>();
      for (NestedFolds.Outer outer : nested.outers()) {
        for (NestedFolds.Inner inner : outer.inner()) {
          Fold fit = inner.fit().orElse(inner.fold());
          inner.fit().ifPresent(used::add);
          assertThat(outer.fold().training())
              .as("seed %d", seed)
              .containsAll(fit.training())
              .containsAll(inner.fold().validation());
          assertThat(inner.fold().training()).as("seed %d", seed).containsAll(fit.training());
          assertThat(fit.validation()).as("seed %d", seed).containsAll(inner.fold().validation());
        }
      }
      assertThat(used).as("seed %d", seed).hasSize(nested.fits().folds().size());
      assertThat(NestedFolds.of(plan)).isEqualTo(nested);
    }
    assertThat(judged).isGreaterThan(100);
  }

  /** A k-fold of several blocks each, with or without gaps, or folds of blocks at random. */
  private static FoldPlan anyPlan(Random random) {
    int blocks = 3 + random.nextInt(10);
    List<Integer> order = new ArrayList<>(IntStream.range(0, blocks).boxed().toList());
    Collections.shuffle(order, random);
    boolean junk = random.nextInt(3) == 0;
    int folds = 2 + random.nextInt(5);
    List<Fold> plan = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int number = fold;
      Set<Integer> validation =
          order.stream()
              .filter(
                  block -> junk ? random.nextInt(3) == 0 : order.indexOf(block) % folds == number)
              .collect(Collectors.toSet());
      Set<Integer> training =
          order.stream()
              .filter(block -> !validation.contains(block) && random.nextInt(junk ? 2 : 20) > 0)
              .collect(Collectors.toSet());
      if (!validation.isEmpty() && !training.isEmpty()) {
        plan.add(GivenFolds.fold(plan.size(), training, validation));
      }
    }
    return new FoldPlan(blocks, 1, plan);
  }

  private static FoldPlan walkForward(int folds, int gap) {
    List<Fold> plan = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      plan.add(GivenFolds.fold(fold, blocks(0, fold + 1), Set.of(fold + 1 + gap)));
    }
    return new FoldPlan(folds + 1 + gap, 1, plan);
  }

  private static Set<Integer> blocks(int from, int until) {
    return new TreeSet<>(IntStream.range(from, until).boxed().toList());
  }

  private static Fold fit(NestedFolds nested, int outer, int inner) {
    return nested.outers().get(outer).inner().stream()
        .filter(one -> one.fold().index() == inner)
        .findFirst()
        .flatMap(NestedFolds.Inner::fit)
        .orElseThrow();
  }
}
