/**
 * The command line and what spark-submit starts: parse, call the library, print, exit.
 *
 * <p>One class for each verb, listed in {@link dev.holdout.jobs.Holdout}. A verb returns an {@link
 * dev.holdout.jobs.Answer}; the frame prints it, for a person or as JSON, and turns failures into
 * one message and an exit code. Results go to standard output, everything else to standard error.
 *
 * <p>Not for: decisions about data or models. Those live in the library.
 */
@NullMarked
package dev.holdout.jobs;

import org.jspecify.annotations.NullMarked;
