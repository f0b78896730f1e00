package dev.holdout.tune;

import java.util.List;

/** What has hyperparameters: a learner, a rebalancer. */
public interface Tunable {
  /** Its name in configurations and results. */
  String name();

  /** What can be set, with defaults and ranges. */
  List<Hyperparameter> hyperparameters();
}
