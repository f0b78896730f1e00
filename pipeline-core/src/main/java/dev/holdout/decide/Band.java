package dev.holdout.decide;

/**
 * Probabilities at which a person decides: from {@code lower} on and below {@code upper}.
 *
 * @param lower at least 0
 * @param upper above it; above 1 where no decision is positive without a person
 */
public record Band(double lower, double upper) {
  public Band {
    if (!(lower >= 0 && lower < upper && Double.isFinite(upper))) {
      throw new IllegalArgumentException("from " + lower + " to " + upper);
    }
  }

  /** Whether a person decides. */
  public boolean holds(double probability) {
    return probability >= lower && probability < upper;
  }
}
