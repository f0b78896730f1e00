package dev.holdout.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.slice.SliceSearch.Counts;
import dev.holdout.slice.SliceSearch.Found;
import dev.holdout.slice.SliceSearch.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SliceSearchTest {
  @Test
  void findsWhatCountingEverySliceFinds() {
    long counted = 0;
    long candidates = 0;
    for (int seed = 0; seed < 400; seed++) {
      Table table = new Table(new Random(seed));
      for (double alpha : new double[] {0.5, 0.95, 1}) {
        SliceSpec spec =
            new SliceSpec(
                1 + seed % 12, 1, 1 + seed % 4, alpha, OptionalLong.of(8), 10, 50, 100_000);
        Found found = table.search(spec);
        assertThat(found.exact()).isTrue();
        assertThat(found.best())
            .as("seed %d, alpha %s", seed, alpha)
            .isEqualTo(table.bruteForce(spec));
        counted += found.levels().stream().mapToLong(FoundSlices.Level::counted).sum();
        candidates += table.all(spec.maxConditions()).size();
      }
    }
    assertThat(counted).as("slices counted of %d", candidates).isLessThan(candidates / 2);
  }

  @Test
  void scoresAsThePaperDoes() {
    // 0.95 · (0.5 / 0.1 − 1) − 0.05 · (1000 / 100 − 1) = 3.8 − 0.45
    assertThat(new SliceScore(1000, 100, 0.95, 10).of(100, 50)).isCloseTo(3.35, within(1e-12));
    assertThat(new SliceScore(1000, 100, 0.95, 10).of(1000, 100)).isZero();
  }

  @Test
  void noSliceWithinScoresAboveTheBound() {
    Random random = new Random(7);
    for (int trial = 0; trial < 20_000; trial++) {
      int size = 10 + random.nextInt(100);
      int largest = 1 + random.nextInt(9);
      int sum = largest + random.nextInt(size * largest);
      SliceScore score =
          new SliceScore(
              size + random.nextInt(1000),
              sum + random.nextInt(500),
              0.01 + random.nextDouble() * 0.99,
              10);
      double bound = score.bound(size, sum, largest);
      int part = 10 + random.nextInt(size - 9);
      int most = Math.min(sum, part * largest);
      assertThat(score.of(part, most)).isLessThanOrEqualTo(bound + 1e-9 * (1 + Math.abs(bound)));
    }
  }

  @Test
  void saysWhenTheWorstCouldBeAmongThoseDropped() {
    Table table = new Table(new Random(1));
    SliceSpec narrow = new SliceSpec(5, 1, 3, 0.95, OptionalLong.of(8), 10, 50, 3);
    assertThat(table.search(narrow).exact()).isFalse();
  }

  @Test
  void slicesOfMostlyTheSameRowsAreToldOnce() {
    int[] shares = {0, 0};
    for (int seed = 0; seed < 50; seed++) {
      Table table = new Table(new Random(seed));
      SliceSpec spec = new SliceSpec(4, 0.3, 3, 0.95, OptionalLong.of(8), 10, 50, 100_000);
      List<Scored> found = table.search(spec).best();
      List<Scored> told = new SliceOverlap(spec, table::count).without(found);
      assertThat(told.isEmpty()).isEqualTo(found.isEmpty());
      for (Scored slice : found) {
        boolean alike =
            told.stream()
                .anyMatch(
                    other ->
                        other.score() >= slice.score()
                            && !other.equals(slice)
                            && table.overlap(slice, other) > 0.3);
        boolean after = told.size() == 4 && found.indexOf(slice) > found.indexOf(told.get(3));
        assertThat(told.contains(slice)).isEqualTo(!alike && !after);
        shares[alike ? 1 : 0]++;
      }
    }
    assertThat(shares[0]).isGreaterThan(50);
    assertThat(shares[1]).isGreaterThan(50);
  }

  /** A small table, its slices counted one by one. */
  private static final class Table {
    private final int[] featureOf;
    private final char[][] codes;
    private final long[] errors;

    Table(Random random) {
      int rows = 60 + random.nextInt(200);
      int features = 3 + random.nextInt(3);
      List<Integer> of = new ArrayList<>();
      codes = new char[features][rows];
      for (int feature = 0; feature < features; feature++) {
        int first = of.size();
        int values = 2 + random.nextInt(3);
        for (int value = 0; value < values; value++) {
          of.add(feature);
        }
        for (int row = 0; row < rows; row++) {
          // Skewed, and at times a copy of the column before: slices of the same rows.
          codes[feature][row] =
              (char) (first + Math.min(random.nextInt(values), random.nextInt(values)));
          if (feature == 2 && random.nextInt(20) > 0) {
            codes[feature][row] = (char) (first + Math.min(values - 1, codes[0][row]));
          }
        }
      }
      featureOf = of.stream().mapToInt(feature -> feature).toArray();
      boolean zeroOne = random.nextBoolean();
      errors = new long[rows];
      for (int row = 0; row < rows; row++) {
        int worse = codes[0][row] == 0 ? 2 : 0;
        errors[row] =
            zeroOne
                ? (random.nextInt(4 - worse) == 0 ? 1 : 0)
                : random.nextInt(6) * random.nextInt(2 + worse);
      }
    }

    Found search(SliceSpec spec) {
      CodedRows rows = new CodedRows(codes, errors);
      return new SliceSearch(spec, featureOf, slices -> rows.count(slices, featureOf.length))
          .search(errors.length, (double) Arrays.stream(errors).sum());
    }

    SliceSums count(int[][] slices) {
      return new CodedRows(codes, errors).count(slices, featureOf.length);
    }

    /** Shared rows over all rows of two slices, row by row. */
    double overlap(Scored one, Scored other) {
      double both = 0;
      double either = 0;
      for (int row = 0; row < errors.length; row++) {
        boolean first = in(row, one);
        boolean second = in(row, other);
        both += first && second ? 1 : 0;
        either += first || second ? 1 : 0;
      }
      return both / either;
    }

    private boolean in(int row, Scored slice) {
      return Arrays.stream(SliceKey.conditions(slice.slice()))
          .allMatch(condition -> codes[featureOf[condition]][row] == condition);
    }

    List<Scored> bruteForce(SliceSpec spec) {
      SliceScore score =
          new SliceScore(errors.length, Arrays.stream(errors).sum(), spec.alpha(), 8);
      Map<Long, Counts> counts = all(spec.maxConditions());
      List<Scored> scored = new ArrayList<>();
      counts.forEach(
          (slice, own) -> {
            boolean told = own.size() == errors.length;
            for (int place = 0; SliceKey.size(slice) > 1 && place < SliceKey.size(slice); place++) {
              told |= counts.get(SliceKey.without(slice, place)).size() == own.size();
            }
            double value = score.of((double) own.size(), (double) own.sum());
            if (!told && own.size() >= 8 && own.sum() > 0 && value > 0) {
              scored.add(new Scored(slice, own, value));
            }
          });
      scored.sort(
          Comparator.comparingDouble(Scored::score)
              .reversed()
              .thenComparing(slice -> -slice.counts().size())
              .thenComparing(slice -> SliceKey.size(slice.slice()))
              .thenComparing(Scored::slice));
      return scored.subList(0, Math.min(spec.top(), scored.size()));
    }

    Map<Long, Counts> all(int most) {
      Map<Long, Counts> counts = new HashMap<>();
      for (int row = 0; row < errors.length; row++) {
        add(counts, 0, 0, 0, row, most);
      }
      return counts;
    }

    /** Adds the row to all slices that it is in. */
    private void add(Map<Long, Counts> to, long slice, int size, int feature, int row, int most) {
      if (size > 0 && feature == codes.length) {
        to.merge(
            slice,
            new Counts(1, errors[row], errors[row]),
            (one, two) ->
                new Counts(
                    one.size() + two.size(),
                    one.sum() + two.sum(),
                    Math.max(one.largest(), two.largest())));
      }
      if (feature < codes.length) {
        add(to, slice, size, feature + 1, row, most);
        if (size < most) {
          long with = SliceKey.with(slice, codes[feature][row]);
          add(to, with, size + 1, feature + 1, row, most);
        }
      }
    }
  }
}
