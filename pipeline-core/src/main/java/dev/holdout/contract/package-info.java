/**
 * What a table promises and whether it keeps it: the one reader of sources, schema, expectations,
 * quarantine, profile.
 *
 * <p>From bytes to rows: {@code UnpackedFiles}, {@code SourceLines}, {@code TextRecordIterator},
 * {@code RowKernel}; Parquet and tables by {@code TypedSource}. What nobody declared is found by
 * {@link dev.holdout.contract.Profiler}.
 *
 * <p>Always holds: accepted rows + quarantined rows = rows read. Nothing is dropped in silence.
 */
@NullMarked
package dev.holdout.contract;

import org.jspecify.annotations.NullMarked;
