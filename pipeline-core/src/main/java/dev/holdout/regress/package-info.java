/**
 * Metrics of predicted numbers, from mergeable sums and counts.
 *
 * <p>Not for: fitting.
 *
 * <p>Always holds: undefined is a value with a reason; nothing depends on the order or the division
 * of the rows.
 */
@NullMarked
package dev.holdout.regress;

import org.jspecify.annotations.NullMarked;
