/**
 * The study of rebalancing: does any strategy help, once scores are calibrated and thresholds
 * chosen? Strategies are fitted in the same folds with the same candidate, decided upon by
 * cross-fitting, and compared with intervals over rows and over folds.
 *
 * <p>Not for: choosing a strategy. What it finds is told to people; no model is made of it.
 */
@NullMarked
package dev.holdout.study;

import org.jspecify.annotations.NullMarked;
