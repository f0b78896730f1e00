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
 * @param key columns that identify a row; may be empty
 * @param label what is to be predicted
 * @param ordered all classes in the order of a well-known scale, as a suggestion; may be empty
 * @param group columns that name an entity with several rows; may be empty
 * @param time the column that says when a row came to be
 * @param protectedColumns columns that look like protected attributes, as a suggestion
 * @param drop columns that should be no features
 * @param segments columns to evaluate by
 * @param split how rows are divided
 * @param evidence what speaks for the way in which the source is read, for the key, group, time,
 *     task and split; becomes comments
 */
public record PipelineDraft(
    String name,
    SourceSpec source,
    List<Column> columns,
    List<String> key,
    LabelSpec label,
    List<String> ordered,
    List<String> group,
    Optional<String> time,
    List<Suggestion> protectedColumns,
    List<Suggestion> drop,
    List<String> segments,
    SplitDraft split,
    List<Evidence> evidence) {
  public PipelineDraft {
    evidence = List.copyOf(evidence);
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    ordered = List.copyOf(ordered);
    group = List.copyOf(group);
    protectedColumns = List.copyOf(protectedColumns);
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
   * How rows are divided.
   *
   * @param folds how many
   * @param group the column whose values are not divided; empty for none
   */
  public record SplitDraft(int folds, Optional<String> group) {}

  /**
   * A column with the reason why it is suggested.
   *
   * @param reason becomes a comment
   */
  public record Suggestion(String column, String reason) {}
}
