package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FairnessWordsTest {
  @Test
  void saysWhatIsBeyondNoiseInOneSentence() {
    List<String> words = FairnessWords.verdicts(Groups.results(Groups.COMPAS), 0.95);
    assertThat(words).hasSize(1);
    assertThat(words.get(0))
        .startsWith(
            "race: groups differ beyond noise in selection rates (smallest over largest) 0.59 (95 %"
                + " interval 0.")
        .contains("false and true positive rates 0.21 (95 % interval 0.18 to 0.25)")
        .contains("the four-fifths rule is broken");
  }

  @Test
  void namesGroupsThatAreNotJudged() {
    Grouping grouping =
        new Grouping(
            List.of("a"),
            List.of(
                Groups.of("a", "x", 40, 20, 10, 80),
                Groups.of("a", "y", 38, 22, 11, 81),
                Groups.of("a", "null", 1, 2, 3, 4)));
    String words = FairnessWords.verdicts(Groups.results(grouping), 0.95).get(0);
    assertThat(words)
        .contains("the four-fifths rule is kept")
        .endsWith("; not judged, having too few rows: a is null (10 rows).");
    Grouping few =
        new Grouping(
            List.of("a"),
            List.of(Groups.of("a", "x", 4, 2, 1, 8), Groups.of("a", "y", 3, 2, 1, 8)));
    assertThat(FairnessWords.verdicts(Groups.results(few), 0.95).get(0))
        .startsWith("a: too few rows to judge");
  }

  @Test
  void saysWhichDefinitionsConflictAndWhy() {
    List<String> words =
        FairnessConflicts.of(
            Groups.results(Groups.COMPAS), List.of(Groups.COMPAS), Groups.THRESHOLD, 0.95);
    // 1901/3696 and 966/2454 are positive. Precision 1874/3028, misses 993/2867 over both:
    // 0.5143/0.4857 · 0.3811/0.6189 · 0.6536 = 0.426; 0.3936/0.6064 · … = 0.261
    assertThat(words.get(0))
        .startsWith(
            "Base rates differ by race: 51 % of the rows of race = African-American are positive,"
                + " 39 % of those of race = Caucasian (difference 0.12 (95 % interval 0.");
    assertThat(words.get(1))
        .contains("precision of 0.62 and miss rate of 0.35")
        .contains("0.43 for race = African-American and 0.26 for race = Caucasian");
    assertThat(words.get(2)).startsWith("Demographic parity conflicts with equalised odds");
    assertThat(words.get(3)).startsWith("Here neither holds");
  }

  @Test
  void chouldechovasIdentityHoldsInEveryGroup() {
    // ProPublica's counts: FPR 805/1795 from base rate, precision and misses of that group
    assertThat(FairnessConflicts.alarmsNeeded(1901 / 3696.0, 1369 / 2174.0, 532 / 1901.0))
        .isCloseTo(805 / 1795.0, within(1e-12));
  }

  @Test
  void saysNothingOfConflictsWhereBaseRatesMayBeAlike() {
    Grouping alike =
        new Grouping(
            List.of("a"),
            List.of(Groups.of("a", "x", 40, 20, 10, 80), Groups.of("a", "y", 20, 42, 31, 59)));
    assertThat(FairnessConflicts.of(Groups.results(alike), List.of(alike), Groups.THRESHOLD, 0.95))
        .isEmpty();
  }
}
