/**
 * Preprocessing: planned from the schema, fitted for all folds in one scan of training rows, a
 * Spark ML transformer once fitted.
 *
 * <p>Not for: labels, rebalancing, selection of features.
 *
 * <p>Always: a fold learns from its training blocks alone; what is learned is the same to the bit
 * however rows are partitioned and ordered; vectors hold neither NaN nor infinities. A kind of
 * column is three classes: the plan that says what is counted and learned, the state that counts,
 * and the fitted column that encodes.
 */
@NullMarked
package dev.holdout.feature;

import org.jspecify.annotations.NullMarked;
