package dev.holdout.fairness;

import dev.holdout.fairness.BenefitEntropy.Benefits;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Quantiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The groups of one division of the rows, with what all metrics ask of them. */
final class Comparison {
  static final String TOO_FEW = FairnessVerdict.TOO_FEW_ROWS.words();
  static final String FEWER_THAN_TWO = "fewer than two groups have rows enough";

  private final List<String> attributes;
  private final List<Member> members;
  private final Confidence confidence;
  private final StudentizedRange range;
  private final Optional<Member> reference;
  private @Nullable BenefitDraws draws;

  Comparison(Grouping grouping, double threshold, FairnessSpec spec, StudentizedRange range) {
    this.attributes = grouping.attributes();
    this.members =
        grouping.groups().stream().map(group -> Member.of(group, threshold, spec)).toList();
    this.confidence = spec.confidence();
    this.range = range;
    this.reference =
        spec.references().keySet().containsAll(attributes)
            ? members.stream().filter(member -> matches(member, spec.references())).findFirst()
            : members.stream().max(Comparator.comparingDouble(member -> member.cells().rows()));
  }

  private static boolean matches(Member member, Map<String, Optional<String>> references) {
    return member.value().entrySet().stream()
        .allMatch(entry -> entry.getValue().equals(references.get(entry.getKey())));
  }

  List<String> attributes() {
    return attributes;
  }

  List<Member> members() {
    return members;
  }

  /** Whether rows are not independent. */
  boolean clustered() {
    return members.stream().anyMatch(member -> member.left().isPresent());
  }

  Confidence confidence() {
    return confidence;
  }

  /** The group that others are held against; empty where the one asked for has no rows. */
  Optional<Member> reference() {
    return reference;
  }

  /** Why nothing can be held against the reference by a figure. */
  private Optional<String> withoutReference(GroupFigure figure) {
    return reference.isEmpty()
        ? Optional.of("the reference group has no rows")
        : leftOut(reference.get(), figure)
            .map(why -> "the reference group " + reference.get().words() + ": " + why);
  }

  List<Benefits> benefits() {
    return members.stream().map(Member::benefits).toList();
  }

  /** The same draws for all who ask. */
  BenefitDraws benefitDraws() {
    BenefitDraws made = draws;
    if (made == null) {
      made = new BenefitDraws(members, confidence);
      draws = made;
    }
    return made;
  }

  boolean isReference(Member member) {
    return reference.filter(other -> other.value().equals(member.value())).isPresent();
  }

  /** The z of a single interval. */
  double z() {
    return confidence.z();
  }

  /**
   * The z of intervals of all pairs of so many groups that hold together with those of {@code
   * families − 1} other figures.
   */
  double z(int groups, int families) {
    return range.z(groups, 1 - (1 - confidence.level()) / families);
  }

  /** The z of so many intervals that hold together whatever hangs together with what. */
  double bonferroni(int intervals) {
    return Quantiles.normal(1 - (1 - confidence.level()) / intervals);
  }

  /** Why a group is not judged by a figure. */
  static Optional<String> leftOut(Member member, GroupFigure figure) {
    if (!member.enough()) {
      return Optional.of(TOO_FEW);
    }
    Optional<String> undefined = figure.undefined(member);
    if (undefined.isPresent()) {
      return undefined;
    }
    return figure.terms(member) < GroupFigure.FEWEST ? Optional.of(TOO_FEW) : Optional.empty();
  }

  List<Member> judged(GroupFigure figure) {
    return members.stream().filter(member -> leftOut(member, figure).isEmpty()).toList();
  }

  /** A group's figure, with intervals that allow for clusters. */
  static Estimate estimate(GroupFigure figure, Member member) {
    Estimate independent = figure.estimate(member);
    return Replicates.stretched(independent, Replicates.of(member, figure).effect(independent));
  }

  /** A group's figure less another's, with intervals that allow for clusters. */
  static Estimate gap(GroupFigure figure, Member member, Member other) {
    Estimate independent = figure.estimate(member).minus(figure.estimate(other));
    return Replicates.stretched(
        independent,
        Replicates.of(member, figure).effect(independent, Replicates.of(other, figure)));
  }

  /**
   * The figure of a group for which it is defined; without an interval where clusters allow none.
   */
  Measure own(GroupFigure figure, Member member) {
    return member.left().filter(left -> left.without().size() < 2).isPresent()
        ? figure.value(member)
        : estimate(figure, member).measure(z());
  }

  /** Largest against smallest, or why there is no telling. */
  Optional<Extremes> extremes(GroupFigure figure) {
    List<Member> judged = judged(figure);
    if (judged.size() < 2) {
      return Optional.empty();
    }
    List<Estimate> independent = judged.stream().map(figure::estimate).toList();
    List<Replicates> replicates =
        judged.stream().map(member -> Replicates.of(member, figure)).toList();
    return Optional.of(new Extremes(independent, replicates));
  }

  /** Why fewer than two groups are judged. */
  String why(GroupFigure figure) {
    if (members.size() < 2) {
      return "one group only";
    }
    List<String> reasons =
        members.stream()
            .filter(Member::enough)
            .map(member -> leftOut(member, figure))
            .flatMap(Optional::stream)
            .filter(reason -> !reason.equals(TOO_FEW))
            .distinct()
            .toList();
    return reasons.isEmpty()
        ? FEWER_THAN_TWO
        : "fewer than two groups have this figure: " + String.join("; ", reasons);
  }

  /** Every group by a figure, and against the reference. */
  List<Finding.OfGroup> groups(GroupFigure figure, boolean ratios) {
    Optional<String> without = withoutReference(figure);
    Optional<Member> against = without.isPresent() ? Optional.empty() : reference;
    List<Finding.OfGroup> groups = new ArrayList<>();
    for (Member member : members) {
      Optional<String> leftOut = leftOut(member, figure);
      Optional<String> undefined = figure.undefined(member);
      Optional<Estimate> gap =
          leftOut.isPresent() || isReference(member)
              ? Optional.empty()
              : against.map(other -> gap(figure, member, other));
      groups.add(
          new Finding.OfGroup(
              member,
              undefined.map(Measure::undefined).orElseGet(() -> own(figure, member)),
              gap.map(estimate -> estimate.measure(z()))
                  .or(
                      () ->
                          leftOut.isPresent() || isReference(member)
                              ? Optional.empty()
                              : without.map(Measure::undefined)),
              ratios && gap.isPresent()
                  ? Optional.of(
                      estimate(figure, member).over(estimate(figure, against.orElseThrow()), z()))
                  : Optional.empty(),
              gap.map(estimate -> OptionalDouble.of(estimate.pValue()))
                  .orElse(OptionalDouble.empty()),
              isReference(member),
              leftOut));
    }
    return groups;
  }
}
