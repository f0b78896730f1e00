/**
 * Rebalancing: what makes a rare class count for more in a fit. It sees the training rows of that
 * fit and nothing else.
 */
@NullMarked
package dev.holdout.rebalance;

import org.jspecify.annotations.NullMarked;
