package dev.holdout.jobs;

import dev.holdout.contract.ColumnType;
import dev.holdout.contract.Profile;
import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.contract.Profile.ValueCount;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.split.LabelSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a label is, judged by its values: two classes, the positive one as told or guessed; several
 * classes where values are few; a number where there are many.
 */
record PositiveClass(Profile profile) {
  /** A column with more values than this has no classes. */
  private static final int CLASSES = 10;

  private static final List<String> WORDS =
      List.of("1", "true", "yes", "y", "t", "positive", "pos");

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
            .orElseThrow(() -> wrong("--label " + column, "the name of a column: " + names()));
    List<String> values = found.frequent().stream().map(ValueCount::value).toList();
    String listed = String.join(", ", values);
    if (positive.isPresent()) {
      if (!values.contains(positive.get()) && found.distinct() <= values.size()) {
        throw wrong("--positive " + positive.get(), "a value of " + column + ": " + listed);
      }
      return new LabelSpec(column, positive.get());
    }
    boolean number = found.type() == ColumnType.INTEGER || found.type() == ColumnType.NUMBER;
    if (number && found.distinct() > CLASSES) {
      return LabelSpec.regression(column);
    }
    if (found.distinct() > 2 && found.distinct() <= CLASSES) {
      return LabelSpec.multiclass(column, List.of());
    }
    if (found.distinct() != 2) {
      throw wrong(
          found.distinct() + " values in column " + column + " (" + listed + ")",
          "two to "
              + CLASSES
              + ", or numbers, or --positive with the one that counts as positive against all"
              + " others");
    }
    String guess =
        values.stream()
            .filter(value -> WORDS.contains(value.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElse(values.get(1));
    return new LabelSpec(column, guess);
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
