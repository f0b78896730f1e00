package dev.holdout.workflow;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.workflow.TestLedger.Look;
import dev.holdout.workflow.TestLedger.Opening;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Why a Test stays sealed, and how to go on. */
final class Refusal {
  private static final int SHOWN = 10;

  private Refusal() {}

  /** Test was opened as often as {@code evaluation.max_openings} allows. */
  static HoldoutException of(Look look, List<Opening> earlier, int openings, int most) {
    return refusal(
        look,
        earlier,
        (openings == 1 ? "1 opening" : openings + " openings")
            + (openings > earlier.size()
                ? " on record (" + earlier.size() + " in runs/test_openings)"
                : "")
            + ", expected fewer than evaluation.max_openings = "
            + most,
        "evaluation.max_openings",
        " To look often, set evaluation.reusable_holdout.");
  }

  /** The reusable hold-out gave as many answers from Test as its budget allows. */
  static HoldoutException ofReusable(Look look, List<Opening> earlier, int budget) {
    return refusal(
        look,
        earlier,
        "the budget of its reusable hold-out spent, expected fewer answers from Test than"
            + " evaluation.reusable_holdout.budget = "
            + budget,
        "evaluation.reusable_holdout.budget",
        "");
  }

  private static HoldoutException refusal(
      Look look, List<Opening> earlier, String found, String key, String also) {
    return new HoldoutException(
        ErrorCode.TEST_BUDGET_SPENT,
        "Cannot open Test of datasets/"
            + look.pipeline()
            + " for "
            + look.model()
            + ": found "
            + found
            + "."
            + byWhom(earlier)
            + " No row of Test was read this time. "
            + remedy(key)
            + also);
  }

  private static String byWhom(List<Opening> earlier) {
    if (earlier.isEmpty()) {
      return "";
    }
    Opening last = earlier.get(earlier.size() - 1);
    return " It was opened by "
        + runs(earlier)
        + "; last at "
        + last.at().truncatedTo(ChronoUnit.SECONDS)
        + " by "
        + last.openedBy()
        + ", to "
        + last.look().purpose()
        + ".";
  }

  private static String runs(List<Opening> earlier) {
    List<String> runs =
        earlier.stream().map(opening -> "run " + opening.look().run()).distinct().toList();
    String listed =
        runs.stream().skip(Math.max(0, runs.size() - SHOWN)).collect(Collectors.joining(", "));
    return runs.size() > SHOWN ? listed + " and " + (runs.size() - SHOWN) + " runs before" : listed;
  }

  private static String remedy(String key) {
    return "To go on with this Test, raise "
        + key
        + " and run again: finished stages are kept. For a fresh Test, give new data to a pipeline"
        + " of another name, or move a Test by time on to newer rows, or set another split.seed"
        + " where Test is drawn at random: then most rows of the new Test were Training before, so"
        + " that earlier models have learned from them, the champion cannot be compared with and a"
        + " new one is promoted by hand (holdout models --promote); and what people learned from"
        + " the openings stays with them.";
  }
}
