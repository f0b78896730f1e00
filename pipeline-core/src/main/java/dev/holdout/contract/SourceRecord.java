package dev.holdout.contract;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A record of a source as it was read.
 *
 * @param file the file, as people write it
 * @param split where the split of the file begins, in bytes as stored; 0 where a source has none
 * @param line the line of the split in which the record begins, from 1; null where a source has no
 *     lines
 * @param raw the record as it stands in the file; null where the source is no text
 * @param problem why it cannot be read; null when it can
 * @param values a value or null for each column: texts, or what Spark keeps in its own rows; null
 *     when the record cannot be read
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for one row and is never compared.
record SourceRecord(
    String file,
    long split,
    @Nullable Long line,
    @Nullable String raw,
    @Nullable String problem,
    @Nullable Object @Nullable [] values)
    implements Serializable {}
