package dev.holdout.workflow;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.slice.ConfirmedOn;
import dev.holdout.slice.ConfirmedSlices;
import dev.holdout.slice.FoundSlices;
import dev.holdout.slice.SliceConfirmation;
import dev.holdout.slice.SliceFinder;
import dev.holdout.slice.SliceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The slices of one table of predictions where the model errs most: searched in one half of the
 * rows and confirmed in the other, which the search never saw. A row's half is a hash of its
 * values, so that equal rows are not divided, or of its cluster.
 *
 * <p>Cost: three scans, {@link SliceFinder}'s two and one to confirm.
 */
final class HalvedSlices {
  private static final String ERROR = "_holdout_error";
  private static final String CLUSTER = "_holdout_cluster";
  private static final String HALF = "_holdout_half";

  /** Sets this hash apart from those that choose samples and buckets. */
  private static final String PURPOSE = "half";

  private final EvaluationRequest request;
  private final ReadPredictions read;

  /** Of predictions that were scanned once. */
  HalvedSlices(EvaluationRequest request, ReadPredictions read) {
    this.request = request;
    this.read = read;
  }

  ConfirmedSlices confirmed() {
    Dataset<Row> rows = rows();
    FoundSlices found =
        new SliceFinder(SliceSpec.standard())
            .find(rows.where(col(HALF).equalTo(0)), request.slices(), ERROR);
    List<String> notes = new ArrayList<>(List.of(searched(found)));
    notes.addAll(found.notes());
    return new SliceConfirmation(
            IntervalLevel.of(request.limits().confidence()).corrected(),
            Math.max(SliceConfirmation.FEWEST_ROWS, request.limits().minRows()),
            ConfirmedOn.OTHER_HALF,
            request.cluster().map(unused -> CLUSTER))
        .confirm(found, rows.where(col(HALF).equalTo(1)), ERROR)
        .noting(notes);
  }

  private Dataset<Row> rows() {
    List<Column> columns = new ArrayList<>(List.of(read.error().as(ERROR)));
    request.slices().forEach(name -> columns.add(read.described(name).as(name)));
    Column unit = read.hash();
    if (request.cluster().isPresent()) {
      // A row without a cluster is one of its own.
      unit =
          coalesce(
              Columns.named(request.cluster().get()).cast("string"),
              concat(lit("row "), unit.cast("string")));
      columns.add(unit.as(CLUSTER));
    }
    columns.add(pmod(xxhash64(lit(PURPOSE), unit), lit(2)).as(HALF));
    return read.again().select(columns.toArray(Column[]::new));
  }

  private String searched(FoundSlices found) {
    return SliceErrors.searched(
            request.task(),
            String.format(
                Locale.ROOT,
                "%,d rows, one half by a hash of %s",
                found.rows(),
                request.cluster().orElse("each row")),
            request.slices(),
            request.slices().size() == 1 ? "column" : "columns")
        + " Confirmed in the other half, corrected for the slices found.";
  }
}
