package dev.holdout.fairness;

import dev.holdout.measure.Described;

/**
 * A figure of how differently groups are treated. Each says what it is in its definition; {@link
 * FairnessMetrics} lists them.
 */
interface GroupMetric extends Described {
  Finding find(Comparison comparison);
}
