package dev.holdout.config;

import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.SourceSpec;
import dev.holdout.sniff.Layout.Evidence;
import dev.holdout.split.LabelSpec;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a table for which a first pipeline file is to be written.
 *
 * @param name of the pipeline
 * @param source where the table is
 * @param columns its columns in their order, the label among them
 * @param key columns that tell rows apart; may be empty
 * @param label what is to be predicted
 * @param group columns that name an entity with several rows; may be empty
 * @param time the column that says when a row came to be
 * @param drop columns that should be no features
 * @param segments columns to evaluate by
 * @param evidence what speaks for the way in which the source is read; becomes comments
 */
public record PipelineDraft(
    String name,
    SourceSpec source,
    List<Column> columns,
    List<String> key,
    LabelSpec label,
    List<String> group,
    Optional<String> time,
    List<Suggestion> drop,
    List<String> segments,
    List<Evidence> evidence) {
  public PipelineDraft {
    evidence = List.copyOf(evidence);
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    group = List.copyOf(group);
    drop = List.copyOf(drop);
    segments = List.copyOf(segments);
  }

  /**
   * One column.
   *
   * @param spec its type and promises
   * @param facts what was seen in it, such as {@code 3.2 % missing} or {@code 9 distinct}; become a
   *     comment
   */
  public record Column(ColumnSpec spec, List<String> facts) {
    public Column {
      facts = List.copyOf(facts);
    }
  }

  /**
   * A column with the reason why it is suggested.
   *
   * @param reason becomes a comment
   */
  public record Suggestion(String column, String reason) {}
}
