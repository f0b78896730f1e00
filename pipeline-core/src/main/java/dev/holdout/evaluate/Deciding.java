package dev.holdout.evaluate;

import dev.holdout.classify.ClassScorecard;
import dev.holdout.measure.Described;
import dev.holdout.measure.Task;
import dev.holdout.regress.NumberScorecard;
import java.util.List;
import java.util.OptionalDouble;

/** By which metrics a segment is found worse. */
public final class Deciding {
  private Deciding() {}

  /** Their names, the most telling first. */
  public static List<String> of(Task task) {
    List<? extends Described> metrics =
        switch (task) {
          case BINARY -> new BinaryScorecard(ScoreColumns.of("score", "label"), 0.5).deciding();
          case MULTICLASS -> new ClassScorecard(List.of("a", "b")).deciding();
          case REGRESSION -> new NumberScorecard(OptionalDouble.empty()).deciding();
        };
    return metrics.stream().map(Described::name).toList();
  }
}
