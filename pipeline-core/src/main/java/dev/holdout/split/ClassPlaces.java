package dev.holdout.split;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which classes the partitions and blocks of a stored assignment have: one scan. */
final class ClassPlaces {
  private static final int NO_BLOCK = -1;

  private final SplitPlan plan;
  private final Map<List<Object>, Long> partitions = new HashMap<>();
  private final Map<Integer, Set<Integer>> blocks = new HashMap<>();

  private ClassPlaces(SplitPlan plan) {
    this.plan = plan;
  }

  static ClassPlaces of(Dataset<Row> stored, SplitPlan plan) {
    ClassPlaces places = new ClassPlaces(plan);
    List<Column> layers = new ArrayList<>();
    for (int layer = 0; layer < plan.layers().size(); layer++) {
      layers.add(coalesce(col(Columns.block(layer)), lit(NO_BLOCK)));
    }
    for (Row row :
        stored
            .select(
                col(Assignment.PARTITION),
                col(Columns.LABEL),
                posexplode(array(layers.toArray(Column[]::new))))
            .groupBy(Assignment.PARTITION, Columns.LABEL, "pos", "col")
            .agg(count(lit(1)))
            .collectAsList()) {
      int labelClass = (int) row.getDouble(1);
      places.blocks.computeIfAbsent(row.getInt(3), unseen -> new HashSet<>()).add(labelClass);
      // Every layer has the same rows.
      if (row.getInt(2) == 0) {
        places.partitions.merge(List.of(row.getString(0), labelClass), row.getLong(4), Long::sum);
      }
    }
    return places;
  }

  /** Rows of a class in a partition. */
  long rows(int labelClass, int partition) {
    return partitions.getOrDefault(List.<Object>of(Assignment.name(partition), labelClass), 0L);
  }

  /** Whether some block has a row of a class. */
  boolean any(int labelClass, SortedSet<Integer> some) {
    return some.stream()
        .anyMatch(block -> blocks.getOrDefault(block, Set.of()).contains(labelClass));
  }

  /** The numbers of the folds for which something holds. */
  List<Integer> folds(Predicate<Fold> wanted) {
    return plan.folds().folds().stream().filter(wanted).map(Fold::index).toList();
  }
}
