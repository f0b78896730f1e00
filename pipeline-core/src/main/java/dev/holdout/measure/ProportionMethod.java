package dev.holdout.measure;

/** How intervals of proportions are made. */
public enum ProportionMethod {
  /** {@link Wilson}: covers as often as it says on the average over shares. */
  WILSON {
    @Override
    public Estimate estimate(double hits, double trials) {
      return Wilson.estimate(hits, trials);
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
