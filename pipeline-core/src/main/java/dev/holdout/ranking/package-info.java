/**
 * Metrics of rankings: items in the order of their scores, within queries.
 *
 * <p>Not for: ranking the rows of a table as a whole ({@code evaluate} has ROC AUC and lift).
 *
 * <p>Always holds: the query is the unit, so that intervals allow for rows of one query being
 * alike; undefined is a value with a reason; items of equal score count as in random order.
 */
@NullMarked
package dev.holdout.ranking;

import org.jspecify.annotations.NullMarked;
