/**
 * The demonstration table: loans as a lender would export them, with known faults and a known
 * truth.
 *
 * <p>Not for: anything a pipeline needs at work. Always holds: a line is a pure function of the
 * seed, the number of rows and the row's index, whatever the machine and however the work is
 * divided.
 */
@NullMarked
package dev.holdout.jobs.demo;

import org.jspecify.annotations.NullMarked;
