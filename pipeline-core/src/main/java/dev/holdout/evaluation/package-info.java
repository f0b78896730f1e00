/** The evaluation of predictions: one plan, one result, whoever asks. */
@NullMarked
package dev.holdout.evaluation;

import org.jspecify.annotations.NullMarked;
