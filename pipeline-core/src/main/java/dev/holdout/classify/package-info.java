/**
 * Metrics of classifiers of three or more classes, from mergeable counts.
 *
 * <p>Not for: two classes ({@code evaluate}), fitting.
 *
 * <p>Always holds: undefined is a value with a reason; nothing depends on the order or the division
 * of the rows.
 */
@NullMarked
package dev.holdout.classify;

import org.jspecify.annotations.NullMarked;
