/**
 * Downsampling by aggregation: a table of events (many readings of each machine) to one row for
 * each window of time.
 *
 * <p>Not for: calendar features, which preprocessing makes, and windows of training and validation,
 * which the split makes.
 *
 * <p>Always holds: what a row says of its window comes from readings before the window's close, and
 * its label from readings at the close or later. Lengths are exact durations and times are
 * instants, so that no change of clocks moves a reading.
 */
@NullMarked
package dev.holdout.window;

import org.jspecify.annotations.NullMarked;
