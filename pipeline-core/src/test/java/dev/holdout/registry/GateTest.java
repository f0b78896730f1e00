package dev.holdout.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.evaluate.Comparison;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Optional;
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
            "The gain in roc_auc is +0.0200 (interval +0.0100 to +0.0300) on 1,000 rows of Test; no"
                + " segment lost more than 0.0500 beyond noise.");
  }

  @Test
  void tellsTheLevelOfTheIntervalAndTheLooksItAllowsFor() {
    Comparison known = comparison(0.02, 0.01, 0.03);
    Comparison looked =
        new Comparison(
            known.rows(),
            known.metric(),
            known.champion(),
            known.challenger(),
            known.difference(),
            known.segments(),
            Optional.of(IntervalLevel.over(0.95, 10)),
            Optional.empty());
    assertThat(new Gate(SPEC, true).decide("models/m@1", looked).reasons().get(0))
        .startsWith(
            "The gain in roc_auc is +0.0200 (99.5 % interval for 10 looks at Test, +0.0100 to"
                + " +0.0300)");
  }

  @Test
  void saysWhatWasComparedWhereRowsWereNotPaired() {
    // Lower end 0.02 − √(0.03² + 0.04²) = −0.03, upper end 0.02 + √(0.03² + 0.04²) = 0.07
    Comparison unpaired =
        Comparison.unpaired(
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
    Comparison comparison =
        comparison(
            0.02,
            0.01,
            0.03,
            new Comparison.SegmentComparison(
                "region", "islands", 90, Measure.of(-0.1, -0.14, -0.06, "bootstrap")),
            new Comparison.SegmentComparison(
                "region", "north", 900, Measure.of(-0.1, -0.2, 0.0, "bootstrap")),
            new Comparison.SegmentComparison(
                "region", "south", 3, Measure.undefined("no positives")));
    GateDecision decision = new Gate(SPEC, true).decide("m", comparison);
    assertThat(decision.promoted()).isFalse();
    assertThat(decision.reasons())
        .containsExactly(
            "In region = islands (90 rows) roc_auc changes by -0.1000, at best -0.0600; more than"
                + " 0.0500 must not be lost.");
  }

  @Test
  void cannotDecideOnAnUndefinedDifference() {
    Comparison comparison =
        new Comparison(
            10,
            "roc_auc",
            Measure.undefined("no positives"),
            Measure.undefined("no positives"),
            Measure.undefined("no positives"),
            List.of());
    GateDecision decision = new Gate(SPEC, true).decide("m", comparison);
    assertThat(decision.promoted()).isFalse();
    assertThat(decision.reasons())
        .containsExactly("The difference in roc_auc is undefined: no positives.");
  }

  private static Comparison comparison(
      double difference, double lower, double upper, Comparison.SegmentComparison... segments) {
    return new Comparison(
        1000,
        "roc_auc",
        Measure.of(0.8),
        Measure.of(0.8 + difference),
        Measure.of(difference, lower, upper, "bootstrap"),
        List.of(segments));
  }
}
