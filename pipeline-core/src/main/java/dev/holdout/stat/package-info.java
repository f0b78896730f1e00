/**
 * Mergeable states (commutative monoids) and the one-scan runner: states by block and segment. Not
 * for: single formulas, which stand where they are used.
 */
@NullMarked
package dev.holdout.stat;

import org.jspecify.annotations.NullMarked;
