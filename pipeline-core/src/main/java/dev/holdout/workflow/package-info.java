/**
 * The training run, the retraining run and batch scoring; stages, their cache and resume; the
 * ledger of runs.
 */
@NullMarked
package dev.holdout.workflow;

import org.jspecify.annotations.NullMarked;
