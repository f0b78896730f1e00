package dev.holdout.report.words;

import dev.holdout.decide.DecisionReport;
import dev.holdout.decide.ThresholdEvidence;
import dev.holdout.decide.ThresholdEvidence.Mistakes;
import dev.holdout.decide.ThresholdEvidence.Review;
import dev.holdout.decide.ThresholdEvidence.Rival;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the decisions are worth, in sentences for whoever has to answer for them. */
public final class DecisionWords {
  private static final int LONGEST = 300;

  private final ThresholdEvidence evidence;
  private final String unit;
  private final String interval;

  private DecisionWords(ThresholdEvidence evidence) {
    this.evidence = evidence;
    this.unit = evidence.unit().map(text -> "\u00a0" + Names.shown(text, 20)).orElse("");
    String level = Numbers.decimal(100 * evidence.level(), 1).replaceFirst("[.]0$", "");
    this.interval = level + "\u00a0% interval ";
  }

  /** For a report that has evidence. */
  public static Optional<DecisionWords> of(DecisionReport decision) {
    return decision.evidence().map(DecisionWords::new);
  }

  /** The threshold's interval in brackets, or nothing where it was given. */
  public String thresholdInterval() {
    Measure threshold = evidence.threshold();
    return threshold.lower().isEmpty() || threshold.upper().isEmpty()
        ? ""
        : " ("
            + interval
            + Numbers.threshold(threshold.lower().get())
            + "–"
            + Numbers.threshold(threshold.upper().get())
            + ")";
  }

  /** How good the decisions are, on rows that the threshold was not chosen on. */
  public String objective() {
    String same =
        " On the very rows that the threshold was chosen on it is "
            + value(evidence.sameRows())
            + "; such a figure flatters.";
    if (evidence.crossFitted().value().isEmpty()) {
      return evidence.objective()
          + " of the out-of-fold decisions: "
          + value(evidence.sameRows())
          + within(evidence.sameRows())
          + ", on the rows that the threshold was chosen on, and so too good.";
    }
    return evidence.objective()
        + " of the decisions, each fold's by a threshold that was chosen without it: "
        + value(evidence.crossFitted())
        + within(evidence.crossFitted())
        + "."
        + same;
  }

  /** What goes wrong, and what that costs. */
  public String mistakes() {
    Mistakes mistakes = evidence.mistakes();
    StringBuilder words = new StringBuilder("Of ");
    words.append(Numbers.count(evidence.rows(), "training row", "training rows"));
    words.append(", ").append(Numbers.count(mistakes.falsePositives()));
    words.append(mistakes.falsePositives() == 1 ? " is" : " are");
    words.append(" flagged wrongly and ").append(Numbers.count(mistakes.falseNegatives()));
    words.append(" of the ").append(Numbers.count(evidence.positives(), "positive", "positives"));
    words.append(mistakes.falseNegatives() == 1 ? " is missed." : " are missed.");
    mistakes
        .falsePositiveCost()
        .ifPresent(cost -> words.append(" A wrong flag costs ").append(amount(cost)).append('.'));
    mistakes
        .falseNegativeCost()
        .ifPresent(
            cost ->
                words
                    .append(" A missed positive costs ")
                    .append(amount(cost))
                    .append(" on average."));
    return words.toString();
  }

  /** A sentence for each comparison. */
  public List<String> comparisons() {
    return evidence.rivals().stream().map(this::comparison).toList();
  }

  private String comparison(Rival rival) {
    String other =
        switch (rival.kind()) {
          case NEVER -> "doing nothing";
          case ALWAYS -> "flagging every row";
          case ONE_COLUMN ->
              "the best rule of one column (" + Names.shown(rival.words(), LONGEST) + ")";
        };
    String allowed =
        rival.meets() ? "" : " That would not meet what is demanded of the decisions, though.";
    if (rival.gain().value().isEmpty()) {
      return "Against "
          + other
          + " nothing can be said: "
          + Names.clause(rival.gain().undefined().orElse(""), LONGEST)
          + "."
          + allowed;
    }
    double gain = rival.gain().value().get();
    return (evidence.smallerIsBetter() ? saved(other, rival.gain()) : better(other, rival, gain))
        + unsure(rival.gain())
        + allowed;
  }

