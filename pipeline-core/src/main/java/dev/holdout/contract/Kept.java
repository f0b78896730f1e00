package dev.holdout.contract;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** The rows that records become, without those that become none. */
final class Kept implements Iterator<InternalRow> {
  private final Iterator<SourceRecord> records;
  private final Function<SourceRecord, @Nullable InternalRow> rows;
  private @Nullable InternalRow next;

  Kept(Iterator<SourceRecord> records, Function<SourceRecord, @Nullable InternalRow> rows) {
    this.records = records;
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    while (next == null && records.hasNext()) {
      next = rows.apply(records.next());
    }
    return next != null;
  }

  @Override
  public InternalRow next() {
    InternalRow row = hasNext() ? next : null;
    if (row == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return row;
  }
}
