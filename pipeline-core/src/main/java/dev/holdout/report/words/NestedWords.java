package dev.holdout.report.words;

import dev.holdout.learn.NestedCrossValidation;
import java.util.List;
import java.util.stream.Collectors;

/** The figure of the search as a whole, in sentences. */
public final class NestedWords {
  private static final int MOST = 3;

  private NestedWords() {}

  /** The figure beside that of the winner. */
  public static String figure(NestedCrossValidation nested) {
    int digits = Numbers.digits(nested.metric()) + 1;
    String against = Numbers.decimal(Math.abs(nested.optimism()), digits);
    boolean same = against.equals(Numbers.decimal(0, digits));
    return "Selection itself, cross-validated: "
        + Glossary.title(nested.metric())
        + " "
        + Numbers.decimal(nested.figures().mean(), digits)
        + ", sd "
        + Numbers.decimal(nested.figures().standardDeviation(), digits)
        + ", over "
        + Numbers.count(nested.folds().size(), "fold", "folds")
        + ", each judged by a candidate chosen without it. The winner's own mean over "
        + (nested.folds().size() == 1 ? "it" : "them")
        + ", "
        + Numbers.decimal(nested.plain(), digits)
        + ", is "
        + (same
            ? "the same: the choice does not flatter it."
            : nested.optimism() > 0
                ? "better by " + against + ": so much of it is owed to the choice."
                : "worse by " + against + ": the choice does not flatter it.");
  }

  /** What was chosen, and which folds have no figure. */
  public static String choices(NestedCrossValidation nested) {
    List<String> chosen =
        nested.choices().entrySet().stream()
            .sorted((a, b) -> b.getValue() - a.getValue())
            .map(
                entry ->
                    Names.shown(entry.getKey(), 200)
                        + " in "
                        + Numbers.count(entry.getValue(), "fold", "folds"))
            .toList();
    return "Chosen: "
        + chosen.stream().limit(MOST).collect(Collectors.joining(", "))
        + (chosen.size() > MOST ? ", and " + (chosen.size() - MOST) + " others" : "")
        + "."
        + nested.skipped().stream()
            .limit(MOST)
            .map(skipped -> " Fold " + skipped.fold() + " has no figure: " + skipped.reason() + ".")
            .collect(Collectors.joining())
        + (nested.skipped().size() > MOST
            ? " " + (nested.skipped().size() - MOST) + " folds more have none."
            : "");
  }
}
