/** Learners, hyperparameter search, cross-validation with fold-local preprocessing, selection. */
@NullMarked
package dev.holdout.learn;

import org.jspecify.annotations.NullMarked;
