package dev.holdout.feature;

import dev.holdout.lineage.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * All that was learned of a table: the stored form of a {@link Preprocessor}.
 *
 * @param encoding how categories become numbers
 * @param columns the columns that yield features
 * @param notes what a reader must know, such as columns left out
 */
record FittedFeatures(Encoding encoding, List<FittedColumn> columns, List<String> notes) {
  FittedFeatures {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /** From {@link #toJson}. */
  static FittedFeatures of(String json) {
    return Json.read(json, FittedFeatures.class);
  }

  /** Canonical JSON. */
  String toJson() {
    return Json.canonical(this);
  }

  /** The vector's entries, in order. */
  List<Feature> features() {
    return columns.stream().flatMap(column -> column.features(encoding).stream()).toList();
  }

  /** The columns read, in the order of {@link #columns}. */
  List<Input> inputs() {
    return columns.stream().map(column -> new Input(column.column(), column.source())).toList();
  }

  /** Writers of the columns, in their order. */
  List<FeatureWriter> writers() {
    List<FeatureWriter> writers = new ArrayList<>();
    int first = 0;
    for (FittedColumn column : columns) {
      writers.add(column.writer(encoding, first));
      first += column.features(encoding).size();
    }
    return writers;
  }
}
