package dev.holdout.fairness;

/**
 * How unequally the benefits of decisions are spread: the generalised entropy index of b = ŷ − y +
 * 1, which is 0 for a positive that is missed, 1 for a right decision and 2 for a negative that is
 * let through. A positive decision is taken to be what people want; where it is a harm, read
 * negatives as positives.
 *
 * <p>With mean benefit μ over n rows: E = Σ ((b/μ)<sup>α</sup> − 1) / (n α (α − 1)); at α = 1 its
 * limit, Theil's index Σ (b/μ) ln(b/μ) / n with 0 ln 0 = 0. It falls into the part between groups
 * (every row given its group's mean) and the part within (Σ over groups g of nᵍ/n · (μᵍ/μ)<sup>α
 * </sup> Eᵍ), which add up exactly. A function of counts alone: right decisions, misses and false
 * alarms of each group.
 *
 * <p>Source: Speicher et al. 2018.
 *
 * @param alpha above 0; 2 is half the squared coefficient of variation
 */
record BenefitEntropy(double alpha) {
  BenefitEntropy {
    if (!(alpha > 0 && Double.isFinite(alpha))) {
      throw new IllegalArgumentException("alpha " + alpha);
    }
  }

  /**
   * Rows by benefit. Those of several groups are on one scale: what rows weigh, not the effective
   * rows of each group, which depend on how rows are divided.
   *
   * @param none with benefit 0
   * @param one with benefit 1
   * @param two with benefit 2
   */
  record Benefits(double none, double one, double two) {
    static Benefits of(GroupCells cells) {
      return new Benefits(cells.fn(), cells.tp() + cells.tn(), cells.fp());
    }

    Benefits plus(Benefits other) {
      return new Benefits(none + other.none, one + other.one, two + other.two);
    }

    Benefits times(double factor) {
      return new Benefits(factor * none, factor * one, factor * two);
    }

    double rows() {
      return none + one + two;
    }

    double mean() {
      return (one + 2 * two) / rows();
    }
  }

  /** The index of rows of which some have a benefit. */
  double index(Benefits benefits) {
    double mean = benefits.mean();
    double sum =
        benefits.none * term(0) + benefits.one * term(1 / mean) + benefits.two * term(2 / mean);
    return Math.max(0, sum / benefits.rows());
  }

  /** The part of the index of all rows that is between groups. */
  double between(Iterable<Benefits> groups) {
    Benefits all = all(groups);
    double sum = 0;
    for (Benefits group : groups) {
      sum += group.rows() == 0 ? 0 : group.rows() * term(group.mean() / all.mean());
    }
    return Math.max(0, sum / all.rows());
  }

  static Benefits all(Iterable<Benefits> groups) {
    Benefits all = new Benefits(0, 0, 0);
    for (Benefits group : groups) {
      all = all.plus(group);
    }
    return all;
  }

  private double term(double relative) {
    if (alpha == 1) {
      return relative == 0 ? 0 : relative * Math.log(relative);
    }
    return (Math.pow(relative, alpha) - 1) / (alpha * (alpha - 1));
  }
}
