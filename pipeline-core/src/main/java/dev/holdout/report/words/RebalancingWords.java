package dev.holdout.report.words;

import dev.holdout.learn.Rebalancing;
import dev.holdout.rebalance.ClassCounts;
import dev.holdout.rebalance.Strategy;

/** What was done to the rows of the final fit, in sentences. */
public final class RebalancingWords {
  private static final double NEGATIVE = 0.0;
  private static final double POSITIVE = 1.0;

  private RebalancingWords() {}

  /** All of it. */
  public static String of(Rebalancing done) {
    boolean weighedOnly = done.strategy().equals(Strategy.NONE.id());
    StringBuilder words = new StringBuilder();
    words.append(
        weighedOnly
            ? "Rows were weighed in every fit."
            : "In every fit the training rows, and no others, were rebalanced: "
                + Names.shown(done.strategy(), 200)
                + ".");
    if (done.after().rows() != done.before().rows() || done.synthetic() > 0) {
      words
          .append(" The final fit saw ")
          .append(rows(done.after()))
          .append(" rows where there were ")
          .append(rows(done.before()))
          .append(
              done.synthetic() > 0
                  ? "; " + Numbers.count(done.synthetic()) + " of them were made up."
                  : ".");
    }
    double before = done.before().share(POSITIVE);
    double after = done.after().share(POSITIVE);
    if (Math.abs(before - after) > 1e-9) {
      words
          .append(" Positive rows weighed ")
          .append(Numbers.percent(after))
          .append(" of all, where they had weighed ")
          .append(Numbers.percent(before))
          .append("; scores were brought back to that share.");
    } else if (!weighedOnly) {
      words.append(" Both classes kept their weight, so that scores needed no correction.");
    }
    done.notes().forEach(note -> words.append(' ').append(Names.shown(note, 400)));
    return words.toString();
  }

  private static String rows(ClassCounts counts) {
    return Numbers.count(counts.of(NEGATIVE).rows())
        + " negative and "
        + Numbers.count(counts.of(POSITIVE).rows())
        + " positive";
  }
}
