package dev.holdout.report.words;

import dev.holdout.split.LabelSpec;
import dev.holdout.split.SplitReport.Spread;
import java.util.stream.Collectors;

/** What is predicted, in words. */
public final class LabelWords {
  private static final int SHOWN = 8;

  private LabelWords() {}

  /** What a model predicts, in one clause. */
  public static String predicts(LabelSpec label) {
    String column = Names.shown(label.column());
    return switch (label.task()) {
      case BINARY -> "Predicts whether " + column + " is " + Names.shown(label.positive());
      case MULTICLASS -> "Predicts which of " + classes(label) + " " + column + " is";
      case REGRESSION -> "Predicts the number " + column;
    };
  }

  private static String classes(LabelSpec label) {
    return label.classes().stream().limit(SHOWN).map(Names::shown).collect(Collectors.joining(", "))
        + (label.classes().size() > SHOWN
            ? " and " + (label.classes().size() - SHOWN) + " others"
            : "");
  }

  /** How the numbers of a partition are spread, in one sentence. */
  public static String spread(String partition, Spread spread) {
    return partition
        + ": mean "
        + Numbers.value("mean", spread.mean())
        + ", standard deviation "
        + Numbers.value("mean", spread.deviation())
        + ", from "
        + Numbers.value("mean", spread.least())
        + " to "
        + Numbers.value("mean", spread.greatest())
        + ".";
  }
}
