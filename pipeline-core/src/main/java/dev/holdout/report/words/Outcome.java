package dev.holdout.report.words;

import dev.holdout.report.RunReport;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The verdict of the gate in one sentence, and why.
 *
 * @param kind what happened
 * @param headline one sentence
 * @param reasons one sentence each; the gate's own
 */
public record Outcome(Kind kind, String headline, List<String> reasons) {
  public Outcome {
    reasons = List.copyOf(reasons);
  }

  /** What the gate decided. */
  public enum Kind {
    /** The model became champion, either the first or in place of another. */
    PROMOTED("Promoted"),
    /** Another model stays champion. */
    KEPT("Champion kept"),
    /** The model did not become champion and there is none. */
    REFUSED("Not promoted");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The decision in one or two words. */
    public String word() {
      return word;
    }
  }

  /** What the gate decided in this run. */
  public static Outcome of(RunReport report) {
    String model = Names.shown(report.model().name()) + " version " + report.model().version();
    String champion = report.gate().champion().map(Outcome::version).orElse("");
    List<String> reasons =
        report.gate().reasons().stream().map(reason -> Names.shown(reason, 400)).toList();
    if (report.gate().promoted()) {
      String headline =
          champion.isEmpty()
              ? model + " is the first champion."
              : model + " replaces " + champion + " as champion.";
      return new Outcome(Kind.PROMOTED, headline, reasons);
    }
    return champion.isEmpty()
        ? new Outcome(Kind.REFUSED, model + " was not promoted; there is no champion.", reasons)
        : new Outcome(
            Kind.KEPT,
            "The champion, " + champion + ", stays; " + model + " did not pass.",
            reasons);
  }

  /** The reasons as one paragraph. */
  public String because() {
    return reasons.stream().map(Outcome::ended).collect(Collectors.joining(" "));
  }

  private static String version(String reference) {
    int at = reference.lastIndexOf('@');
    return at < 0 ? Names.shown(reference) : "version " + Names.shown(reference.substring(at + 1));
  }

  private static String ended(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }
}
