package dev.holdout.slice;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.slice.FoundSlices.FoundSlice;
import dev.holdout.stat.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Finds the slices where the error is highest, exactly ({@link SliceSearch}), on rows that the
 * model did not learn from, such as its out-of-fold predictions.
 *
 * <p>Cost: two scans of the rows, one to divide the features and one to code the rows; then about
 * one to three passes over the coded rows for each number of conditions, and one to compare what
 * was found. Memory: coded rows of {@code 2·features + 8} bytes, kept by the executors (on disk
 * where memory does not do); on the driver {@link FeatureCounts}, the candidates of {@link
 * SliceSearch} and 2<sup>15</sup> counts of 24 bytes for each task.
 *
 * <p>Sums of errors are of whole units, 2<sup>62</sup> of them being at least as many as all rows
 * with the largest error have, so that they do not depend on the order of the rows.
 */
public final class SliceFinder {
  private static final int UNIT_BITS = 62;

  private final SliceSpec spec;

  public SliceFinder(SliceSpec spec) {
    this.spec = spec;
  }

  /**
   * Searches.
   *
   * @param outOfFold one row for each prediction
   * @param features columns that slices may be described by: numbers in bins, anything else as text
   * @param error a column with each row's error, such as whether its decision is wrong, its log
   *     loss, its squared or absolute error: none negative; rows with none are left out
   * @throws HoldoutException when a column is missing or of another type, or an error is negative
   */
  public FoundSlices find(Dataset<Row> outOfFold, List<String> features, String error) {
    SliceColumns columns = new SliceColumns(outOfFold, error);
    features.forEach(columns::feature);
    Dataset<Row> rows = columns.rows("search for slices");
    FeatureCounts counts = Scan.of(rows, FeatureCounts.statistic(columns.numeric()));
    refuseNegative(counts, error);
    SliceCoding coding = new SliceCoding(features, counts, spec);
    List<String> notes = notes(counts, coding);
    if (!(counts.largestError() > 0) || coding.isEmpty()) {
      return found(counts, new SliceSearch.Found(List.of(), true, List.of()), 0, coding, notes);
    }
    int shift = shift(counts);
    JavaRDD<CodedRows> coded =
        rows.javaRDD().mapPartitions(coding.rows(shift)).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      int conditions = coding.conditions().size();
      SliceSearch.Counting counting =
          slices ->
              coded.mapPartitions(new CountOf(slices, conditions)).treeReduce(SliceSums::plus);
      SliceSearch.Found found =
          new SliceSearch(spec, coding.featureOf(), counting)
              .search(counts.rows(), Math.scalb(counts.errors(), shift));
      if (!found.exact()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "More than %,d slices of one number of conditions could have been among the worst;"
                    + " those with the lowest bounds were not counted.",
                spec.maxCandidates()));
      }
      SliceOverlap overlap = new SliceOverlap(spec, counting);
      List<SliceSearch.Scored> told = overlap.without(found.best());
      overlap.note(found.best().size(), told.size()).ifPresent(notes::add);
      return found(
          counts, new SliceSearch.Found(told, found.exact(), found.levels()), shift, coding, notes);
    } finally {
      coded.unpersist();
    }
  }

  /** Counts slices in a task's rows. */
  @SuppressWarnings("ArrayRecordComponent") // Sent to tasks, never compared.
  private record CountOf(int[][] slices, int conditions)
      implements FlatMapFunction<Iterator<CodedRows>, SliceSums> {
    @Override
    public Iterator<SliceSums> call(Iterator<CodedRows> blocks) {
      SliceSums counted = SliceSums.of(slices.length);
      blocks.forEachRemaining(block -> counted.plus(block.count(slices, conditions)));
      return List.of(counted).iterator();
    }
  }

  private FoundSlices found(
      FeatureCounts counts,
      SliceSearch.Found found,
      int shift,
      SliceCoding coding,
      List<String> notes) {
    List<FoundSlice> slices = new ArrayList<>();
    for (SliceSearch.Scored slice : found.best()) {
      slices.add(
          new FoundSlice(
              Arrays.stream(SliceKey.conditions(slice.slice()))
                  .mapToObj(coding.conditions()::get)
                  .toList(),
              slice.counts().size(),
              Math.scalb((double) slice.counts().sum(), -shift) / slice.counts().size(),
              slice.score()));
    }
    return new FoundSlices(
        counts.rows(),
        counts.rows() == 0 ? 0 : counts.errors() / counts.rows(),
        spec.minRows(counts.rows()),
        spec.alpha(),
        spec.maxOverlap(),
        slices,
        found.exact(),
        found.levels(),
        notes);
  }

  private static List<String> notes(FeatureCounts counts, SliceCoding coding) {
    List<String> notes = new ArrayList<>(coding.notes());
    if (counts.withoutError() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d rows have no error that is a number and were left out.",
              counts.withoutError()));
    }
    if (counts.rows() > 0 && !(counts.largestError() > 0)) {
      notes.add("No row has an error above 0.");
    } else if (coding.isEmpty()) {
      notes.add("No column divides the rows.");
    }
    return notes;
  }

  private static void refuseNegative(FeatureCounts counts, String error) {
    if (counts.negativeErrors() > 0) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          String.format(
              Locale.ROOT,
              "Cannot search for slices: found %,d rows whose \"%s\" is negative, expected an error"
                  + " of at least 0. Use its size or its square.",
              counts.negativeErrors(),
              error));
    }
  }

  /** So many bits that all rows with the largest error stay below 2 to the power of 62 units. */
  private static int shift(FeatureCounts counts) {
    int ofRows = Long.SIZE - Long.numberOfLeadingZeros(counts.rows());
    return UNIT_BITS - ofRows - (Math.getExponent(counts.largestError()) + 1);
  }
}
