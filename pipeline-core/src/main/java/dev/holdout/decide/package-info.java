/**
 * From scores to decisions: calibration, thresholds, costs. Fitted on out-of-fold scores, never on
 * Test.
 */
@NullMarked
package dev.holdout.decide;

import org.jspecify.annotations.NullMarked;
