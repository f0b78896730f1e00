package dev.holdout.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the values of a column are written, where that is not as Holdout reads them by default.
 *
 * @param number the form of its numbers
 * @param pattern the pattern of its dates or times
 * @param facts what speaks for it; or, for a column that stays text, what it looks like and how
 *     many values do not fit
 * @param remedy what to write in a pipeline file to read such a column nevertheless
 */
public record WrittenForm(
    NumberForm number, Optional<String> pattern, List<String> facts, Optional<String> remedy) {
  /** As Holdout reads values by default. */
  public static final WrittenForm USUAL =
      new WrittenForm(NumberForm.PLAIN, Optional.empty(), List.of(), Optional.empty());

  public WrittenForm {
    facts = List.copyOf(facts);
  }

  /** What to say of a column that stays text: what fits, what does not, what to write. */
  static WrittenForm doubtful(
      String what,
      ColumnType type,
      Map<String, String> keys,
      long fit,
      long values,
      Optional<String> misfit,
      List<String> doubts) {
    List<String> facts = new ArrayList<>();
    facts.add(
        fit == values
            ? "all " + values + " values are " + what
            : fit + " of " + values + " values are " + what);
    if (fit < values) {
      facts.add(
          (values - fit)
              + " do not fit"
              + misfit.map(text -> ", such as \"" + text + '"').orElse(""));
    }
    facts.addAll(doubts);
    return new WrittenForm(
        NumberForm.PLAIN,
        Optional.empty(),
        facts,
        Optional.of(
            "to read them so write "
                + written(type, keys)
                + (fit < values ? ", which puts the others into quarantine" : "")));
  }

  /** A column's type and keys as a pipeline file has them. */
  static String written(ColumnType type, Map<String, String> keys) {
    return keys.entrySet().stream()
        .map(key -> ", " + key.getKey() + ": \"" + key.getValue() + '"')
        .collect(Collectors.joining("", "{type: " + type.name().toLowerCase(Locale.ROOT), "}"));
  }
}
