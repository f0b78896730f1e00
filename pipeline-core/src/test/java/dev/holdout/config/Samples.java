package dev.holdout.config;

import dev.holdout.workflow.PipelineSpec;
import java.util.Map;

/** Pipeline files that tests start from. */
final class Samples {
  /** The shortest file: everything else has a default. */
  static final String MINIMAL =
      """
      name: minimal
      source: {format: csv, files: [people.csv]}
      columns: {age: integer, city: string, rich: string}
      label: {column: rich, positive: "yes"}
      """;

  private Samples() {}

  static PipelineFile parse(String text) {
    return PipelineFile.parse(text, "p.yaml", Map.of(), variable -> null);
  }

  static PipelineSpec spec(String text) {
    return parse(text).spec();
  }

  /** The minimal file with lines after it: the first of them is line 5. */
  static String minimalWith(String more) {
    return MINIMAL + more;
  }
}
