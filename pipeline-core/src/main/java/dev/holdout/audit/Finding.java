package dev.holdout.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that would make the figures lie, or may.
 *
 * @param code stable name of the check, such as {@code label_leak}
 * @param severity how bad it is
 * @param columns the columns it is about; may be empty
 * @param title what was found, in one sentence with its figure
 * @param reason why it matters
 * @param remedy what to do, down to the line of the pipeline file
 * @param figures the numbers it rests on, and the lines of the configuration that they crossed
 * @param examples rows it is about, at most {@value #MAX_EXAMPLES}; none if it is about columns as
 *     a whole
 */
public record Finding(
    String code,
    Severity severity,
    List<String> columns,
    String title,
    String reason,
    String remedy,
    List<Figure> figures,
    List<Example> examples) {
  /** Examples of a finding. */
  public static final int MAX_EXAMPLES = 5;

  /** Figures and examples may be null: not every stored finding has them. */
  public Finding(
      String code,
      Severity severity,
      List<String> columns,
      String title,
      String reason,
      String remedy,
      @Nullable List<Figure> figures,
      @Nullable List<Example> examples) {
    this.code = code;
    this.severity = severity;
    this.columns = List.copyOf(columns);
    this.title = title;
    this.reason = reason;
    this.remedy = remedy;
    this.figures = figures == null ? List.of() : List.copyOf(figures);
    this.examples = examples == null ? List.of() : List.copyOf(examples);
  }

  /** A finding that is all in its sentences. */
  public Finding(
      String code,
      Severity severity,
      List<String> columns,
      String title,
      String reason,
      String remedy) {
    this(code, severity, columns, title, reason, remedy, List.of(), List.of());
  }

  /** How bad a finding is. */
  public enum Severity {
    /** The figures cannot be trusted until this is mended. */
    HIGH,
    /** The figures may be off; look at it. */
    MEDIUM,
    /** Worth knowing. */
    INFO
  }

  /**
   * A number that a finding rests on.
   *
   * @param name what it is; a key of the pipeline file, such as {@code audit.leak_auc}, for a line
   *     that was crossed
   * @param value a count, or a share, an area or a distance
   */
  public record Figure(String name, double value) {}

  /**
   * Rows that belong together, by their row keys.
   *
   * @param training rows of Training, at most two
   * @param test rows of Test, at most two
   */
  public record Example(List<String> training, List<String> test) {
    public Example {
      training = List.copyOf(training);
      test = List.copyOf(test);
    }
  }

  /** The same with a sentence in front of the reason. */
  Finding explained(String sentence) {
    return new Finding(
        code, severity, columns, title, sentence + " " + reason, remedy, figures, examples);
  }

  Finding with(Figure... added) {
    return new Finding(code, severity, columns, title, reason, remedy, List.of(added), examples);
  }

  Finding with(List<Example> shown) {
    return new Finding(code, severity, columns, title, reason, remedy, figures, shown);
  }
}
