package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.feature.FeatureLayout;
import dev.holdout.measure.Task;
import dev.holdout.rebalance.ClassCounts;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.rebalance.Rebalancer;
import dev.holdout.rebalance.Rebalancers;
import dev.holdout.split.Training;
import dev.holdout.tune.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The training rows of one fit: encoded, rebalanced and in their canonical layout, persisted from
 * the first use to the last (in memory, and on disk where that does not suffice).
 */
final class EncodedRows {
  private final Training training;
  private final Transformer encoder;
  private final Target target;
  private final RebalanceSpec rebalance;
  private final long seed;
  private final long rowCount;
  private final List<Dataset<Row>> persisted = new ArrayList<>();
  private int usesLeft;
  private @Nullable Ready ready;

  /**
   * Rows to fit on.
   *
   * @param rows encoded and rebalanced
   * @param rebalancing what was done to them; empty if nothing was asked for
   */
  record Ready(Training rows, Optional<Rebalancing> rebalancing) {
    /** What a learner made of these rows, scores brought back to the classes' shares before. */
    Fitted corrected(Fitted fitted) {
      return rebalancing
          .flatMap(done -> PriorCorrection.between(done.before(), done.after()))
          .map(correction -> corrected(fitted, correction))
          .orElse(fitted);
    }

    private static Fitted corrected(Fitted fitted, PriorCorrection correction) {
      List<Transformer> stages = new ArrayList<>(fitted.stages());
      stages.add(correction);
      return new Fitted() {
        @Override
        public List<Transformer> stages() {
          return List.copyOf(stages);
        }

        @Override
        public double[] weights(Training encoded) {
          return fitted.weights(encoded);
        }
      };
    }
  }

  /**
   * Rows that nobody has asked for yet.
   *
   * @param training the rows
   * @param encoder adds the features
   * @param target what is predicted
   * @param rebalance how they are weighed and rebalanced
   * @param seed for what rebalancing draws
   * @param rowCount the number of the rows
   * @param uses how often {@link #release} will be called
   */
  EncodedRows(
      Training training,
      Transformer encoder,
      Target target,
      RebalanceSpec rebalance,
      long seed,
      long rowCount,
      int uses) {
    this.training = training;
    this.encoder = encoder;
    this.target = target;
    this.rebalance = rebalance;
    this.seed = seed;
    this.rowCount = rowCount;
    this.usesLeft = uses;
  }

  /** The rows; the first call computes them, and others wait for it. */
  synchronized Ready use() {
    if (ready == null) {
      Training encoded =
          training.as(
              rows ->
                  laidOut(
                      MlColumns.columnsForFit(encoder.transform(rows), target, rebalance),
                      rowCount));
      ready =
          rebalance.isNothing()
              ? new Ready(counted(encoded), Optional.empty())
              : target.task() == Task.BINARY ? rebalanced(encoded) : weighed(encoded);
    }
    return ready;
  }

  private Dataset<Row> laidOut(Dataset<Row> rows, long count) {
    return persist(CanonicalLayout.of(rows, count));
  }

  private Dataset<Row> persist(Dataset<Row> rows) {
    persisted.add(rows.persist(StorageLevel.MEMORY_AND_DISK()));
    return rows;
  }

  private Training counted(Training encoded) {
    check(encoded.rows().count());
    return encoded;
  }

  private void check(long found) {
    if (found != rowCount) {
      throw new HoldoutException(
          ErrorCode.INTERNAL,
          "Cannot fit: found "
              + found
              + " encoded rows, expected "
              + rowCount
              + ", the number before encoding. Pin the version of the dataset.");
    }
  }

  /** Rows with weights of their own, where there is nothing to rebalance. */
  private Ready weighed(Training encoded) {
    rebalance.weight().ifPresent(column -> refuseUnusableWeights(encoded, column));
    return new Ready(counted(encoded), Optional.empty());
  }

  private Ready rebalanced(Training encoded) {
    long start = System.nanoTime();
    rebalance.weight().ifPresent(column -> refuseUnusableWeights(encoded, column));
    ClassCounts before = ClassCounts.of(encoded.rows());
    check(before.rows());
    Rebalancer rebalancer = Rebalancers.of(rebalance.strategy().name());
    Rebalancer.Rebalanced done =
        rebalancer.rebalance(
            new Rebalancer.Given(encoded, FeatureLayout.of(encoded.rows().schema()), before),
            Parameters.of(rebalancer, rebalance.strategy().parameters()),
            seed);
    Training rows = done.rows();
    ClassCounts after = before;
    long synthetic = 0;
    if (rebalancer.resamples()) {
      Training sampled = rows.as(this::persist);
      after = ClassCounts.of(sampled.rows());
      long size = after.rows();
      rows = sampled.as(all -> laidOut(all, size));
      // Computes them all as well.
      synthetic = rows.rows().filter(col(Columns.SYNTHETIC)).count();
      freeAllBut(rows.rows());
    } else if (rebalancer.weighs()) {
      rows = rows.as(this::persist);
      after = ClassCounts.of(rows.rows());
      freeAllBut(rows.rows());
    }
    return new Ready(
        rows,
        Optional.of(
            new Rebalancing(
                rebalance.strategy().id(),
                before,
                after,
                synthetic,
                done.notes(),
                FoldByFold.secondsSince(start))));
  }

  private static void refuseUnusableWeights(Training encoded, String column) {
    Column weight = col(Columns.WEIGHT);
    Column usable = weight.gt(0).and(weight.leq(Double.MAX_VALUE));
    Row counts = encoded.rows().agg(count(lit(1)), count(when(usable, 1))).first();
    long unusable = counts.getLong(0) - counts.getLong(1);
    if (unusable > 0) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          String.format(
              "Cannot weigh rows by \"%s\": %,d of %,d rows have no weight above 0 there. Declare the column"
                  + " `required: true` with `min` above 0, so that such rows go to quarantine.",
              column, unusable, counts.getLong(0)));
    }
  }

  private void freeAllBut(Dataset<Row> kept) {
    persisted.removeIf(
        rows -> {
          if (rows != kept) {
            rows.unpersist();
          }
          return rows != kept;
        });
  }

  /** Ends one use; the last one frees the memory. */
  synchronized void release() {
    usesLeft--;
    if (usesLeft == 0) {
      free();
    }
  }

  /** Frees the memory whatever uses are left. */
  synchronized void free() {
    persisted.forEach(Dataset::unpersist);
    persisted.clear();
    ready = null;
  }
}
