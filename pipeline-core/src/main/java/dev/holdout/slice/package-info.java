/**
 * The slices of rows, described by values of a few columns, where a model errs most: found on rows
 * that it did not learn from, confirmed on Test.
 *
 * <p>The search is exact: no slice of the language searched has a higher score. Having searched, it
 * proves nothing, since the worst of many slices is bad by chance too; what is reported as real is
 * what Test, which the search has not seen, confirms.
 *
 * <p>Not for: segments that someone named, which {@code evaluate} compares.
 *
 * <p>Always holds: results do not depend on the order or the division of the rows; a search that
 * was cut short says so.
 */
@NullMarked
package dev.holdout.slice;

import org.jspecify.annotations.NullMarked;
