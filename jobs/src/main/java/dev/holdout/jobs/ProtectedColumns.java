package dev.holdout.jobs;

import dev.holdout.config.PipelineDraft.Suggestion;
import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.contract.Profile.ValueCount;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Columns that look like attributes by which people must not be treated unfairly, by their name or
 * their values. The list follows the grounds of discrimination that laws name (Article 21 of the
 * EU's Charter of Fundamental Rights, Title VII of the US Civil Rights Act).
 */
final class ProtectedColumns {
  /** Whole words of a name, which {@code _}, blanks and capitals divide. */
  private static final Pattern NAMES =
      Pattern.compile(
          "\\b(sex|gender|race|ethnic|ethnicity|ethnic group|skin colou?r|age|ages|age group|birth"
              + "|birth ?date|birthday|date of birth|dob|born|birth ?year|senior|senior citizen"
              + "|religion|religious|faith|belief|disability|disabilities|disabled|handicap"
              + "|nationality|nation|native country|country of birth|citizen|citizenship|migrant"
              + "|immigrant|foreign worker|marital|marital status|married|civil status"
              + "|personal status|pregnant|pregnancy|maternity|sexual orientation|orientation"
              + "|veteran|indigenous|aboriginal|caste|tribe|mother tongue|native language)\\b");

  private static final List<Set<String>> VALUES =
      List.of(
          Set.of("male", "female", "man", "woman", "non-binary", "nonbinary", "diverse"),
          Set.of("m", "f"),
          Set.of(
              "white",
              "black",
              "asian",
              "hispanic",
              "latino",
              "latina",
              "african-american",
              "africanamerican",
              "caucasian",
              "asian-pac-islander",
              "amer-indian-eskimo",
              "native american"),
          Set.of(
              "married",
              "single",
              "divorced",
              "widowed",
              "separated",
              "never-married",
              "married-civ-spouse"),
          Set.of(
              "christian",
              "catholic",
              "protestant",
              "muslim",
              "islam",
              "hindu",
              "jewish",
              "buddhist",
              "sikh",
              "orthodox"));

  private static final int FEW = 20;

  private ProtectedColumns() {}

  /** Why a column is one; empty if nothing speaks for it. */
  static Optional<Suggestion> of(ColumnProfile column) {
    String words =
        column
            .name()
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
            .replaceAll("[^A-Za-z]+", " ")
            .strip()
            .toLowerCase(Locale.ROOT);
    Matcher name = NAMES.matcher(words);
    if (name.find()) {
      return Optional.of(new Suggestion(column.name(), "its name says \"" + name.group() + "\""));
    }
    List<String> values =
        column.frequent().stream()
            .map(ValueCount::value)
            .filter(value -> VALUES.stream().anyMatch(known -> known.contains(word(value))))
            .toList();
    boolean some =
        column.distinct() <= FEW
            && VALUES.stream()
                .anyMatch(
                    known -> values.stream().filter(one -> known.contains(word(one))).count() >= 2);
    return some
        ? Optional.of(new Suggestion(column.name(), "has the values " + String.join(", ", values)))
        : Optional.empty();
  }

  private static String word(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }
}
