/**
 * What made what: runs, stages, table versions, model versions and the edges between them;
 * canonical JSON and the keys derived from it.
 *
 * <p>No Spark types here: these records outlive the engine that filled them.
 */
@NullMarked
package dev.holdout.lineage;

import org.jspecify.annotations.NullMarked;
