/**
 * The report as one HTML page: charts as inline SVG, tables, and the templates of {@code
 * src/main/jte}, which are compiled into this package.
 *
 * <p>Always holds: the page refers to nothing outside itself, stays under one megabyte whatever the
 * number of segments, candidates or findings, and escapes every text; only {@link
 * dev.holdout.report.page.Svg} and the page's own style and script are written as they are.
 */
@NullMarked
package dev.holdout.report.page;

import org.jspecify.annotations.NullMarked;
