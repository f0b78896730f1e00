package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.evaluate.TinyTable;
import dev.holdout.measure.Confidence;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fairness of weighted rows, against sums over single rows. */
class WeightedFairnessTest {
  private static final Confidence CONFIDENCE = new Confidence(0.95, 100, 3);
  private static final FairnessSpec SPEC = FairnessSpec.of(1, CONFIDENCE);
  private static final int TABLES = 12;

  /** Benefits 0 and 1 of weights 1 and 100: ½·(1.01 − 1) and ln 1.01, however rows are divided. */
  @Test
  void inequalityDoesNotDependOnWhatDividesTheRows() {
    TinyTable rows =
        new TinyTable(
            List.of(
                new TinyTable.Case(0, 0, 1, 1, "a", 0), new TinyTable.Case(1, 0, 1, 100, "b", 1)));
    List<FairnessResult> divided = results(rows);
    Group whole = new Group(Groups.value("g", "all"), rows.counts());
    List<FairnessResult> undivided =
        GroupFairness.of(
            List.of(new Grouping(List.of("g"), List.of(whole))), TinyTable.THRESHOLD, SPEC);
    for (List<FairnessResult> results : List.of(divided, undivided)) {
      assertThat(value(results, "generalized_entropy_index")).isCloseTo(0.005, within(1e-12));
      assertThat(value(results, "theil_index")).isCloseTo(Math.log(1.01), within(1e-12));
    }
    assertThat(value(divided, "between_group_theil_index"))
        .isCloseTo(Math.log(1.01), within(1e-12));
    assertThat(value(divided, "within_group_theil_index")).isCloseTo(0, within(1e-12));
  }

  @Test
  void inequalityIsThatOfTheWeights() {
    SplittableRandom random = new SplittableRandom(31);
    for (int table = 0; table < TABLES; table++) {
      TinyTable rows = ofTwoGroups(random);
      List<FairnessResult> results = results(rows);
      for (double alpha : List.of(2.0, 1.0)) {
        String name = alpha == 2 ? "generalized_entropy_index" : "theil_index";
        double mean = mean(rows);
        if (mean == 0) {
          continue;
        }
        double whole = 0;
        double between = 0;
        for (TinyTable.Case one : rows.cases()) {
          whole += one.weight() / weight(rows) * term(alpha, benefit(one) / mean);
          between += one.weight() / weight(rows) * term(alpha, mean(rows.of(one.group())) / mean);
        }
        assertThat(value(results, name)).as(rows.toString()).isCloseTo(whole, within(1e-9));
        assertThat(value(results, "between_group_" + name)).isCloseTo(between, within(1e-9));
        assertThat(value(results, "within_group_" + name)).isCloseTo(whole - between, within(1e-9));
      }
    }
  }

  @Test
  void aCommonFactorAndRowsOfWeightZeroChangeNothing() {
    SplittableRandom random = new SplittableRandom(32);
    for (int table = 0; table < TABLES; table++) {
      TinyTable rows = ofTwoGroups(random);
      assertThat(results(rows.withAbsent(random))).isEqualTo(results(rows));
      same(rows.toString(), results(rows.scaled(1024)), results(rows));
    }
  }

  @Test
  void wholeWeightsAreSoManyRows() {
    SplittableRandom random = new SplittableRandom(33);
    for (int table = 0; table < TABLES; table++) {
      TinyTable rows = ofTwoGroups(random).weighingWhole();
      List<FairnessResult> repeated = results(rows.repeated());
      for (FairnessResult result : results(rows)) {
        Double value = result.value().orElse(Double.NaN);
        if (!value.isNaN()) {
          assertThat(value(repeated, result.metric()))
              .as(rows + result.metric())
              .isCloseTo(value, within(1e-9));
        }
      }
    }
  }

  private static TinyTable ofTwoGroups(SplittableRandom random) {
    TinyTable rows = TinyTable.random(random, 30 + random.nextInt(20));
    return new TinyTable(
        Stream.concat(
                rows.cases().stream(),
                Stream.of(
                    new TinyTable.Case(.7, 0, 1, 2, "a", 0),
                    new TinyTable.Case(.7, 0, 1, 3, "b", 1)))
            .toList());
  }

  private static void same(String as, List<FairnessResult> results, List<FairnessResult> expected) {
    for (int at = 0; at < results.size(); at++) {
      FairnessResult one = results.get(at);
      FairnessResult other = expected.get(at);
      assertThat(one.undefined()).as(as + one.metric()).isEqualTo(other.undefined());
      for (var ends :
          List.of(
              List.of(one.value(), other.value()),
              List.of(one.lower(), other.lower()),
              List.of(one.upper(), other.upper()))) {
        if (ends.get(1).isPresent() && !ends.get(1).get().isInfinite()) {
          assertThat(ends.get(0).orElseThrow())
              .as(as + one.metric())
              .isCloseTo(ends.get(1).get(), within(1e-7));
        }
      }
    }
  }

  private static double term(double alpha, double relative) {
    return alpha == 2
        ? (relative * relative - 1) / 2
        : relative == 0 ? 0 : relative * Math.log(relative);
  }

  private static double benefit(TinyTable.Case one) {
    return (one.decided() ? 1 : 0) - one.label() + 1;
  }

  private static double weight(TinyTable rows) {
    return rows.cases().stream().mapToDouble(TinyTable.Case::weight).sum();
  }

  private static double mean(TinyTable rows) {
    return rows.cases().stream().mapToDouble(one -> one.weight() * benefit(one)).sum()
        / weight(rows);
  }

  private static List<FairnessResult> results(TinyTable rows) {
    List<Group> groups =
        Stream.of("a", "b")
            .map(group -> new Group(Groups.value("g", group), rows.of(group).counts()))
            .toList();
    return GroupFairness.of(List.of(new Grouping(List.of("g"), groups)), TinyTable.THRESHOLD, SPEC);
  }

  private static double value(List<FairnessResult> results, String metric) {
    return Groups.result(results, metric).value().orElseThrow();
  }
}
