/**
 * The evaluation of predictions: {@code Evaluations} takes a table and an {@code EvaluationPlan}
 * and returns an {@code EvaluationResult}, for training runs, the command line and programs alike.
 *
 * <p>Here: what is put together of metrics and segments ({@code evaluate}), fairness ({@code
 * fairness}), automatic slice discovery ({@code slice}) and the comparison with a baseline. Not
 * here: reading tables and labels of others ({@code workflow}), and words and pages ({@code
 * report}).
 *
 * <p>Always holds: nothing evaluates Test beside it; the first scan of the rows comes before every
 * other one, and the rows may refuse themselves after it ({@code EvaluatedRows}).
 */
@NullMarked
package dev.holdout.evaluation;

import org.jspecify.annotations.NullMarked;
