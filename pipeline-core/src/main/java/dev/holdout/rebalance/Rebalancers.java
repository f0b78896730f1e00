package dev.holdout.rebalance;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.List;
import java.util.stream.Collectors;

/** The list of all rebalancers. */
public final class Rebalancers {
  private static final List<Rebalancer> ALL =
      List.of(
          new NoRebalancing(),
          new BalancedWeights(),
          new ExplicitWeights(),
          new EffectiveNumberWeights(),
          new Undersampling(false),
          new Undersampling(true),
          new Oversampling(),
          new Smote(),
          BorderlineSmote.first(),
          BorderlineSmote.second(),
          new Adasyn(),
          new TomekLinks(),
          new EditedNearestNeighbors(),
          CleanedSmote.byTomekLinks(),
          CleanedSmote.byEditing());

  private Rebalancers() {}

  /** All of them. */
  public static List<Rebalancer> all() {
    return ALL;
  }

  /**
   * The rebalancer of a strategy.
   *
   * @throws HoldoutException with code {@code CONFIGURATION} if there is none of that name
   */
  public static Rebalancer of(String name) {
    return ALL.stream()
        .filter(rebalancer -> rebalancer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new HoldoutException(
                    ErrorCode.CONFIGURATION,
                    "Cannot rebalance: found the strategy \""
                        + name
                        + "\", expected one of "
                        + ALL.stream().map(Rebalancer::name).collect(Collectors.joining(", "))));
  }
}
