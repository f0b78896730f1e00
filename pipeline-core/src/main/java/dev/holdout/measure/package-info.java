/**
 * A figure with its evidence: values with intervals, what a metric is and which way is better, the
 * intervals and tests that all kinds of metrics share.
 *
 * <p>Not for: metrics themselves, counts of rows.
 *
 * <p>Always holds: undefined is a value with a reason; an interval holds its value and names its
 * method.
 */
@NullMarked
package dev.holdout.measure;

import org.jspecify.annotations.NullMarked;
