/**
 * What a table promises and whether it keeps it: sources, schema, expectations, quarantine,
 * profile.
 *
 * <p>Always holds: accepted rows + quarantined rows = rows read. Nothing is dropped in silence.
 */
@NullMarked
package dev.holdout.contract;

import org.jspecify.annotations.NullMarked;
