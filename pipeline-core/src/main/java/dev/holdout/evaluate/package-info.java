/**
 * Metrics with intervals and counts, overall and by segment, from mergeable counts. Undefined is a
 * value with a reason.
 */
@NullMarked
package dev.holdout.evaluate;

import org.jspecify.annotations.NullMarked;
