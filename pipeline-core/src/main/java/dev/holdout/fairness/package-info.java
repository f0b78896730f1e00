/**
 * Whether a model treats groups of people alike: gaps between groups, inequality of outcomes, which
 * definitions of fairness conflict on these rows, and what may leave the team.
 *
 * <p>Not for: making a model fairer; segments that are no protected attribute ({@code evaluate}).
 *
 * <p>Always holds: figures of groups come from counts that a scan made for other reasons, so
 * fairness of groups costs no scan; every gap has an interval or a reason why it has none; a group
 * of too few rows is named and not judged.
 */
@NullMarked
package dev.holdout.fairness;

import org.jspecify.annotations.NullMarked;
