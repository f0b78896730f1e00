package dev.holdout.decide;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.apache.spark.sql.Column;

/**
 * Turns scores into probabilities.
 *
 * <p>Invariant: never falls where the score rises, stays within [0, 1], and knows no NaN.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NoCalibration.class, name = "none"),
  @JsonSubTypes.Type(value = Temperature.class, name = "temperature"),
  @JsonSubTypes.Type(value = Platt.class, name = "platt"),
  @JsonSubTypes.Type(value = Beta.class, name = "beta"),
  @JsonSubTypes.Type(value = Isotonic.class, name = "isotonic")
})
public sealed interface Calibrator extends Serializable
    permits NoCalibration, Temperature, Platt, Beta, Isotonic {
  /** Which one; never {@link CalibratorKind#AUTO}. */
  CalibratorKind kind();

  /**
   * The probability that a row with this score is positive.
   *
   * @param score not NaN
   */
  double calibrate(double score);

  /** The same for a column of doubles that are neither null nor NaN. */
  Column calibrate(Column score);
}
