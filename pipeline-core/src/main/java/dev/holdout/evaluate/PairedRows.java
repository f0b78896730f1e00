package dev.holdout.evaluate;

import dev.holdout.evaluate.SegmentStates.Segment;
import dev.holdout.evaluate.SegmentStates.View;
import dev.holdout.measure.DesignEffect;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows with two models' predictions, which scans count overall, by segment and by bucket of
 * clusters.
 */
final class PairedRows {
  private final Dataset<Row> rows;
  private final int firstSegment;
  private final boolean clustered;
  private final EvaluationSpec spec;

  /**
   * The rows of a table.
   *
   * @param columns what statistics read of it
   */
  PairedRows(PredictionColumns columns, Optional<String> cluster, EvaluationSpec spec) {
    cluster.ifPresent(columns::bucket);
    this.firstSegment = columns.size();
    this.rows = columns.segments(spec.segments()).rows();
    this.clustered = cluster.isPresent();
    this.spec = spec;
  }

  /**
   * What a scan counted.
   *
   * @param groups all rows, then the segments, in the same order for each scan
   * @param notes of segments that were merged or left out
   */
  record Scanned<S>(List<Group<S>> groups, List<String> notes) {
    S overall() {
      return groups.get(0).all();
    }
  }

  /**
   * Some of the rows.
   *
   * @param segment column → value; no entries for all rows
   * @param key identifies the segment; empty for all rows
   * @param all their counts
   * @param leftOut their counts without each bucket; empty where rows are independent
   */
  record Group<S>(
      Map<String, Optional<String>> segment,
      String key,
      S all,
      Supplier<Optional<Collection<S>>> leftOut) {
    boolean isOverall() {
      return key.isEmpty();
    }
  }

  /** Scans once, clusters or not. */
  <S extends State<S>> Scanned<S> scan(Statistic<S> statistic, ToLongFunction<S> size) {
    return groups(statistic, size, state -> state, state -> Optional.empty());
  }

  /**
   * Scans once, with what is left without each bucket of clusters, where there are clusters.
   *
   * @param coarse small counts of the same rows, for the buckets
   */
  <S extends State<S>> Scanned<S> scan(
      Statistic<S> statistic, Statistic<S> coarse, ToLongFunction<S> size) {
    return clustered
        ? groups(
            new Clustered.Of<>(statistic, coarse, firstSegment - 1),
            counts -> size.applyAsLong(counts.all()),
            Clustered::all,
            counts -> Optional.of(counts.without().values()))
        : scan(statistic, size);
  }

  private <C extends State<C>, S> Scanned<S> groups(
      Statistic<C> statistic,
      ToLongFunction<C> size,
      Function<C, S> all,
      Function<C, Optional<Collection<S>>> leftOut) {
    SegmentStates<C> states = SegmentStates.scan(rows, firstSegment, spec, statistic, size);
    List<Group<S>> groups = new ArrayList<>();
    groups.add(
        new Group<>(
            Map.of(), "", all.apply(states.overall()), () -> leftOut.apply(states.overall())));
    for (View<C> view : states.views()) {
      for (Segment<C> segment : view.segments()) {
        groups.add(
            new Group<>(
                segment.of(view),
                segment.key(view),
                all.apply(segment.state()),
                () -> leftOut.apply(segment.state())));
      }
    }
    return new Scanned<>(groups, states.notes());
  }

  /** Whether rows are in enough buckets of clusters for a jackknife. */
  static boolean enough(Optional<? extends Collection<?>> leftOut) {
    return leftOut.filter(left -> left.size() < DesignEffect.FEWEST_BUCKETS).isEmpty();
  }
}
