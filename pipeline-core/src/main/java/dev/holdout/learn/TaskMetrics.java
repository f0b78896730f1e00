package dev.holdout.learn;

import dev.holdout.classify.ClassMetrics;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.Metrics;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Described;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Task;
import dev.holdout.regress.NumberMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The metrics of each task, by which candidates may be chosen. */
public final class TaskMetrics {
  private TaskMetrics() {}

  /** All of a task. */
  public static List<? extends Described> of(Task task) {
    return switch (task) {
      case BINARY -> Metrics.all();
      case MULTICLASS -> ClassMetrics.all();
      case REGRESSION -> NumberMetrics.all();
    };
  }

  /** The names of those of a task that have a better and a worse. */
  public static List<String> deciding(Task task) {
    return of(task).stream()
        .filter(metric -> metric.direction() != Direction.NEITHER)
        .map(Described::name)
        .toList();
  }

  /** The names of those by which candidates may be chosen. */
  public static List<String> selecting(Task task) {
    return names(task, metric -> metric.definition().uses().contains(Definition.Use.SELECT));
  }

  /** The names of those by which champion and challenger may be compared. */
  public static List<String> gating(Task task) {
    return task == Task.BINARY
        ? deciding(task)
        : names(task, metric -> metric.definition().uses().contains(Definition.Use.GATE));
  }

  private static List<String> names(Task task, Predicate<Described> which) {
    return of(task).stream().filter(which).<String>map(Described::name).toList();
  }

  /** The one that decides where nothing is asked for. */
  public static String standard(Task task) {
    return switch (task) {
      case BINARY -> "roc_auc";
      case MULTICLASS -> "log_loss";
      case REGRESSION -> "rmse";
    };
  }

  /**
   * A metric by its name, of whatever task: those of one name have one direction.
   *
   * @throws HoldoutException with code {@code CONFIGURATION} if there is none
   */
  public static Described byName(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new HoldoutException(
                    ErrorCode.CONFIGURATION,
                    "Cannot find a metric: found \""
                        + name
                        + "\", expected one of "
                        + Arrays.stream(Task.values())
                            .flatMap(task -> of(task).stream())
                            .map(Described::name)
                            .distinct()
                            .collect(Collectors.joining(", "))));
  }

  private static Optional<Described> find(String name) {
    return Arrays.stream(Task.values())
        .<Described>flatMap(task -> of(task).stream())
        .filter(metric -> metric.name().equals(name))
        .findFirst();
  }
}
