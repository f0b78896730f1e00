/**
 * Holdout for Java programs: {@link dev.holdout.api.Holdout} trains, evaluates, scores, splits and
 * audits; {@link dev.holdout.api.Pipeline} is a pipeline file, {@link dev.holdout.api.Evaluate}
 * what is asked of a table of predictions. Results are records of the packages that make them.
 */
@NullMarked
package dev.holdout.api;

import org.jspecify.annotations.NullMarked;
