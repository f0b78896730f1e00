package dev.holdout.evaluate;

import dev.holdout.classify.ClassScorecard;
import dev.holdout.measure.Described;
import dev.holdout.measure.Task;
import dev.holdout.ranking.RankingScorecard;
import dev.holdout.regress.NumberScorecard;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** By which metrics a segment is found worse. */
public final class Deciding {
  private Deciding() {}

  /** Their names, the most telling first; those of rankings last. */
  public static List<String> of(Evaluation evaluation) {
    return Stream.concat(
            of(evaluation.task()).stream().map(Described::name),
            evaluation.overall().metrics().keySet().stream().filter(RankingScorecard::decides))
        .toList();
  }

  private static List<? extends Described> of(Task task) {
    return switch (task) {
      case BINARY -> new BinaryScorecard(ScoreColumns.of("score", "label"), 0.5).deciding();
      case MULTICLASS -> new ClassScorecard(List.of("a", "b")).deciding();
      case REGRESSION -> new NumberScorecard(OptionalDouble.empty()).deciding();
    };
  }
}
