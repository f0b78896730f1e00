package dev.holdout.measure;

/** How intervals of proportions are made. */
public enum ProportionMethod {
  /** {@link ModifiedWilson}: Wilson's, with care where there are few hits or misses. */
  WILSON {
    @Override
    public Estimate estimate(double hits, double trials) {
      return ModifiedWilson.estimate(hits, trials);
    }
  },
  /** {@link ClopperPearson}: never covers less often than it says, and is wider. */
  CLOPPER_PEARSON {
    @Override
    public Estimate estimate(double hits, double trials) {
      return ClopperPearson.estimate(hits, trials);
    }
  };

  /**
   * The share with its intervals.
   *
   * @param trials more than 0
   */
  public abstract Estimate estimate(double hits, double trials);
}
