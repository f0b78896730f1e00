package dev.holdout.feature;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/**
 * Makes the feature vector of a row that holds exactly the columns read, in their order.
 *
 * <p>A function, not a column expression, since expressions cannot make vectors. Tables of
 * categories are built once for each task.
 */
final class Encode implements UDF1<Row, Vector> {
  private static final long serialVersionUID = 1L;

  private final String fitted;
  private transient volatile @Nullable Encoder encoder;

  Encode(String fitted) {
    this.fitted = fitted;
  }

  @Override
  public Vector call(Row row) {
    Encoder ready = encoder;
    if (ready == null) {
      ready = Encoder.of(FittedFeatures.of(fitted));
      encoder = ready;
    }
    return ready.encode(row);
  }

  private record Encoder(List<FeatureWriter> writers, int width) {
    static Encoder of(FittedFeatures fitted) {
      return new Encoder(fitted.writers(), fitted.features().size());
    }

    Vector encode(Row row) {
      Entries entries = new Entries(Math.min(width, 2 * writers.size()));
      for (int column = 0; column < writers.size(); column++) {
        writers.get(column).write(row, column, entries);
      }
      return entries.toVector(width);
    }
  }
}
