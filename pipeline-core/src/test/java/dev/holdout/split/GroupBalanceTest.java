package dev.holdout.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GroupBalanceTest {
  /**
   * scikit-learn 1.2.1, {@code StratifiedGroupKFold(4).split(X, y, groups)} on the rows of its
   * issue 34828: y = 101110011, groups = 012321202. It leaves one fold empty there.
   */
  @Test
  void leavesNoBinEmptyWhereTiesAreRoundingNoise() {
    int[] y = {1, 0, 1, 1, 1, 0, 0, 1, 1};
    int[] group = {0, 1, 2, 3, 2, 1, 2, 0, 2};
    int[] bins = GroupBalance.divide(groups(4, y, group), shares(4));
    assertThat(bins).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  /**
   * Mean over classes of the standard deviation over folds of the class's share in a fold, as
   * scikit-learn 1.2.1's {@code StratifiedGroupKFold(k)} leaves it on the groups of {@link #made}.
   */
  @Test
  void balancesAtLeastAsWellAsScikitLearn() {
    SKLEARN.forEach(
        peer -> {
          List<double[]> groups = made(peer.groups(), peer.seed());
          int[] bins = GroupBalance.divide(groups, shares(peer.folds()));
          assertThat(imbalance(groups, bins, peer.folds()))
              .as(peer.toString())
              .isLessThanOrEqualTo(peer.imbalance() + 1e-12);
        });
  }

  @Test
  void meetsUnevenShares() {
    List<double[]> groups = made(200, 5);
    int[] bins = GroupBalance.divide(groups, new double[] {0.8, 0.2});
    for (int c = 0; c < 2; c++) {
      double held = 0;
      double all = 0;
      for (int group = 0; group < bins.length; group++) {
        held += bins[group] == 1 ? groups.get(group)[c] : 0;
        all += groups.get(group)[c];
      }
      assertThat(held / all).as("class %d", c).isCloseTo(0.2, within(0.01));
    }
  }

  @Test
  void restoresShareBesideWhatIsPlacedAlready() {
    List<double[]> groups = made(100, 6);
    double[][] before = {{500, 100}, {0, 0}};
    int[] bins = GroupBalance.divide(groups, new double[] {0.75, 0.25}, before);
    double all = 600;
    double held = 0;
    for (int group = 0; group < bins.length; group++) {
      double rows = groups.get(group)[0] + groups.get(group)[1];
      all += rows;
      held += bins[group] == 1 ? rows : 0;
    }
    assertThat(held / all).isCloseTo(0.25, within(0.02));
  }

  @Test
  void dealsAMillionGroups() {
    int[] bins = GroupBalance.divide(made(1 << 20, 7), shares(5));
    assertThat(imbalance(made(1 << 20, 7), bins, 5)).isLessThan(1e-6);
  }

  record Peer(int groups, int folds, int seed, double imbalance) {}

  private static final List<Peer> SKLEARN =
      List.of(
          new Peer(8, 3, 1, 0.1224434092917292),
          new Peer(12, 4, 2, 0.05163319621975691),
          new Peer(20, 5, 3, 0.023886257980418102),
          new Peer(30, 5, 4, 0.015597853858480774),
          new Peer(50, 5, 5, 0.008165819614172214),
          new Peer(50, 10, 6, 0.019055528218311787),
          new Peer(100, 10, 7, 0.006783003100015642),
          new Peer(200, 5, 8, 0.002119149221356907),
          new Peer(300, 3, 9, 0.0027349669800254862),
          new Peer(500, 10, 10, 0.0018968939035537734),
          new Peer(1000, 5, 11, 0.0006270305665402233));

  /** Groups of 1 to 40 rows, of which 0 to all are positive, by a linear congruential generator. */
  static List<double[]> made(int count, int seed) {
    List<double[]> groups = new ArrayList<>();
    long state = seed;
    for (int group = 0; group < count; group++) {
      state = (state * 1103515245L + 12345L) & 0x7fffffffL;
      long size = 1 + (state >> 8) % 40;
      state = (state * 1103515245L + 12345L) & 0x7fffffffL;
      long positive = Math.min(size, ((state >> 8) % 100) * ((state >> 8) % 100) * size / 20_000);
      groups.add(new double[] {size - positive, positive});
    }
    return groups;
  }

  private static List<double[]> groups(int count, int[] y, int[] group) {
    List<double[]> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add(new double[2]);
    }
    for (int row = 0; row < y.length; row++) {
      groups.get(group[row])[y[row]]++;
    }
    return groups;
  }

  private static double[] shares(int bins) {
    double[] shares = new double[bins];
    Arrays.fill(shares, 1.0 / bins);
    return shares;
  }

  private static double imbalance(List<double[]> groups, int[] bins, int k) {
    double sum = 0;
    for (int c = 0; c < 2; c++) {
      double[] inBin = new double[k];
      double all = 0;
      for (int group = 0; group < bins.length; group++) {
        inBin[bins[group]] += groups.get(group)[c];
        all += groups.get(group)[c];
      }
      double squares = 0;
      for (double rows : inBin) {
        squares += Math.pow(rows / all - 1.0 / k, 2);
      }
      sum += Math.sqrt(squares / k);
    }
    return sum / 2;
  }
}
