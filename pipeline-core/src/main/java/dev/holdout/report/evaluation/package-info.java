/**
 * The report of an evaluation of any model's predictions: the record of what was found, and its
 * JSON.
 *
 * <p>Always holds: every figure has a value or a reason, never NaN; a null segment value is JSON
 * null; what was withheld is said to be.
 */
@NullMarked
package dev.holdout.report.evaluation;

import org.jspecify.annotations.NullMarked;
