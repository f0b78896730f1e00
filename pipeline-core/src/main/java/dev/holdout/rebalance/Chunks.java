package dev.holdout.rebalance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** What becomes of the elements of an iterator, a chunk at a time. */
final class Chunks<I, O> implements Iterator<O> {
  private final Iterator<I> elements;
  private final int size;
  private final Function<List<I>, List<O>> work;
  private Iterator<O> done = Collections.emptyIterator();

  Chunks(Iterator<I> elements, int size, Function<List<I>, List<O>> work) {
    this.elements = elements;
    this.size = size;
    this.work = work;
  }

  @Override
  public boolean hasNext() {
    while (!done.hasNext() && elements.hasNext()) {
      List<I> chunk = new ArrayList<>();
      while (chunk.size() < size && elements.hasNext()) {
        chunk.add(elements.next());
      }
      done = work.apply(chunk).iterator();
    }
    return done.hasNext();
  }

  @Override
  public O next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return done.next();
  }
}
