/**
 * The leakage audit: what in the data or in the split would make the figures lie.
 *
 * <p>Reads Training; Test only where partitions are compared with each other, and then keys, groups
 * and times alone.
 */
@NullMarked
package dev.holdout.audit;

import org.jspecify.annotations.NullMarked;
