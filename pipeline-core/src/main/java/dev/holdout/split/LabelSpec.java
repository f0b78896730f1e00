package dev.holdout.split;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.holdout.label.LabelEncoding;
import dev.holdout.measure.Task;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be predicted.
 *
 * @param column the label's column
 * @param task what kind of thing it holds
 * @param positive the value that counts as positive, as text; an empty text where the task is not
 *     binary
 * @param classes the classes in the order of their numbers, as text; empty where the task is not
 *     multiclass, or where they are still to be read from the data
 * @param values the values that may occur, as far as the pipeline file lists them
 */
public record LabelSpec(
    String column, Task task, String positive, List<String> classes, List<String> values) {
  /** Records from before there were other tasks are binary. */
  @JsonCreator
  public LabelSpec(
      String column,
      @Nullable Task task,
      @Nullable String positive,
      @Nullable List<String> classes,
      @Nullable List<String> values) {
    this.column = column;
    this.task = Objects.requireNonNullElse(task, Task.BINARY);
    this.positive = Objects.requireNonNullElse(positive, "");
    this.classes = List.copyOf(Objects.requireNonNullElse(classes, List.of()));
    this.values = List.copyOf(Objects.requireNonNullElse(values, List.of()));
  }

  /** One of two classes. */
  public LabelSpec(String column, String positive) {
    this(column, Task.BINARY, positive, List.of(), List.of());
  }

  /**
   * One of several classes.
   *
   * @param classes in the order of their numbers; none for those that the data has, sorted
   */
  public static LabelSpec multiclass(String column, List<String> classes) {
    return new LabelSpec(column, Task.MULTICLASS, "", classes, List.of());
  }

  /** A number. */
  public static LabelSpec regression(String column) {
    return new LabelSpec(column, Task.REGRESSION, "", List.of(), List.of());
  }

  /** The same with the classes known. */
  LabelSpec with(List<String> found) {
    return new LabelSpec(column, task, positive, found, values);
  }

  /** The same with the values that may occur. */
  public LabelSpec listing(List<String> occurring) {
    return new LabelSpec(column, task, positive, classes, occurring);
  }

  /**
   * Which class a value stands for.
   *
   * @throws IllegalStateException where the label is a number
   */
  public LabelEncoding encoding() {
    return switch (task) {
      case BINARY -> LabelEncoding.positive(positive, values);
      case MULTICLASS -> LabelEncoding.classes(classes);
      case REGRESSION -> throw new IllegalStateException("numbers have no classes");
    };
  }

  /** Into how many classes a split divides the rows: one where the label is a number. */
  @JsonIgnore
  int strata() {
    return switch (task) {
      case BINARY -> 2;
      case MULTICLASS -> classes.size();
      case REGRESSION -> 1;
    };
  }

  /** The classes by their numbers, as text; none where the label is a number. */
  List<String> classNames() {
    return task == Task.REGRESSION
        ? List.of()
        : IntStream.range(0, strata()).mapToObj(this::nameOf).toList();
  }

  /** A class by its number, as text. */
  String nameOf(double number) {
    return switch (task) {
      case BINARY -> (number == 1.0 ? "\"" : "other than \"") + positive + "\"";
      case MULTICLASS -> "\"" + classes.get((int) number) + "\"";
      case REGRESSION -> column;
    };
  }
}
