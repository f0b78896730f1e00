/**
 * Row keys to Training, Validation and Test; blocks and folds; the leakage audit and the test
 * ledger. Always holds: only this package makes a partition; a row's place is a pure function of
 * its unit, its label and a seed.
 */
@NullMarked
package dev.holdout.split;

import org.jspecify.annotations.NullMarked;
