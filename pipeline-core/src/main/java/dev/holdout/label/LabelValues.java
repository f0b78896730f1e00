package dev.holdout.label;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The values of a column, each with the class that it stands for.
 *
 * @param known values that stand for a class, in the order in which they were given
 * @param none texts that say "no value"; their number is −1
 * @param unknown texts that stand for no class; their number is −1
 */
public record LabelValues(List<LabelValue> known, List<LabelValue> none, List<LabelValue> unknown) {
  private static final int NO_CLASS = -1;

  public LabelValues {
    known = List.copyOf(known);
    none = List.copyOf(none);
    unknown = List.copyOf(unknown);
  }

  /**
   * Reads the values of a column.
   *
   * @param rows of each text
   */
  public static LabelValues of(LabelEncoding encoding, Map<String, Long> rows) {
    List<LabelValue> known = new ArrayList<>();
    List<LabelValue> none = new ArrayList<>();
    List<LabelValue> unknown = new ArrayList<>();
    rows.forEach(
        (text, count) -> {
          OptionalInt number = encoding.number(text);
          if (number.isPresent()) {
            known.add(new LabelValue(text, count, number.getAsInt()));
          } else {
            (encoding.known(text).isPresent() ? unknown : none)
                .add(new LabelValue(text, count, NO_CLASS));
          }
        });
    return new LabelValues(known, none, unknown);
  }

  /** All of them. */
  public List<LabelValue> all() {
    List<LabelValue> all = new ArrayList<>(known);
    all.addAll(unknown);
    all.addAll(none);
    return all;
  }

  /** The known values of a class. */
  public List<LabelValue> of(int number) {
    return known.stream().filter(value -> value.number() == number).toList();
  }

  /** The classes that are written in more than one way, each with its spellings. */
  public Map<Integer, List<LabelValue>> spellings() {
    Map<Integer, List<LabelValue>> spellings = new TreeMap<>();
    known.forEach(
        value -> spellings.computeIfAbsent(value.number(), unseen -> new ArrayList<>()).add(value));
    spellings.values().removeIf(values -> values.size() < 2);
    return spellings;
  }

  /**
   * Negative values that are neither yes nor no where the positive value is one of these and the
   * other occurs: most likely no answers at all.
   *
   * @param stated values that count as negative all the same
   */
  public List<LabelValue> besideYesAndNo(String positive, List<String> stated) {
    List<LabelValue> negatives = of(0);
    if (!LabelEncoding.isYesOrNo(positive)
        || negatives.stream().noneMatch(value -> LabelEncoding.isYesOrNo(value.value()))) {
      return List.of();
    }
    LabelEncoding encoding = LabelEncoding.positive(positive, stated);
    return negatives.stream()
        .filter(value -> !LabelEncoding.isYesOrNo(value.value()))
        .filter(value -> stated.stream().noneMatch(one -> encoding.same(one, value.value())))
        .toList();
  }

  /** Values that are one where they differ in their spelling alone. */
  public static Map<String, List<LabelValue>> byForm(
      LabelEncoding encoding, List<LabelValue> values) {
    Map<String, List<LabelValue>> forms = new LinkedHashMap<>();
    values.forEach(
        value ->
            forms
                .computeIfAbsent(
                    encoding.form(encoding.known(value.value()).orElse("")),
                    unseen -> new ArrayList<>())
                .add(value));
    return forms;
  }
}
