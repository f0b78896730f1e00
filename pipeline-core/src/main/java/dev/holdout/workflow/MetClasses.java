package dev.holdout.workflow;

import dev.holdout.contract.TextNumbers;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.label.LabelEncoding;
import dev.holdout.label.LabelNotes;
import dev.holdout.label.LabelValue;
import dev.holdout.label.LabelValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The classes of predictions that no score and no option names: the values of label and prediction,
 * numbers by size. A class is called by the label's most frequent spelling.
 *
 * @param classes ascending
 * @param notes which spellings are one class
 */
record MetClasses(List<String> classes, List<String> notes) {
  private static final LabelEncoding PLAIN = LabelEncoding.classes(List.of());

  MetClasses {
    classes = List.copyOf(classes);
    notes = List.copyOf(notes);
  }

  static MetClasses named(List<String> classes) {
    return new MetClasses(classes, List.of());
  }

  /**
   * Finds them; a scan.
   *
   * @throws HoldoutException with {@code DATA_CONTRACT} where label and prediction have no class in
   *     common
   */
  static MetClasses of(EvaluationRequest request, PredictionTable table) {
    List<String> columns = new ArrayList<>(List.of(request.label()));
    request.prediction().ifPresent(columns::add);
    List<Map<String, Long>> counts = table.counts(columns);
    Map<String, String> names = new LinkedHashMap<>();
    add(counts.get(0), names);
    int ofLabel = names.size();
    if (columns.size() > 1) {
      Map<String, String> predicted = new LinkedHashMap<>();
      add(counts.get(1), predicted);
      predicted.forEach(names::putIfAbsent);
      if (ofLabel > 0 && !predicted.isEmpty() && names.size() == ofLabel + predicted.size()) {
        throw disjoint(request, columns.get(1), counts);
      }
    }
    List<String> classes = new ArrayList<>(names.values());
    classes.sort(
        Comparator.<String>comparingDouble(
                name -> TextNumbers.number(name).orElse(Double.NEGATIVE_INFINITY))
            .thenComparing(Comparator.naturalOrder()));
    LabelEncoding encoding = LabelEncoding.classes(classes);
    List<String> notes = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      LabelValues values = LabelValues.of(encoding, counts.get(at));
      notes.addAll(
          LabelNotes.classes(columns.get(at), classes, values, request.limits()::shown).all());
      missing(request, columns.get(at), values, classes).ifPresent(notes::add);
    }
    return new MetClasses(classes, notes);
  }

  /** Texts that are taken for "no value" and may be classes, and how to say that they are. */
  private static Optional<String> missing(
      EvaluationRequest request, String column, LabelValues values, List<String> classes) {
    List<LabelValue> texts = values.none().stream().filter(one -> !one.value().isBlank()).toList();
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(classes);
    texts.forEach(one -> all.add(one.value().strip()));
    return Optional.of(
        "In the column \""
            + column
            + "\" "
            + texts.stream().map(request.limits()::shown).collect(Collectors.joining(", "))
            + " is taken as missing, and such rows are excluded. If it is a class, name all"
            + " classes: --classes "
            + String.join(",", all)
            + ".");
  }

  private static void add(Map<String, Long> counts, Map<String, String> names) {
    counts
        .keySet()
        .forEach(
            text ->
                PLAIN.known(text).ifPresent(known -> names.putIfAbsent(PLAIN.form(known), known)));
  }

  private static HoldoutException disjoint(
      EvaluationRequest request, String prediction, List<Map<String, Long>> counts) {
    return request.refused(
        ErrorCode.DATA_CONTRACT,
        listed(counts.get(0))
            + " in \""
            + request.label()
            + "\" (--label) and "
            + listed(counts.get(1))
            + " in \""
            + prediction
            + "\" (--prediction)",
        "classes that both have",
        "Write the predictions as the label writes its classes, or --task regression for"
            + " numbers.");
  }

  private static String listed(Map<String, Long> counts) {
    return LabelValue.listed(LabelValues.of(PLAIN, counts).unknown());
  }
}
