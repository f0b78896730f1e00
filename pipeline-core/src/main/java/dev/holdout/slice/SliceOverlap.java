package dev.holdout.slice;

import dev.holdout.slice.SliceSearch.Counting;
import dev.holdout.slice.SliceSearch.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Of slices by descending score, those that do not share most of their rows with one before: |A ∩
 * B| / |A ∪ B| (Jaccard 1901) is at most the largest overlap allowed. The first is always among
 * them.
 *
 * <p>Cost: one count of the pairs, at most 499,500.
 */
final class SliceOverlap {
  private final SliceSpec spec;
  private final Counting counting;

  SliceOverlap(SliceSpec spec, Counting counting) {
    this.spec = spec;
    this.counting = counting;
  }

  /** The slices to tell. */
  List<Scored> without(List<Scored> slices) {
    if (spec.maxOverlap() >= 1 || slices.size() < 2) {
      return slices.subList(0, Math.min(spec.top(), slices.size()));
    }
    List<int[]> pairs = new ArrayList<>();
    for (int later = 1; later < slices.size(); later++) {
      for (int before = 0; before < later; before++) {
        pairs.add(both(slices.get(before), slices.get(later)));
      }
    }
    long[] shared = counting.count(pairs.toArray(int[][]::new)).sizes();
    List<Integer> told = new ArrayList<>();
    for (int later = 0; later < slices.size() && told.size() < spec.top(); later++) {
      int first = later * (later - 1) / 2;
      double size = slices.get(later).counts().size();
      boolean alike = false;
      for (int before : told) {
        double together = size + slices.get(before).counts().size() - shared[first + before];
        alike |= shared[first + before] > spec.maxOverlap() * together;
      }
      if (!alike) {
        told.add(later);
      }
    }
    return told.stream().map(slices::get).toList();
  }

  /** What a reader must know of slices passed over. */
  Optional<String> note(int found, int told) {
    return spec.maxOverlap() < 1 && told < spec.top() && found >= spec.searched()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "Of the %,d slices with the highest scores, all but %,d share most of their rows"
                    + " with one told; slices of lower scores were not looked at.",
                found,
                told))
        : Optional.empty();
  }

  private static int[] both(Scored one, Scored other) {
    return IntStream.concat(
            IntStream.of(SliceKey.conditions(one.slice())),
            IntStream.of(SliceKey.conditions(other.slice())))
        .distinct()
        .toArray();
  }
}
