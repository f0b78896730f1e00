package dev.holdout.evaluate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows that are part of no metric, by what they lack; a row may lack several things. */
final class OmittedRows {
  private static final int KINDS = 6;

  private final long[] counts = new long[KINDS];

  /** Takes in a row that lacks something. */
  void add(
      boolean noScore,
      boolean noLabel,
      boolean otherLabel,
      boolean noPrediction,
      boolean noWeight) {
    counts[0]++;
    counts[1] += noScore ? 1 : 0;
    counts[2] += noLabel ? 1 : 0;
    counts[3] += otherLabel ? 1 : 0;
    counts[4] += noPrediction ? 1 : 0;
    counts[5] += noWeight ? 1 : 0;
  }

  void merge(OmittedRows other) {
    for (int kind = 0; kind < KINDS; kind++) {
      counts[kind] += other.counts[kind];
    }
  }

  long all() {
    return counts[0];
  }

  long withoutScore() {
    return counts[1];
  }

  long withoutLabel() {
    return counts[2];
  }

  /** Those whose label is neither 0 nor 1 nor null. */
  long withOtherLabel() {
    return counts[3];
  }

  /** Those whose decision is neither 0 nor 1. */
  long withoutPrediction() {
    return counts[4];
  }

  /** Those whose weight is null, negative or not finite. */
  long withoutWeight() {
    return counts[5];
  }

  /** One sentence. */
  String note() {
    List<String> lacking = new ArrayList<>();
    lack(lacking, withoutScore(), "no finite score");
    lack(lacking, withoutLabel(), "no label");
    lack(lacking, withOtherLabel(), "a label that is neither 0 nor 1");
    lack(lacking, withoutPrediction(), "no decision of 0 or 1");
    lack(lacking, withoutWeight(), "no weight of 0 or more");
    int last = lacking.size() - 1;
    String what =
        last < 1
            ? String.join("", lacking)
            : String.join(", ", lacking.subList(0, last)) + " and " + lacking.get(last);
    return String.format(
        Locale.ROOT,
        "%,d %s part of no metric: %s.",
        all(),
        all() == 1 ? "row is" : "rows are",
        what);
  }

  private static void lack(List<String> to, long count, String what) {
    if (count > 0) {
      to.add(String.format(Locale.ROOT, "%,d %s %s", count, count == 1 ? "has" : "have", what));
    }
  }

  void write(DataOutput out) throws IOException {
    for (long count : counts) {
      out.writeLong(count);
    }
  }

  static OmittedRows read(DataInput in) throws IOException {
    OmittedRows rows = new OmittedRows();
    for (int kind = 0; kind < KINDS; kind++) {
      rows.counts[kind] = in.readLong();
    }
    return rows;
  }
}
