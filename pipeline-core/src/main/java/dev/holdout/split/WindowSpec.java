package dev.holdout.split;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Lengths of time. A length is an ISO 8601 duration such as {@code P30D} or {@code PT6H} where the
 * time is a date or time stamp, and a number where the time is a number.
 *
 * @param training length of a sliding training window, before the gap and the horizon; expanding
 *     without it
 * @param validation length of a validation window; equal shares of the rows without it
 * @param gap between the last training row and the first validation row, at least
 * @param horizon how long after its time a row's label is known: training rows whose label matures
 *     when validation begins, or after, are purged
 * @param embargo after a validation window, until rows train again
 */
public record WindowSpec(
    Optional<Length> training,
    Optional<Length> validation,
    Optional<String> gap,
    Optional<String> horizon,
    Optional<String> embargo) {
  /** No lengths: expanding windows of equal shares, without a gap. */
  public static final WindowSpec NONE =
      new WindowSpec(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** A length of time or a share of the rows; exactly one is given. */
  public record Length(Optional<String> time, OptionalDouble share) {
    public Length {
      if (time.isPresent() == share.isPresent()) {
        throw new IllegalArgumentException("a length is a time or a share");
      }
    }

    /** A length of time. */
    public static Length of(String time) {
      return new Length(Optional.of(time), OptionalDouble.empty());
    }

    /** A share of the rows of Training. */
    public static Length share(double share) {
      return new Length(Optional.empty(), OptionalDouble.of(share));
    }
  }
}
