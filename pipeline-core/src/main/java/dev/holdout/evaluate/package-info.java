/**
 * Metrics with intervals and counts, overall and by segment, from mergeable counts; two models on
 * the same rows.
 *
 * <p>One scan gives the counts of (score, label) of every segment; values, intervals, comparisons
 * and curves are functions of those counts, computed on the driver. A metric is one class and one
 * line in {@link dev.holdout.evaluate.Metrics}. {@code Judge} does this for every task; what a task
 * counts and measures is its {@link dev.holdout.measure.Scorecard}.
 *
 * <p>Not for: choosing a threshold, calibrating scores, deciding whether a model is promoted.
 *
 * <p>Always holds: undefined is a value with a reason; an interval holds its value and names its
 * method; nothing depends on the order or the division of the rows.
 */
@NullMarked
package dev.holdout.evaluate;

import org.jspecify.annotations.NullMarked;
