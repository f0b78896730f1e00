package dev.holdout.rebalance;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Compares the rows of each cell with each other, one cell after the other. */
final class Cells implements Iterator<Row> {
  private final Iterator<Row> rows;
  private final Space space;
  private final int wanted;
  private final int most;
  private @Nullable Row ahead;
  private Iterator<Row> told = Collections.emptyIterator();

  Cells(Iterator<Row> rows, Space space, int wanted, int most) {
    this.rows = rows;
    this.space = space;
    this.wanted = wanted;
    this.most = most;
    this.ahead = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (!told.hasNext() && ahead != null) {
      told = cell(ahead);
    }
    return told.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return told.next();
  }

  private Iterator<Row> cell(Row first) {
    Points references = new Points(space, 1024);
    Points queries = new Points(space, 1024);
    Row row = first;
    while (row != null && row.getInt(0) == first.getInt(0) && references.size() < most) {
      Parent parent = new Parent(row.getString(3), row.getDouble(4), 1, (Vector) row.get(5));
      references.add(parent);
      if (row.getBoolean(2)) {
        queries.add(parent);
      }
      row = rows.hasNext() ? rows.next() : null;
    }
    ahead = row;
    return ExactNeighbours.told(queries, ExactNeighbours.search(queries, references, wanted))
        .iterator();
  }
}
