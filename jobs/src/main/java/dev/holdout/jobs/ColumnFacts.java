package dev.holdout.jobs;

import dev.holdout.contract.ColumnType;
import dev.holdout.contract.HeaderNames;
import dev.holdout.contract.Profile;
import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.contract.Profile.ValueCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a profile says of a column, for the comments of a first pipeline file. */
record ColumnFacts(Profile profile) {
  /** A column with more values is not listed as one of few. */
  static final int FEW_VALUES = 10;

  private static final double MANY_VALUES = 0.5;
  private static final int WORDS_OF_TEXT = 4;

  /**
   * Facts in a comment.
   *
   * @param unnamed whether the header leaves the name out
   * @param taken texts that may mean "no value" and are taken as values
   */
  List<String> of(ColumnProfile column, boolean unnamed, List<ValueCount> taken) {
    List<String> facts = new ArrayList<>();
    if (unnamed) {
      facts.add("without a name in the header");
    }
    for (HeaderNames.Renamed renamed : profile.renamed()) {
      if (renamed.names().contains(column.name())) {
        facts.add(
            renamed.once()
                ? "called " + renamed.header().get(0) + " in the header"
                : "position "
                    + renamed.positions().get(renamed.names().indexOf(column.name()))
                    + " in the header, which repeats the name");
      }
    }
    if (missing(column) > 0) {
      facts.add(share(missing(column)) + " missing" + written(column));
    }
    long distinct = column.distinct() + taken.size();
    if (distinct <= FEW_VALUES) {
      facts.add(distinct + " distinct");
    }
    if (column.min().isPresent() && column.max().isPresent()) {
      facts.add(column.min().get() + " to " + column.max().get());
    }
    facts.addAll(column.written().facts());
    column.written().remedy().ifPresent(facts::add);
    column
        .suspected()
        .forEach(
            value ->
                facts.add(
                    "\""
                        + value.value()
                        + "\" in "
                        + rows(value.rows())
                        + (taken.contains(value)
                            ? " is taken as a value: if it says that there is none, move it from"
                                + " allowed to missing"
                            : ": missing, or a value?")));
    return facts;
  }

  /** In a column of texts, a text for "no value" may be a value all the same. */
  private static String written(ColumnProfile column) {
    if (column.type() != ColumnType.STRING) {
      return "";
    }
    List<String> letters =
        column.missing().stream()
            .filter(one -> one.value().chars().allMatch(Character::isLetter))
            .map(one -> "\"" + one.value() + "\" in " + rows(one.rows()))
            .toList();
    return letters.isEmpty()
        ? ""
        : " (" + String.join(", ", letters) + ": remove it from missing if it is a value)";
  }

  /** Why a column is no feature; empty if nothing speaks against it. */
  Optional<String> reasonToDrop(ColumnProfile column) {
    if (column.distinct() == 0) {
      return Optional.of("has no values");
    }
    if (column.constant() && missing(column) == 0) {
      return Optional.of(
          "has one value only"
              + column.frequent().stream().findFirst().map(one -> ": " + one.value()).orElse(""));
    }
    long filled = profile.rows() - missing(column);
    if (column.unique() && isIdentifier(column.type())) {
      return Optional.of("differs in every row: an identifier" + orText(column));
    }
    if (column.type() == ColumnType.STRING
        && column.distinct() > FEW_VALUES
        && column.distinct() > MANY_VALUES * filled) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "has almost as many values as rows, %,d in %,d: an identifier%s",
              column.distinct(),
              filled,
              orText(column)));
    }
    return Optional.empty();
  }

  private static String orText(ColumnProfile column) {
    return column.type() != ColumnType.STRING
        ? ""
        : column.frequent().stream()
                .anyMatch(one -> one.value().strip().split("\\s+").length >= WORDS_OF_TEXT)
            ? " or free text"
            : " or a name";
  }

  static boolean isIdentifier(ColumnType type) {
    return type == ColumnType.STRING || type == ColumnType.INTEGER;
  }

  static long missing(ColumnProfile column) {
    return column.nulls() + column.missing().stream().mapToLong(ValueCount::rows).sum();
  }

  static String rows(long count) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "row" : "rows");
  }

  String share(long rows) {
    double percent = 100.0 * rows / Math.max(1, profile.rows());
    return String.format(Locale.ROOT, percent < 0.1 ? "%.2g %%" : "%.1f %%", percent);
  }
}
