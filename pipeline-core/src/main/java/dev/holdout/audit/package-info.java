/**
 * The leakage audit: what in the data or in the split would make the figures lie.
 *
 * <p>Reads Training; Test stays sealed: where partitions are compared, it gives its columns and row
 * keys, never a label. Always holds: findings depend on the rows alone, not on how they are divided
 * or ordered.
 */
@NullMarked
package dev.holdout.audit;

import org.jspecify.annotations.NullMarked;
