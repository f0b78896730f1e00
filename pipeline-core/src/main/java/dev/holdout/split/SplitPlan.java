package dev.holdout.split;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * Where every row goes, as pure functions of the row's numbers: a hash of its key or group, or its
 * time. Plans are small and can be kept as JSON; what grows in them is stated by each scheme.
 *
 * <p>By default Test membership is a function of the key (or the group) alone, so that appended
 * rows never move a row between Training and Test. They may move rows between blocks.
 *
 * @param spec what was asked for
 * @param test the place that tells Training from Test
 * @param layers the place of each block column
 * @param folds the folds over the blocks
 * @param repeatedRows how rows that are equal in every column are placed; empty where rows have
 *     keys, and where no place depends on a row's content
 * @param classes the names of the classes by their numbers; empty where the label is a number
 */
public record SplitPlan(
    SplitSpec spec,
    Place test,
    List<Place> layers,
    FoldPlan folds,
    Optional<RepeatedRowsDecision> repeatedRows,
    List<String> classes) {
  @JsonCreator
  public SplitPlan {
    layers = List.copyOf(layers);
    // Not in plans from before classes could have limits of their own.
    classes = classes == null ? List.of() : List.copyOf(classes);
  }

  /** The numbers that the places are functions of. */
  Numbers numbers(StructType dataset) {
    return new Numbers(spec, dataset, repeatedRows.map(RepeatedRowsDecision::chosen));
  }
}
