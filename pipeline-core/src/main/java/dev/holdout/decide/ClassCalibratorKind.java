package dev.holdout.decide;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdout.learn.OutOfFoldProbabilities;
import java.util.Optional;

/** How the probabilities of several classes are calibrated. */
public enum ClassCalibratorKind {
  /** They stay as they are. */
  @JsonProperty("none")
  NONE,
  /** {@link ClassTemperature}. */
  @JsonProperty("temperature")
  TEMPERATURE,
  /** {@link Dirichlet}. */
  @JsonProperty("dirichlet")
  DIRICHLET;

  /** The calibrator that out-of-fold rows ask for; empty for none. */
  Optional<ClassCalibrator> from(OutOfFoldProbabilities outOfFold) {
    return switch (this) {
      case NONE -> Optional.empty();
      case TEMPERATURE -> Optional.of(ClassTemperature.fit(outOfFold));
      case DIRICHLET -> Optional.of(Dirichlet.fit(outOfFold));
    };
  }
}