  private String saved(String other, Measure gain) {
    double value = gain.value().orElse(0.0);
    return "Against "
        + other
        + " the model "
        + (value < 0 ? "loses " : "saves ")
        + amount(1_000 * Math.abs(value))
        + " for every 1,000 rows"
        + (gain.lower().isEmpty() || gain.upper().isEmpty()
            ? ""
            : " ("
                + interval
                + number(1_000 * (value < 0 ? -gain.upper().get() : gain.lower().get()))
                + " to "
                + number(1_000 * (value < 0 ? -gain.lower().get() : gain.upper().get()))
                + ")")
        + ", "
        + amount(evidence.rows() * Math.abs(value))
        + " over these "
        + Numbers.count(evidence.rows(), "row", "rows")
        + ".";
  }

  private String better(String other, Rival rival, double gain) {
    return "Against "
        + other
        + ", "
        + evidence.objective()
        + " "
        + value(rival.value())
        + ", the model is "
        + (gain < 0 ? "worse by " : "better by ")
        + Numbers.decimal(Math.abs(gain), 3)
        + (rival.gain().lower().isEmpty() || rival.gain().upper().isEmpty()
            ? ""
            : " ("
                + interval
                + Numbers.signed(rival.gain().lower().get(), 3)
                + " to "
                + Numbers.signed(rival.gain().upper().get(), 3)
                + ")")
        + ".";
  }

  private static String unsure(Measure gain) {
    boolean zero = gain.lower().orElse(0.0) <= 0 && gain.upper().orElse(0.0) >= 0;
    return zero && gain.lower().isPresent() ? " That is within chance." : "";
  }

  /** What is left to a person; nothing where nothing is. */
  public List<String> review() {
    List<String> words = new ArrayList<>();
    evidence.review().ifPresent(review -> words.addAll(of(review)));
    return words;
  }

  private List<String> of(Review review) {
    List<String> words = new ArrayList<>();
    words.add(
        "A person decides "
            + Numbers.percent(review.share())
            + " of the rows: those with a score from "
            + Numbers.threshold(review.lower())
            + " and below "
            + Numbers.threshold(review.upper())
            + ".");
    review
        .saving()
        .flatMap(Measure::value)
        .ifPresent(
            saving ->
                words.add(
                    (review.costOfReview().isPresent()
                            ? "At " + amount(review.costOfReview().get()) + " a review this "
                            : "Before what the person's time costs, this ")
                        + (saving < 0 ? "loses " : "saves ")
                        + amount(1_000 * Math.abs(saving))
                        + " for every 1,000 rows, if the person is right."));
    review
        .decided()
        .ifPresent(
            decided ->
                words.add(
                    evidence.objective()
                        + " of the rows that the model decides alone: "
                        + value(decided)
                        + within(decided)
                        + "."));
    return words;
  }

  /** What a reader must know. */
  public List<String> notes() {
    return evidence.notes().stream().map(note -> Names.shown(note, 2 * LONGEST)).toList();
  }

  private String value(Measure measure) {
    return measure
        .value()
        .map(value -> evidence.smallerIsBetter() ? amount(value) : Numbers.decimal(value, 3))
        .orElse(Numbers.UNDEFINED);
  }

  private String within(Measure measure) {
    return measure.lower().isEmpty() || measure.upper().isEmpty()
        ? ""
        : " ("
            + interval
            + number(measure.lower().get())
            + " to "
            + number(measure.upper().get())
            + ")";
  }

  private String amount(double value) {
    return number(value) + unit;
  }

  /** About four digits that count. */
  private static String number(double value) {
    double size = Math.abs(value);
    return Numbers.decimal(value, size >= 1_000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3);
  }
}
