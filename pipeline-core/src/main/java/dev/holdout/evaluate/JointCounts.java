package dev.holdout.evaluate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of (bin of one score, bin of another, label): what resampling rows scored by two models
 * needs to know of them.
 *
 * <p>Mergeable. Size: at most 2·129² cells and no more than there are rows; a cell takes about 80
 * bytes.
 */
final class JointCounts {
  private static final int BASE = 256;

  private final Of of;
  private final SortedMap<Integer, Long> cells = new TreeMap<>();

  private JointCounts(Of of) {
    this.of = of;
  }

  /** Makes counts in two models' bins. */
  record Of(ScoreBins champion, ScoreBins challenger) {
    JointCounts empty() {
      return new JointCounts(this);
    }

    JointCounts read(DataInput in) throws IOException {
      JointCounts counts = empty();
      int size = in.readInt();
      for (int cell = 0; cell < size; cell++) {
        counts.add(in.readInt(), in.readLong());
      }
      return counts;
    }
  }

  /** One cell. */
  record Cell(int championBin, int challengerBin, int label) {}

  /** Takes one row in. */
  void add(double champion, double challenger, boolean positive) {
    int bins = of.champion.of(champion) * BASE + of.challenger.of(challenger);
    add(bins * 2 + (positive ? 1 : 0), 1);
  }

  void merge(JointCounts other) {
    other.cells.forEach(this::add);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(cells.size());
    for (Map.Entry<Integer, Long> cell : cells.entrySet()) {
      out.writeInt(cell.getKey());
      out.writeLong(cell.getValue());
    }
  }

  /** The cells that have rows, in an order that depends on nothing else. */
  Cell[] cells() {
    return cells.keySet().stream()
        .map(cell -> new Cell(cell / 2 / BASE, cell / 2 % BASE, cell % 2))
        .toArray(Cell[]::new);
  }

  /** The rows of each of {@link #cells}. */
  double[] counts() {
    return cells.values().stream().mapToDouble(count -> count).toArray();
  }

  private void add(int cell, long count) {
    cells.merge(cell, count, Long::sum);
  }
}
