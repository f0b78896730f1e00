package dev.holdout.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.evaluate.McNemar;
import dev.holdout.evaluate.ModelComparison;
import dev.holdout.evaluate.ModelComparison.Difference;
import dev.holdout.evaluate.ModelComparison.Group;
import dev.holdout.evaluate.ModelComparison.Verdict;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class GateTest {
  private static final GateSpec SPEC = new GateSpec("roc_auc", 0.0, 0.05);

  @Test
  void promotesWhatIsBetterBeyondNoise() {
    GateDecision decision = new Gate(SPEC, true).decide("models/m@1", comparison(0.02, 0.01, 0.03));
    assertThat(decision.promoted()).isTrue();
    assertThat(decision.champion()).contains("models/m@1");
    assertThat(decision.reasons())
        .containsExactly(
            "The gain in roc_auc is +0.0200 (95 % interval +0.0100 to +0.0300) on 1,000 rows of"
                + " Test; no segment lost more than 0.0500 beyond noise.");
  }

  @Test
  void tellsTheLevelOfTheIntervalAndTheLooksItAllowsFor() {
    ModelComparison looked =
        comparison(IntervalLevel.over(0.95, 10), Measure.of(0.02, 0.01, 0.03, "delong"));
    assertThat(new Gate(SPEC, true).decide("models/m@1", looked).reasons().get(0))
        .startsWith(
            "The gain in roc_auc is +0.0200 (99.5 % interval for 10 looks at Test, +0.0100 to"
                + " +0.0300)");
  }

  @Test
  void saysWhatWasComparedWhereRowsWereNotPaired() {
    // Lower end 0.02 − √(0.03² + 0.04²) = −0.03, upper end 0.02 + √(0.03² + 0.04²) = 0.07
    ModelComparison unpaired =
        ModelComparison.unpaired(
            1000,
            "roc_auc",
            Measure.of(0.8, 0.76, 0.84, "delong"),
            Measure.of(0.82, 0.79, 0.85, "delong"),
            IntervalLevel.of(0.95),
            "Not paired.");
    assertThat(new Gate(SPEC, true).decide("m", unpaired).reasons())
        .containsExactly(
            "The gain in roc_auc is +0.0200 (95 % interval -0.0300 to +0.0700); its lower end must"
                + " exceed +0.0000.",
            "Not paired.");
    GateDecision tolerant =
        new Gate(new GateSpec("roc_auc", -0.04, 0.05), true).decide("m", unpaired);
    assertThat(tolerant.promoted()).isTrue();
    assertThat(tolerant.reasons())
        .containsExactly(
            "The gain in roc_auc is +0.0200 (95 % interval -0.0300 to +0.0700).", "Not paired.");
  }

  @Test
  void keepsTheChampionWhenTheGainMayBeNoise() {
    GateDecision decision =
        new Gate(SPEC, true).decide("models/m@1", comparison(0.02, -0.001, 0.041));
    assertThat(decision.promoted()).isFalse();
    assertThat(decision.reasons()).hasSize(1);
    assertThat(decision.reasons().get(0)).contains("its lower end must exceed +0.0000");
  }

  @Test
  void readsALossTheOtherWayRound() {
    GateSpec spec = new GateSpec("log_loss", 0.0, 0.05);
    assertThat(new Gate(spec, false).decide("m", comparison(-0.02, -0.03, -0.01)).promoted())
        .isTrue();
    assertThat(new Gate(spec, false).decide("m", comparison(0.02, 0.01, 0.03)).promoted())
        .isFalse();
  }

  @Test
  void keepsTheChampionWhenASegmentLosesBeyondNoise() {
    ModelComparison comparison =
        comparison(
            0.02,
            0.01,
            0.03,
            group(region("islands"), 90, Measure.of(-0.1, -0.14, -0.06, "delong")),
            group(region("north"), 900, Measure.of(-0.1, -0.2, 0.0, "delong")),
            group(region("west"), 20, Measure.undefined("no positives")),
            new Group(
                region("south"),
                3,
                0,
                new TreeMap<>(),
                new McNemar(0, 0, Optional.of(1.0), Optional.empty()),
                Verdict.TOO_FEW_ROWS,
                ""));
    GateDecision decision = new Gate(SPEC, true).decide("m", comparison);
    assertThat(decision.promoted()).isFalse();
    assertThat(decision.reasons())
        .containsExactly(
            "In region = islands (90 rows) roc_auc changes by -0.1000, at best -0.0600; more than"
                + " 0.0500 must not be lost.");
  }

  @Test
  void keepsTheChampionWhenACrossedSegmentLosesBeyondNoise() {
    Map<String, Optional<String>> crossed = new LinkedHashMap<>();
    crossed.put("region", Optional.of("islands"));
    crossed.put("sex", Optional.empty());
    GateDecision decision =
        new Gate(SPEC, true)
            .decide(
                "m",
                comparison(
                    0.02,
                    0.01,
                    0.03,
                    group(crossed, 90, Measure.of(-0.1, -0.14, -0.06, "delong"))));
    assertThat(decision.reasons())
        .containsExactly(
            "In region = islands, sex is null (90 rows) roc_auc changes by -0.1000, at best"
                + " -0.0600; more than 0.0500 must not be lost.");
  }

  @Test
  void cannotDecideOnAnUndefinedDifference() {
    assertThat(undecided(SPEC, Measure.undefined("no positives")))
        .isEqualTo("The difference in roc_auc is undefined: no positives.");
    assertThat(undecided(new GateSpec("ks", 0, 0.05), Measure.of(0.1, 0.05, 0.15, "delong")))
        .isEqualTo("The difference in ks is undefined: not compared.");
  }

  private static String undecided(GateSpec spec, Measure difference) {
    GateDecision decision =
        new Gate(spec, true).decide("m", comparison(IntervalLevel.of(0.95), difference));
    assertThat(decision.promoted()).isFalse();
    assertThat(decision.reasons()).hasSize(1);
    return decision.reasons().get(0);
  }

  private static Map<String, Optional<String>> region(String value) {
    return Map.of("region", Optional.of(value));
  }

  private static ModelComparison comparison(
      double difference, double lower, double upper, Group... segments) {
    return comparison(
        IntervalLevel.of(0.95), Measure.of(difference, lower, upper, "delong"), segments);
  }

  private static ModelComparison comparison(
      IntervalLevel level, Measure difference, Group... segments) {
    return new ModelComparison(
        1000,
        0,
        group(Map.of(), 1000, difference),
        List.of(segments),
        1,
        level,
        List.of(),
        Optional.empty());
  }

  /** A group in which two metrics differ alike and a third by much. */
  private static Group group(Map<String, Optional<String>> segment, long rows, Measure difference) {
    return new Group(
        segment,
        rows,
        rows / 10,
        new TreeMap<>(
            Map.of(
                "roc_auc", of(difference),
                "log_loss", of(difference),
                "brier", of(Measure.of(-9, -9, -9, "paired-t")))),
        new McNemar(0, 0, Optional.of(1.0), Optional.empty()),
        Verdict.NO_DIFFERENCE_SHOWN,
        "");
  }

  private static Difference of(Measure difference) {
    return new Difference(
        Measure.of(0.8),
        Measure.of(0.8),
        difference,
        Optional.empty(),
        Optional.empty(),
        Verdict.NO_DIFFERENCE_SHOWN);
  }
}
