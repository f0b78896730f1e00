/**
 * The only code that touches Delta: pinned reads, idempotent writes, history, retention. Not for:
 * what the rows mean.
 */
@NullMarked
package dev.holdout.table;

import org.jspecify.annotations.NullMarked;
