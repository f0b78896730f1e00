package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.holdout.error.ErrorCode;
import dev.holdout.label.LabelEncoding;
import dev.holdout.label.LabelNotes;
import dev.holdout.label.LabelValue;
import dev.holdout.label.LabelValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Labels and decisions of two classes. Where the scan meets more than one spelling of a class, the
 * values are counted, which takes one more.
 */
final class MetTwoClasses implements MetLabels {
  private static final String UNKNOWN_LABELS = "unknown_labels";
  private static final String UNKNOWN_DECISIONS = "unknown_decisions";
  private static final String POSITIVES = "positives";
  private static final List<String> CLASSES = List.of("negative", "positive");
  private static final String FIRST = "first ";
  private static final String LAST = "last ";

  private final EvaluationRequest request;
  private final PredictionTable table;
  private final LabelEncoding encoding;
  private Optional<LabelValues> counted = Optional.empty();

  MetTwoClasses(EvaluationRequest request, PredictionTable table) {
    this.request = request;
    this.table = table;
    this.encoding = LabelEncoding.binary(request.positive(), request.classes());
  }

  @Override
  public List<Column> figures() {
    List<Column> figures = new ArrayList<>();
    Column known = table.known(request.label(), encoding);
    Column label = col(ReadPredictions.LABEL);
    figures.add(count_if(known.isNotNull().and(label.isNull())).as(UNKNOWN_LABELS));
    figures.add(count_if(label.equalTo(1.0)).as(POSITIVES));
    for (int number = 0; number < CLASSES.size(); number++) {
      Column ofClass = when(label.equalTo((double) number), known);
      figures.add(min(ofClass).as(FIRST + CLASSES.get(number)));
      figures.add(max(ofClass).as(LAST + CLASSES.get(number)));
    }
    request
        .prediction()
        .ifPresent(
            name ->
                figures.add(
                    count_if(
                            table
                                .known(name, encoding)
                                .isNotNull()
                                .and(col(ReadPredictions.PREDICTION).isNull()))
                        .as(UNKNOWN_DECISIONS)));
    return figures;
  }

  @Override
  public void check(Map<String, Object> met) {
    String label = "column \"" + request.label() + "\" (--label)";
    if (MetPredictions.number(met, UNKNOWN_LABELS) > 0) {
      List<LabelValue> values = values().all();
      throw request.refused(
          ErrorCode.USAGE,
          "the values " + LabelValue.listed(values) + " in " + label,
          "0 and 1, yes and no, or two values of which one is named",
          values.size() == 2
              ? "Say which counts as positive: "
                  + option(values.get(0))
                  + " or "
                  + option(values.get(1))
                  + "."
              : "Name the positive value with --positive VALUE, or say --task multiclass or"
                  + " --task regression.");
    }
    if (MetPredictions.number(met, POSITIVES) == 0 && request.positive().isPresent()) {
      throw request.refused(
          ErrorCode.USAGE,
          "no row whose "
              + request.label()
              + " is "
              + request.positive().get()
              + ", but "
              + LabelValue.listed(values().all()),
          "a value of " + label,
          "Correct --positive.");
    }
    if (MetPredictions.number(met, UNKNOWN_DECISIONS) > 0) {
      String name = request.prediction().orElseThrow();
      List<LabelValue> decisions =
          LabelValues.of(encoding, table.counts(List.of(name)).get(0)).all();
      throw request.refused(
          ErrorCode.DATA_CONTRACT,
          "the values "
              + LabelValue.listed(decisions)
              + " in column \""
              + name
              + "\" (--prediction) and "
              + LabelValue.listed(values().all())
              + " in "
              + label,
          "decisions of 1 and 0, yes and no, or values of the label",
          DecisionEncoding.areScores(decisions.stream().map(LabelValue::value).toList())
              ? DecisionEncoding.scoresRemedy(name)
              : "Write the decisions as the label writes its values, or name another column.");
    }
    severalValues(met).ifPresent(this::refuseThird);
  }

  private void refuseThird(LabelValues values) {
    List<LabelValue> third =
        request
            .positive()
            .map(positive -> values.besideYesAndNo(positive, request.classes()))
            .orElse(List.of());
    if (!third.isEmpty()) {
      throw request.refused(
          ErrorCode.DATA_CONTRACT,
          String.format(
              "%,d rows with %s in column \"%s\" (--label)",
              LabelValue.rows(third), LabelValue.listed(third), request.label()),
          "two values, since --positive is " + request.positive().orElseThrow(),
          "If these count as negative, name all values: --classes VALUE,VALUE,…; otherwise leave"
              + " such rows or their labels empty.");
    }
  }

  @Override
  public List<String> notes(Map<String, Object> met) {
    return severalValues(met)
        .map(
            values ->
                LabelNotes.binary(
                        request.label(), request.positive(), values, request.limits()::shown)
                    .all())
        .orElse(List.of());
  }

  /** The label's values if a class has several, or one that is not as it was named. */
  private Optional<LabelValues> severalValues(Map<String, Object> met) {
    boolean several = false;
    for (String name : CLASSES) {
      several |= !Objects.equals(met.get(FIRST + name), met.get(LAST + name));
    }
    several |=
        request.positive().isPresent()
            && !request.positive().equals(Optional.ofNullable(met.get(FIRST + CLASSES.get(1))));
    return several ? Optional.of(values()) : Optional.empty();
  }

  /** The values of the label, the most frequent first. */
  private LabelValues values() {
    if (counted.isEmpty()) {
      counted =
          Optional.of(LabelValues.of(encoding, table.counts(List.of(request.label())).get(0)));
    }
    return counted.get();
  }

  private static String option(LabelValue value) {
    String text = value.value().strip();
    return "--positive "
        + (text.matches("[\\w.:,+-]+") ? text : "'" + text.replace("'", "'\\''") + "'");
  }
}
