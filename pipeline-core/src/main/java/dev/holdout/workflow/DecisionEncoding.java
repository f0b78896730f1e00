package dev.holdout.workflow;

import dev.holdout.contract.TextNumbers;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.label.LabelEncoding;
import dev.holdout.label.LabelValue;
import dev.holdout.label.LabelValues;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How decisions for one of two classes are read: by the label's values where all of them are such
 * values, else by the words for yes and no where no value of the label is one of these or all of
 * them are.
 */
final class DecisionEncoding {
  private final EvaluationRequest request;
  private final String positive;
  private final LabelEncoding plain = LabelEncoding.classes(List.of());

  private DecisionEncoding(EvaluationRequest request, String positive) {
    this.request = request;
    this.positive = positive;
  }

  /**
   * The encoding of the decisions; a scan where the positive value is named.
   *
   * @param labels the encoding of the label
   * @throws HoldoutException with {@code DATA_CONTRACT} where decisions could mean either class
   */
  static LabelEncoding of(
      EvaluationRequest request, PredictionTable table, String decisions, LabelEncoding labels) {
    if (request.positive().isEmpty() || !table.areThere(request.label(), decisions)) {
      return labels;
    }
    List<Map<String, Long>> counts = table.counts(List.of(request.label(), decisions));
    return new DecisionEncoding(request, request.positive().get())
        .of(decisions, counts.get(0), counts.get(1), labels);
  }

  private LabelEncoding of(
      String column,
      Map<String, Long> labels,
      Map<String, Long> decisions,
      LabelEncoding encoding) {
    Set<String> known = known(encoding, labels.keySet());
    known.add(positive);
    Set<String> decided = known(encoding, decisions.keySet());
    if (forms(known).containsAll(forms(decided))) {
      return encoding;
    }
    boolean words = decided.stream().allMatch(LabelEncoding::isYesOrNo);
    boolean named = known.stream().noneMatch(LabelEncoding::isYes);
    boolean isYes = LabelEncoding.isYes(positive);
    if (words && (isYes || (named && !LabelEncoding.isYesOrNo(positive)))) {
      return LabelEncoding.yesOrNo();
    }
    throw request.refused(
        ErrorCode.DATA_CONTRACT,
        LabelValue.listed(LabelValues.of(encoding, decisions).all())
            + " in \""
            + column
            + "\" (--prediction) and "
            + LabelValue.listed(LabelValues.of(encoding, labels).all())
            + " in \""
            + request.label()
            + "\" (--label)",
        "decisions that are values of the label"
            + ((LabelEncoding.isYesOrNo(positive) && !isYes) || !named
                ? ""
                : ", or 1 and 0 or yes and no"),
        areScores(decisions.keySet())
            ? scoresRemedy(column)
            : "Write the decisions as the label writes its values.");
  }

  /** Whether values that are no decisions are scores: numbers, some with a fraction. */
  static boolean areScores(Collection<String> texts) {
    boolean fraction = false;
    for (String text : texts) {
      if (text == null) {
        continue;
      }
      OptionalDouble number = TextNumbers.number(text.strip());
      if (number.isEmpty()) {
        return false;
      }
      fraction |= number.getAsDouble() != Math.rint(number.getAsDouble());
    }
    return fraction;
  }

  /** What to do with scores that were said to be decisions. */
  static String scoresRemedy(String column) {
    return "These are scores, not decisions: name the column with --score "
        + column
        + " instead, and the threshold with --threshold.";
  }

  private static Set<String> known(LabelEncoding encoding, Collection<String> texts) {
    Set<String> known = new HashSet<>();
    texts.forEach(text -> encoding.known(text).ifPresent(known::add));
    return known;
  }

  private Set<String> forms(Set<String> known) {
    Set<String> forms = new HashSet<>();
    known.forEach(value -> forms.add(plain.form(value.strip())));
    return forms;
  }
}
