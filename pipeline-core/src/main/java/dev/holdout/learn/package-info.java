/**
 * Learners, the search over their hyperparameters, cross-validation with fold-local preprocessing,
 * selection, the final fit.
 *
 * <p>Always holds: what learns takes a {@link dev.holdout.split.Training}; a model is a function of
 * its rows, its parameters and a seed, never of partitions or order; every training row's
 * out-of-fold score comes from a model and a preprocessing that have not seen its block; a failed
 * candidate stops no other, and one whose metric is undefined cannot win.
 *
 * <p>A search runs family by family: {@link dev.holdout.learn.CandidateGrid} lists the candidates,
 * {@link dev.holdout.learn.CrossValidator} judges those of one family, {@link
 * dev.holdout.learn.Selection} chooses among all of them, {@link dev.holdout.learn.FinalFit} fits
 * the choice on all training rows. {@link dev.holdout.learn.NestedCrossValidation} judges the
 * search as a whole, by {@link dev.holdout.learn.NestedFolds}. A new learner is one class beside
 * {@link dev.holdout.learn.Learner}'s others and one line in {@link dev.holdout.learn.Learners}.
 *
 * <p>Not for: thresholds and calibration, which {@code decide} learns from the out-of-fold scores.
 */
@NullMarked
package dev.holdout.learn;

import org.jspecify.annotations.NullMarked;
