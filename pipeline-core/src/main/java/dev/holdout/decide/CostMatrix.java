package dev.holdout.decide;

import dev.holdout.error.Problems;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What each kind of decision costs.
 *
 * <p>Where all four are the same in every row, a wrong decision must cost more than a right one, on
 * either side; otherwise one decision would be best whatever the score. Source: Elkan 2001.
 *
 * @param unit what costs are counted in, such as {@code EUR}
 */
public record CostMatrix(
    Cost falsePositive,
    Cost falseNegative,
    Cost truePositive,
    Cost trueNegative,
    Optional<String> unit) {
  /** Costs of mistakes that are the same in every row; right decisions cost nothing. */
  public static CostMatrix of(double falsePositive, double falseNegative) {
    return of(Cost.of(falsePositive), Cost.of(falseNegative));
  }

  /** Costs of mistakes; right decisions cost nothing. */
  public static CostMatrix of(Cost falsePositive, Cost falseNegative) {
    return new CostMatrix(falsePositive, falseNegative, Cost.NONE, Cost.NONE, Optional.empty());
  }

  /** The columns that costs are multiplied with, in the order of their names. */
  public List<String> columns() {
    TreeSet<String> columns = new TreeSet<>();
    Stream.of(falsePositive, falseNegative, truePositive, trueNegative)
        .forEach(cost -> cost.column().ifPresent(columns::add));
    return List.copyOf(columns);
  }

  /** What all the decisions cost. */
  double of(Outcome outcome) {
    return falsePositive.of(outcome.fp(), outcome.fpAmount())
        + falseNegative.of(outcome.fn(), outcome.fnAmount())
        + truePositive.of(outcome.tp(), outcome.tpAmount())
        + trueNegative.of(outcome.tn(), outcome.tnAmount());
  }

  void check(Problems problems) {
    check("false positive", falsePositive, "true negative", trueNegative, problems);
    check("false negative", falseNegative, "true positive", truePositive, problems);
  }

  private static void check(
      String mistake, Cost wrong, String success, Cost right, Problems problems) {
    if (!Double.isFinite(wrong.factor()) || !Double.isFinite(right.factor())) {
      problems.add(
          "decision",
          "costs "
              + wrong.words()
              + " of a "
              + mistake
              + " and "
              + right.words()
              + " of a "
              + success,
          "finite numbers",
          "");
    } else if (wrong.column().isEmpty()
        && right.column().isEmpty()
        && !(wrong.factor() > right.factor())) {
      problems.add(
          "decision",
          "cost "
              + wrong.words()
              + " of a "
              + mistake
              + " and "
              + right.words()
              + " of a "
              + success,
          "the mistake to cost more",
          "");
    } else if (wrong.column().isPresent() && !(wrong.factor() > 0)) {
      problems.add(
          "decision",
          "factor " + Wording.number(wrong.factor()) + " for the cost of a " + mistake,
          "a factor above 0",
          "");
    }
  }

  String words() {
    StringBuilder words = new StringBuilder("a false positive at ");
    words.append(falsePositive.words());
    boolean right = !truePositive.equals(Cost.NONE) || !trueNegative.equals(Cost.NONE);
    words.append(right ? ", a false negative at " : " and a false negative at ");
    words.append(falseNegative.words());
    if (right) {
      words.append(", a true positive at ").append(truePositive.words());
      words.append(" and a true negative at ").append(trueNegative.words());
    }
    return words.toString();
  }
}
