package dev.holdout.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is to be said of how a label was read, where that is not plain.
 *
 * @param spellings that values which are written in more than one way are one, in a sentence each
 * @param complement that more than one value counts as negative
 */
public record LabelNotes(List<String> spellings, Optional<String> complement) {
  private static final int POSITIVE = 1;
  private static final int NEGATIVE = 0;

  public LabelNotes {
    spellings = List.copyOf(spellings);
  }

  /**
   * Of two classes.
   *
   * @param positive the value that counts as positive; empty for the words for yes and no
   * @param shown a value in a sentence
   */
  public static LabelNotes binary(
      String column,
      Optional<String> positive,
      LabelValues values,
      Function<LabelValue, String> shown) {
    LabelEncoding encoding = LabelEncoding.binary(positive, List.of());
    List<String> spellings = new ArrayList<>();
    List<LabelValue> positives = values.of(POSITIVE);
    boolean otherWord =
        positive.isPresent()
            && positives.stream()
                .anyMatch(
                    value ->
                        !LabelForm.of(value.value().strip())
                            .equals(LabelForm.of(positive.get().strip())));
    if (positives.size() > 1 || otherWord) {
      spellings.add(
          String.format(
              "%s %s as positive in \"%s\"%s.",
              listed(positives, shown),
              positives.size() == 1 ? "counts" : "count",
              column,
              positive.map(value -> ", like \"" + value + "\"").orElse("")));
    }
    var forms = LabelValues.byForm(encoding, values.of(NEGATIVE));
    forms.values().stream()
        .filter(one -> one.size() > 1)
        .forEach(
            one ->
                spellings.add(
                    String.format(
                        "%s are one negative value in \"%s\".", listed(one, shown), column)));
    return new LabelNotes(
        spellings,
        forms.size() > 1
            ? Optional.of(
                String.format(
                    "All values of \"%s\" but \"%s\" count as negative: %s.",
                    column, positive.orElse("1"), listed(values.of(NEGATIVE), shown)))
            : Optional.empty());
  }

  /** Of several classes. */
  public static LabelNotes classes(
      String column, List<String> classes, LabelValues values, Function<LabelValue, String> shown) {
    List<String> spellings = new ArrayList<>();
    values
        .spellings()
        .forEach(
            (number, one) ->
                spellings.add(
                    String.format(
                        "%s are one class in \"%s\": \"%s\".",
                        listed(one, shown), column, classes.get(number))));
    return new LabelNotes(spellings, Optional.empty());
  }

  /** All sentences. */
  public List<String> all() {
    List<String> all = new ArrayList<>(spellings);
    complement.ifPresent(all::add);
    return List.copyOf(all);
  }

  private static String listed(List<LabelValue> values, Function<LabelValue, String> shown) {
    String listed =
        values.stream().limit(LabelValue.LISTED).map(shown).collect(Collectors.joining(", "));
    return values.size() > LabelValue.LISTED
        ? listed + " and " + (values.size() - LabelValue.LISTED) + " more"
        : listed;
  }
}
