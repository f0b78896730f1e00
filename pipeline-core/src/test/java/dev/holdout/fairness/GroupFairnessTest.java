package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.lineage.Json;
import dev.holdout.measure.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupFairnessTest {
  private static final double FPR_GAP = 805 / 1795.0 - 349 / 1488.0;

  @Test
  void reproducesProPublica() {
    List<FairnessResult> results = Groups.results(Groups.COMPAS);
    // Published: FPR 44.85 and 23.45, FNR 27.99 and 47.72, PPV 0.63 and 0.59.
    assertGroups(results, "fpr_difference", 0.4485, 0.2345);
    assertGroups(results, "fnr_difference", 0.2799, 0.4772);
    assertThat(own(results, "predictive_parity_difference", 0)).isCloseTo(0.63, within(0.005));
    assertThat(own(results, "predictive_parity_difference", 1)).isCloseTo(0.59, within(0.005));
    // Dressel & Farid 2018, table 2, column D: accuracy 63.8 and 67.0.
    assertThat(own(results, "accuracy_difference", 0)).isCloseTo(0.638, within(0.0005));
    assertThat(own(results, "accuracy_difference", 1)).isCloseTo(0.670, within(0.0005));
    FairnessResult odds = Groups.result(results, "equalized_odds_difference");
    assertThat(odds.value().orElseThrow()).isCloseTo(FPR_GAP, within(1e-12));
    assertThat(odds.verdict()).isEqualTo(FairnessVerdict.BEYOND_NOISE);
    // Newcombe at 97.5 % for each rate, in Python: FPR 0.17742 to 0.24942, TPR 0.15447 to 0.23985
    assertThat(odds.lower().orElseThrow()).isCloseTo(0.1774219594447552, within(1e-9));
    assertThat(odds.upper().orElseThrow()).isCloseTo(0.24941732702406247, within(1e-9));
    assertThat(Groups.result(results, "average_odds_difference").value().orElseThrow())
        .isCloseTo((FPR_GAP + 1369 / 1901.0 - 505 / 966.0) / 2, within(1e-12));
    assertThat(Groups.result(results, "demographic_parity_ratio"))
        .satisfies(
            ratio -> {
              assertThat(ratio.value().orElseThrow())
                  .isCloseTo((854 / 2454.0) / (2174 / 3696.0), within(1e-12));
              assertThat(ratio.verdict()).isEqualTo(FairnessVerdict.BEYOND_NOISE);
            });
    assertThat(Groups.result(results, "treatment_equality_difference").value().orElseThrow())
        .isCloseTo(461 / 349.0 - 532 / 805.0, within(1e-12));
  }

  @Test
  void holdsGroupsAgainstTheLargest() {
    FairnessResult fpr = Groups.result(Groups.results(Groups.COMPAS), "fpr_ratio");
    GroupResult black = fpr.groups().get(0);
    GroupResult white = fpr.groups().get(1);
    assertThat(black.reference()).isTrue();
    assertThat(black.gap()).isEmpty();
    Measure gap = white.gap().orElseThrow();
    assertThat(gap.value().orElseThrow()).isCloseTo(-FPR_GAP, within(1e-12));
    assertThat(gap.lower().orElseThrow()).isCloseTo(-0.24502334032690656, within(1e-9));
    assertThat(gap.upper().orElseThrow()).isCloseTo(-0.18205318232698947, within(1e-9));
    // Equation 9 of Donner & Zou in Python: 0.4706 to 0.5807
    Measure ratio = white.ratio().orElseThrow();
    assertThat(ratio.lower().orElseThrow()).isCloseTo(0.47060204448222276, within(1e-9));
    assertThat(ratio.upper().orElseThrow()).isCloseTo(0.5806628812634584, within(1e-9));
    assertThat(white.pAdjusted().orElseThrow()).isLessThan(1e-20);
  }

  @Test
  void holdsGroupsAgainstTheReferenceAskedFor() {
    FairnessSpec spec =
        new FairnessSpec(30, Groups.CONFIDENCE, Map.of("race", Optional.of("Caucasian")));
    FairnessResult fpr =
        Groups.result(
            GroupFairness.of(List.of(Groups.COMPAS), Groups.THRESHOLD, spec), "fpr_difference");
    assertThat(fpr.groups().get(1).reference()).isTrue();
    assertThat(fpr.groups().get(0).gap().orElseThrow().value().orElseThrow())
        .isCloseTo(FPR_GAP, within(1e-12));
    FairnessSpec missing =
        new FairnessSpec(30, Groups.CONFIDENCE, Map.of("race", Optional.of("Martian")));
    assertThat(
            Groups.result(
                    GroupFairness.of(List.of(Groups.COMPAS), Groups.THRESHOLD, missing),
                    "fpr_difference")
                .groups())
        .allSatisfy(
            group ->
                assertThat(group.gap())
                    .contains(Measure.undefined("the reference group has no rows")));
  }

  @Test
  void agreesWithFairlearn() {
    // The example of fairlearn's user guide, every row ten times so that there are rows enough:
    // difference tpr 0.20, fpr 1.00, sel 0.25; ratio tpr 0.666667, fpr 0, sel 0.666667.
    int[] truth = {0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    int[] decided = {0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0};
    String values = "bbabbcccaacabccbcc";
    List<Group> groups = new ArrayList<>();
    for (String value : List.of("a", "b", "c")) {
      int[] cells = new int[4];
      for (int row = 0; row < truth.length; row++) {
        if (values.substring(row, row + 1).equals(value)) {
          cells[decided[row] == 1 ? 1 - truth[row] : 3 - truth[row]] += 10;
        }
      }
      groups.add(Groups.of("sf", value, cells[0], cells[1], cells[2], cells[3]));
    }
    List<FairnessResult> results = Groups.results(new Grouping(List.of("sf"), groups));
    assertValue(results, "equal_opportunity_difference", 0.2);
    assertValue(results, "fpr_difference", 1);
    assertValue(results, "demographic_parity_difference", 0.25);
    assertValue(results, "equal_opportunity_ratio", 2 / 3.0);
    assertValue(results, "fpr_ratio", 0);
    assertValue(results, "demographic_parity_ratio", 2 / 3.0);
    assertValue(results, "equalized_odds_difference", 1);
    assertValue(results, "equalized_odds_ratio", 0);
    assertValue(results, "average_odds_difference", 0.6);
  }

  @Test
  void groupsOfFewRowsAreNamedAndNotAmongTheExtremes() {
    Grouping grouping =
        new Grouping(
            List.of("race"),
            List.of(
                Groups.COMPAS.groups().get(0),
                Groups.COMPAS.groups().get(1),
                Groups.of("race", "null", 0, 9, 1, 0)));
    FairnessResult fpr = Groups.result(Groups.results(grouping), "fpr_difference");
    assertThat(fpr.value().orElseThrow()).isCloseTo(FPR_GAP, within(1e-12));
    GroupResult few = fpr.groups().get(2);
    assertThat(few.leftOut()).contains("too few rows to judge");
    assertThat(few.value()).contains(1.0);
    assertThat(few.rows()).contains(10L);
    assertThat(few.gap()).isEmpty();
  }

  @Test
  void undefinedHasAReasonAndFewRowsAVerdict() {
    List<FairnessResult> results =
        Groups.results(
            new Grouping(
                List.of("a"),
                List.of(Groups.of("a", "x", 40, 0, 60, 0), Groups.of("a", "y", 50, 0, 40, 0))));
    FairnessResult fpr = Groups.result(results, "fpr_difference");
    assertThat(fpr.undefined()).contains("fewer than two groups have this figure: no negatives");
    assertThat(fpr.verdict()).isEqualTo(FairnessVerdict.UNDEFINED);
    // Nobody is found falsely: no gap, and no ratio.
    assertValue(results, "fdr_difference", 0);
    assertThat(Groups.result(results, "fdr_ratio").undefined())
        .contains("the figure is 0 in every group");
    List<FairnessResult> few =
        Groups.results(
            new Grouping(
                List.of("a"),
                List.of(Groups.of("a", "x", 9, 4, 3, 2), Groups.of("a", "y", 50, 9, 40, 9))));
    assertThat(few)
        .filteredOn(result -> !result.metric().contains("entropy"))
        .filteredOn(result -> !result.metric().contains("theil"))
        .filteredOn(result -> !result.metric().equals("calibration_within_groups"))
        .allSatisfy(result -> assertThat(result.verdict()).isEqualTo(FairnessVerdict.TOO_FEW_ROWS));
  }

  @Test
  void groupsThatAreAlikeAreWithinNoise() {
    List<FairnessResult> results =
        Groups.results(
            new Grouping(
                List.of("a"),
                List.of(Groups.of("a", "x", 40, 20, 10, 80), Groups.of("a", "y", 38, 22, 11, 81))));
    assertThat(results)
        .filteredOn(result -> !result.metric().equals("demographic_parity_ratio"))
        .filteredOn(result -> result.verdict() != FairnessVerdict.NO_RULE)
        .filteredOn(result -> !result.metric().startsWith("calibration_within"))
        .allSatisfy(
            result -> {
              assertThat(result.verdict())
                  .as(result.metric())
                  .isEqualTo(FairnessVerdict.WITHIN_NOISE);
            });
    assertThat(Groups.result(results, "demographic_parity_ratio").verdict())
        .isEqualTo(FairnessVerdict.WITHIN_THE_RULE);
  }

  @Test
  void everyIntervalHoldsItsValue() {
    assertThat(Groups.results(Groups.COMPAS))
        .hasSize(FairnessMetrics.all().size())
        .allSatisfy(
            result -> {
              assertThat(result.value()).as(result.metric()).isPresent();
              assertThat(result.lower().orElseThrow()).isLessThanOrEqualTo(result.value().get());
              assertThat(result.upper().orElseThrow()).isGreaterThanOrEqualTo(result.value().get());
            });
  }

  @Test
  void hiddenGroupsArePartOfNothing() {
    List<FairnessResult> results =
        GroupFairness.of(
            List.of(Groups.COMPAS),
            Groups.THRESHOLD,
            Groups.SPEC,
            Set.of(Groups.value("race", "Caucasian")),
            "suppressed");
    assertThat(results)
        .filteredOn(result -> result.metric().endsWith("_difference"))
        .allSatisfy(result -> assertThat(result.undefined()).contains("one group only"));
    assertThat(Groups.result(results, "theil_index").undefined()).contains("suppressed");
    assertThat(Json.pretty(results)).doesNotContain("2454");
  }

  @Test
  void isWrittenAsPlainJson() {
    Grouping crossed =
        new Grouping(
            List.of("race", "sex"),
            List.of(
                new Group(Groups.value("race", "A", "sex", "F"), Groups.counts(40, 20, 10, 80)),
                new Group(Groups.value("race", "A", "sex", "null"), Groups.counts(20, 20, 9, 30))));
    FairnessResult result = Groups.result(Groups.results(crossed), "equalized_odds_difference");
    JsonNode json = Json.mapper().valueToTree(result);
    assertThat(json.get("metric").asText()).isEqualTo("equalized_odds_difference");
    assertThat(json.get("attributes").toString()).isEqualTo("[\"race\",\"sex\"]");
    assertThat(json.get("value").asDouble()).isCloseTo(0.2, within(1e-12));
    assertThat(json.get("lower").isNumber()).isTrue();
    assertThat(json.get("verdict").asText()).isEqualTo("within noise");
    assertThat(json.get("groups").get(1).get("group").toString())
        .isEqualTo("{\"race\":\"A\",\"sex\":null}");
    assertThat(json.get("groups").get(1).get("gap").get("value").isNumber()).isTrue();
    assertThat(json.get("groups").get(1).has("p_adjusted")).isTrue();
    assertThat(Json.read(Json.canonical(result), FairnessResult.class)).isEqualTo(result);
  }

  private static void assertGroups(
      List<FairnessResult> results, String metric, double first, double second) {
    assertThat(own(results, metric, 0)).isCloseTo(first, within(0.00005));
    assertThat(own(results, metric, 1)).isCloseTo(second, within(0.00005));
  }

  private static double own(List<FairnessResult> results, String metric, int group) {
    return Groups.result(results, metric).groups().get(group).value().orElseThrow();
  }

  private static void assertValue(List<FairnessResult> results, String metric, double expected) {
    assertThat(Groups.result(results, metric).value().orElseThrow())
        .as(metric)
        .isCloseTo(expected, within(1e-12));
  }
}
