package dev.holdout.fairness;

import dev.holdout.fairness.BenefitEntropy.Benefits;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Draws of the shares of rows by group and benefit, given the counts: gamma variates whose means
 * are the counts, which in proportion are a Dirichlet, the posterior of shares after a multinomial.
 * Where rows are weighted they are as uncertain as a group's effective rows, and as large as what
 * these weigh.
 *
 * <p>Of the prior's weight of ½ for each benefit (Jeffreys), every group has an equal part: no
 * interval is of no width, and many groups do not outweigh the rows. Size: 40 bytes for each draw
 * and group.
 */
final class BenefitDraws {
  private static final double JEFFREYS = 0.5;

  private final List<List<Benefits>> draws = new ArrayList<>();

  BenefitDraws(List<Member> groups, Confidence confidence) {
    RandomGenerator random = new Well19937c(confidence.seed());
    double prior = JEFFREYS / groups.size();
    List<GammaDistribution> gammas =
        groups.stream()
            .map(group -> Benefits.of(group.cells()))
            .flatMap(group -> Stream.of(group.none(), group.one(), group.two()))
            .map(
                count ->
                    new GammaDistribution(
                        random,
                        count + prior,
                        1,
                        GammaDistribution.DEFAULT_INVERSE_ABSOLUTE_ACCURACY))
            .toList();
    for (int draw = 0; draw < confidence.draws(); draw++) {
      List<Benefits> drawn = new ArrayList<>(groups.size());
      for (int group = 0; group < groups.size(); group++) {
        drawn.add(
            new Benefits(
                    gammas.get(3 * group).sample(),
                    gammas.get(3 * group + 1).sample(),
                    gammas.get(3 * group + 2).sample())
                .times(1 / groups.get(group).counts().scale()));
      }
      draws.add(drawn);
    }
  }

  /** The value of each draw. */
  double[] values(ToDoubleFunction<List<Benefits>> figure) {
    return draws.stream().mapToDouble(figure).toArray();
  }

  /** The middle share of the draws' values. */
  Interval interval(ToDoubleFunction<List<Benefits>> figure, Confidence confidence) {
    return confidence.central(values(figure));
  }
}
