package dev.holdout.jobs;

import dev.holdout.contract.ColumnType;
import dev.holdout.contract.Profile;
import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.contract.Profile.ValueCount;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.label.LabelEncoding;
import dev.holdout.split.LabelSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a label is, judged by its values: two classes, the positive one as told or guessed; several
 * classes where values are few; a number where there are many.
 */
record PositiveClass(Profile profile) {
  /** A column with more values than this has no classes. */
  private static final int CLASSES = 10;

  /** Of two classes: yes and no are two values however they are written. */
  private static final LabelEncoding TWO = LabelEncoding.yesOrNo();

  /**
   * The label.
   *
   * @throws HoldoutException with code {@code USAGE} if there is no such column or value, or if it
   *     takes a person to decide
   */
  LabelSpec label(String column, Optional<String> positive) {
    ColumnProfile found =
        profile.columns().stream()
            .filter(candidate -> candidate.name().equals(column))
            .findFirst()
            .orElseThrow(() -> absent(column));
    List<String> values = found.frequent().stream().map(ValueCount::value).toList();
    boolean complete = found.distinct() <= values.size();
    String listed = String.join(", ", values);
    if (positive.isPresent()) {
      LabelEncoding encoding = LabelEncoding.positive(positive.get());
      if (complete && values.stream().noneMatch(value -> encoding.same(value, positive.get()))) {
        throw wrong("--positive " + positive.get(), "a value of " + column + ": " + listed);
      }
      return new LabelSpec(column, positive.get());
    }
    boolean number = found.type() == ColumnType.INTEGER || found.type() == ColumnType.NUMBER;
    if (number && found.distinct() > CLASSES) {
      return LabelSpec.regression(column);
    }
    // Spellings of one value, the most frequent first.
    Map<String, String> classes = new LinkedHashMap<>();
    values.forEach(value -> classes.putIfAbsent(TWO.form(value.strip()), value));
    long distinct = complete ? classes.size() : found.distinct();
    if (distinct > 2 && distinct <= CLASSES) {
      return LabelSpec.multiclass(column, List.of());
    }
    if (distinct != 2) {
      throw wrong(
          found.distinct() + " values in column " + column + " (" + listed + ")",
          "two to "
              + CLASSES
              + ", or numbers, or --positive with the one that counts as positive against all"
              + " others");
    }
    List<String> two = List.copyOf(classes.values());
    String guess =
        two.stream()
            .filter(value -> LabelEncoding.isYes(value) || value.strip().equalsIgnoreCase("pos"))
            .findFirst()
            .orElse(two.get(1));
    return new LabelSpec(column, guess);
  }

  private HoldoutException absent(String column) {
    return profile.repeated().stream()
        .filter(repeated -> repeated.header().contains(column))
        .findFirst()
        .map(
            repeated ->
                wrong(
                    "the column name " + repeated.found() + " for --label " + column,
                    "one of these columns, which are called " + repeated.called()))
        .orElseGet(() -> wrong("--label " + column, "the name of a column: " + names()));
  }

  private String names() {
    String listed =
        String.join(", ", profile.columns().stream().limit(10).map(ColumnProfile::name).toList());
    return listed + (profile.columns().size() > 10 ? ", … (" + profile.columns().size() + ")" : "");
  }

  private static HoldoutException wrong(String found, String expected) {
    return new HoldoutException(
        ErrorCode.USAGE,
        "Cannot write a pipeline file: found " + found + ", expected " + expected + ".");
  }
}
