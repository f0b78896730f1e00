package dev.holdout.jobs;

import dev.holdout.contract.ColumnType;
import dev.holdout.contract.Columns;
import dev.holdout.contract.Profile;
import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.contract.Profile.ValueCount;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.label.LabelEncoding;
import dev.holdout.measure.Task;
import dev.holdout.split.LabelReading;
import dev.holdout.split.LabelSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a label is, by its values: two classes, the positive one as stated or guessed; several
 * classes where values are few; a number where there are many, or where they are ordered.
 */
final class LabelProposer {
  /** Numbers with more values than this are no classes, unless stated. */
  private static final int CLASSES = 10;

  /** Texts with more values than this are no classes, unless these have rows enough. */
  private static final int ROWS_OF_CLASS = 20;

  private final Profile profile;
  private final ColumnProfile column;
  private final LabelClasses classes;

  /**
   * A proposer.
   *
   * @throws HoldoutException with code {@code USAGE} if there is no such column
   */
  LabelProposer(Profile profile, String label) {
    this.profile = profile;
    this.column =
        profile.columns().stream()
            .filter(candidate -> candidate.name().equals(label))
            .findFirst()
            .orElseThrow(() -> absent(label));
    this.classes = LabelClasses.of(column, profile.rows());
  }

  /**
   * A label with the evidence.
   *
   * @param why a sentence
   */
  record Proposal(LabelSpec label, LabelClasses classes, String why) {}

  /**
   * The label.
   *
   * @param positive the positive value; empty to guess it
   * @param task what is predicted; null to guess it
   * @throws HoldoutException with code {@code USAGE} if there is no such value, or if it takes a
   *     person to decide
   */
  Proposal propose(Optional<String> positive, @Nullable Task task) {
    if (positive.isPresent() && task != null && task != Task.BINARY) {
      throw wrong(
          "--positive with --task " + task.word(),
          "--positive for two classes only; remove one of both");
    }
    if (positive.isPresent()) {
      return positive(positive.get());
    }
    return switch (task == null ? guess() : task) {
      case BINARY -> binary();
      case MULTICLASS -> multiclass(task != null);
      case REGRESSION -> regression(task != null);
    };
  }

  private Task guess() {
    if (isNumber() && (column.distinct() > CLASSES || classes.order().isPresent())) {
      return Task.REGRESSION;
    }
    boolean several =
        classes.count() <= CLASSES
            || (!isNumber()
                && classes.count() <= LabelReading.MOST
                && classes.count() * ROWS_OF_CLASS <= profile.rows());
    return classes.count() > 2 && several ? Task.MULTICLASS : Task.BINARY;
  }

  private Proposal positive(String positive) {
    LabelEncoding encoding = LabelEncoding.positive(positive);
    if (classes.complete()
        && classes.values().stream().noneMatch(value -> encoding.same(value.value(), positive))) {
      throw wrong("--positive " + positive, "a value of " + column.name() + ": " + listed());
    }
    return new Proposal(new LabelSpec(column.name(), positive), classes, "");
  }

  private Proposal binary() {
    if (classes.count() != 2) {
      throw wrong(
          classes.count() + " values in column " + column.name() + " (" + listed() + ")",
          "two to "
              + CLASSES
              + ", or numbers, or --positive with the one that counts as positive against all"
              + " others, or --task multiclass for up to "
              + LabelReading.MOST);
    }
    List<String> two = classes.values().stream().map(ValueCount::value).toList();
    String guess =
        two.stream()
            .filter(value -> LabelEncoding.isYes(value) || value.strip().equalsIgnoreCase("pos"))
            .findFirst()
            .orElse(two.get(1));
    return new Proposal(new LabelSpec(column.name(), guess), classes, "");
  }

  private Proposal multiclass(boolean stated) {
    if (classes.count() < 2 || classes.count() > LabelReading.MOST) {
      throw wrong(
          classes.count() + " values in column " + column.name() + " (" + listed() + ")",
          "2 to " + LabelReading.MOST + " classes");
    }
    String number = isNumber() ? "; task: regression where their order and distance count" : "";
    return new Proposal(
        LabelSpec.multiclass(column.name(), List.of()),
        classes,
        counted() + (stated ? "" : number));
  }

  private Proposal regression(boolean stated) {
    if (!isNumber()) {
      throw wrong(
          "--task regression for the column "
              + column.name()
              + ", which is "
              + column.type().name().toLowerCase(Locale.ROOT)
              + " ("
              + listed()
              + ")",
          "a column of numbers");
    }
    String why =
        classes
            .order()
            .map(order -> order + "; task: multiclass treats them as classes")
            .orElseGet(() -> column.distinct() + " different numbers");
    return new Proposal(LabelSpec.regression(column.name()), classes, stated ? "" : why);
  }

  private boolean isNumber() {
    return column.type() == ColumnType.INTEGER || column.type() == ColumnType.NUMBER;
  }

  /** The classes with their rows; of many only how many. */
  private String counted() {
    String all = classes.count() + " values";
    return classes.complete() && classes.count() <= CLASSES
        ? all
            + ": "
            + classes.values().stream()
                .map(one -> one.value() + " " + String.format(Locale.ROOT, "%,d", one.rows()))
                .collect(Collectors.joining(", "))
        : all;
  }

  private String listed() {
    return classes.values().stream().map(ValueCount::value).collect(Collectors.joining(", "))
        + (classes.complete() ? "" : ", …");
  }

  private HoldoutException absent(String label) {
    return profile.renamed().stream()
        .filter(renamed -> renamed.header().contains(label))
        .findFirst()
        .map(
            renamed ->
                wrong(
                    "the column name " + renamed.found() + " for --label " + label,
                    renamed.once()
                        ? "--label " + renamed.called() + ", as the column is called"
                        : "one of these columns, which are called " + renamed.called()))
        .or(() -> omitted(label))
        .orElseGet(() -> wrong("--label " + label, "the name of a column: " + names()));
  }

  private Optional<HoldoutException> omitted(String label) {
    return profile.omitted().stream()
        .filter(label::equals)
        .findFirst()
        .map(
            left ->
                wrong(
                    "--label " + left + ", a column that is left out",
                    left.startsWith(Columns.RESERVED_PREFIX)
                        ? "a name that does not begin with _ (Holdout's own columns do): rename it"
                            + " in the source"
                        : "a column of single values"));
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
