/**
 * One exception family with stable codes and exit codes; problems are collected and reported
 * together.
 *
 * <p>Not for: logging, recovery. Every message says what could not be done, where, what was found,
 * what was expected, and what to do next.
 */
@NullMarked
package dev.holdout.error;

import org.jspecify.annotations.NullMarked;
