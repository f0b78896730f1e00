package dev.holdout.fairness;

import dev.holdout.fairness.BenefitEntropy.Benefits;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import dev.holdout.measure.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * {@link BenefitEntropy} of all rows, or its part between or within groups. All groups are part of
 * it, small ones too: only so do the parts add up.
 *
 * <p>Interval: the middle of {@link BenefitDraws}. The part between groups is above 0 by noise
 * alone: its draws are moved down by twice the bias that they show (the value's own and that of
 * drawing from it), and its lower end is 0 where a χ² test does not reject that all groups' mean
 * benefits are equal. That test's p-value is the part's verdict; the whole and the part within have
 * no rule to be held against.
 *
 * <p>Where rows are not independent, intervals are stretched by {@link Replicates}, and the part
 * between groups has none: draws do not show by how much clusters move it up.
 */
final class EntropyMetric implements GroupMetric {
  private static final String METHOD = "dirichlet";
  private static final MeanBenefit MEAN = new MeanBenefit();

  /** Which part of the index. */
  enum Part {
    WHOLE("", "of all rows"),
    BETWEEN("between_group_", "that is left when every row has its group's mean benefit"),
    WITHIN("within_group_", "that is left when groups' mean benefits are made equal");

    private final String prefix;
    private final String words;

    Part(String prefix, String words) {
      this.prefix = prefix;
      this.words = words;
    }
  }

  private final Definition definition;
  private final BenefitEntropy entropy;
  private final Part part;

  EntropyMetric(String name, double alpha, Part part) {
    this.entropy = new BenefitEntropy(alpha);
    this.part = part;
    this.definition =
        new Definition(
            part.prefix + name,
            "generalised entropy (α = "
                + (alpha == 1 ? "1, Theil" : alpha == 2 ? "2" : Double.toString(alpha))
                + ") of benefits ŷ − y + 1 "
                + part.words,
            Range.NOT_NEGATIVE,
            Direction.SMALLER_IS_BETTER,
            "there are no rows, or no row has a benefit",
            "Speicher et al. 2018");
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Finding find(Comparison comparison) {
    List<Benefits> groups = comparison.benefits();
    Benefits all = BenefitEntropy.all(groups);
    if (!(all.one() + all.two() > 0)) {
      String why = all.rows() == 0 ? "no rows" : "no row has a benefit";
      return new Finding(
          Measure.undefined(why), OptionalDouble.empty(), false, comparison.groups(MEAN, false));
    }
    BenefitDraws draws = comparison.benefitDraws();
    if (part == Part.BETWEEN) {
      return between(comparison, groups, draws);
    }
    return new Finding(
        measure(
            value(groups),
            draws.values(this::value),
            comparison,
            comparison.members(),
            this::value),
        OptionalDouble.empty(),
        false,
        indices(comparison, groups, draws));
  }

  /** A figure of some groups' benefits, with the middle of draws, stretched by clusters. */
  private static Measure measure(
      double value,
      double[] draws,
      Comparison comparison,
      List<Member> members,
      ToDoubleFunction<List<Benefits>> figure) {
    double[] ascending = draws.clone();
    Arrays.sort(ascending);
    return Replicates.allowing(
            new Estimate(value, METHOD, z -> Quantiles.central(ascending, z)),
            members,
            left -> value(figure, left.stream().map(Member::benefits).toList()))
        .measure(comparison.z());
  }

  private static Measure value(ToDoubleFunction<List<Benefits>> figure, List<Benefits> groups) {
    Benefits all = BenefitEntropy.all(groups);
    return all.one() + all.two() > 0
        ? Measure.of(figure.applyAsDouble(groups))
        : Measure.undefined("no row has a benefit");
  }

  private double value(List<Benefits> groups) {
    double whole = entropy.index(BenefitEntropy.all(groups));
    return part == Part.WHOLE ? whole : Math.max(0, whole - entropy.between(groups));
  }

  private Finding between(Comparison comparison, List<Benefits> groups, BenefitDraws draws) {
    double value = entropy.between(groups);
    double[] drawn = draws.values(entropy::between);
    double bias = Arrays.stream(drawn).average().orElseThrow() - value;
    for (int at = 0; at < drawn.length; at++) {
      drawn[at] = Math.max(0, drawn[at] - 2 * bias);
    }
    double p = pEqualMeans(comparison.members());
    return new Finding(
        groups.size() < 2
            ? Measure.undefined("one group only")
            : comparison.clustered()
                ? Measure.of(value)
                : between(value, drawn, p > 1 - comparison.confidence().level(), comparison),
        groups.size() < 2 ? OptionalDouble.empty() : OptionalDouble.of(p),
        false,
        comparison.groups(MEAN, false));
  }

  private static Measure between(
      double value, double[] drawn, boolean perhapsNone, Comparison comparison) {
    Interval interval = comparison.confidence().central(drawn);
    return Measure.of(
        value,
        Math.min(value, perhapsNone ? 0 : interval.lower()),
        Math.max(value, interval.upper()),
        METHOD);
  }

  /**
   * Cochran's test of equal means: Σ (mean − weighted mean)² / variance, χ² with k − 1 degrees;
   * variances allow for clusters.
   */
  private static double pEqualMeans(List<Member> groups) {
    List<Member> some =
        groups.stream().filter(group -> group.cells().rows() >= 2 && group.hasBuckets()).toList();
    if (some.size() < 2) {
      return 1;
    }
    double weights = 0;
    double sum = 0;
    double squares = 0;
    for (Member group : some) {
      Benefits benefits = Benefits.of(group.cells());
      double stretch =
          Replicates.of(group, MEAN)
              .effect(MEAN.estimate(group))
              .map(effect -> effect.stretch(1))
              .orElse(1.0);
      double weight = 1 / MeanBenefit.variance(benefits) / stretch / stretch;
      weights += weight;
      sum += weight * benefits.mean();
      squares += weight * benefits.mean() * benefits.mean();
    }
    double statistic = Math.max(0, squares - sum * sum / weights);
    return 1 - new ChiSquaredDistribution(some.size() - 1.0).cumulativeProbability(statistic);
  }

  private List<Finding.OfGroup> indices(
      Comparison comparison, List<Benefits> groups, BenefitDraws draws) {
    List<Finding.OfGroup> results = new ArrayList<>();
    for (int at = 0; at < groups.size(); at++) {
      int group = at;
      Benefits benefits = groups.get(at);
      Measure own =
          benefits.one() + benefits.two() > 0
              ? of(entropy.index(benefits), draws, group, comparison)
              : Measure.undefined(benefits.rows() == 0 ? "no rows" : "no row has a benefit");
      Member member = comparison.members().get(at);
      results.add(
          new Finding.OfGroup(
              member,
              own,
              Optional.empty(),
              Optional.empty(),
              OptionalDouble.empty(),
              comparison.isReference(member),
              member.enough() ? Optional.empty() : Optional.of(Comparison.TOO_FEW)));
    }
    return results;
  }

  private Measure of(double value, BenefitDraws draws, int group, Comparison comparison) {
    return measure(
        value,
        draws.values(drawn -> entropy.index(drawn.get(group))),
        comparison,
        List.of(comparison.members().get(group)),
        left -> entropy.index(left.get(0)));
  }
}
