package dev.holdout.report.words;

import dev.holdout.classify.ClassMetrics;
import dev.holdout.evaluate.Metrics;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Described;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Task;
import dev.holdout.ranking.RankingMetric;
import dev.holdout.regress.NumberMetrics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics' names for people; what they are comes from {@link Metrics}. */
public final class Glossary {
  private Glossary() {}

  /** What each metric is, in the order in which a report lists them. */
  public static List<Definition> definitions() {
    return Metrics.definitions();
  }

  /** What the metrics of a task are, in the order in which a report lists them. */
  public static List<Definition> definitions(Task task) {
    return switch (task) {
      case BINARY -> definitions();
      case MULTICLASS -> ClassMetrics.all().stream().map(Described::definition).toList();
      case REGRESSION -> NumberMetrics.all().stream().map(Described::definition).toList();
    };
  }

  /** All of them by name, in the order of a report; read once. */
  private static final class All {
    private static final Map<String, Definition> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, Integer> PLACES = new HashMap<>();

    static {
      for (Task task : Task.values()) {
        definitions(task).forEach(known -> BY_NAME.putIfAbsent(known.name(), known));
      }
      BY_NAME.keySet().forEach(name -> PLACES.put(name, PLACES.size()));
    }
  }

  /** What the metrics of rankings are; of the first k of each query. */
  public static List<Definition> ofRankings() {
    return RankingMetric.all().stream().map(RankingMetric::definition).toList();
  }

  /** What one metric is, if it is known. */
  public static Optional<Definition> find(String metric) {
    return Optional.ofNullable(All.BY_NAME.get(metric))
        .or(() -> RankingMetric.find(metric).map(Described::definition));
  }

  /** A metric's place in the order of a report; unknown ones come last. */
  public static int order(String metric) {
    return All.PLACES.getOrDefault(metric, Integer.MAX_VALUE);
  }

  /** The title of a metric of one class against all others. */
  public static String titleOfOneClass(String metric) {
    return switch (metric) {
      case "prevalence" -> "Share of rows";
      case "selection_rate" -> "Share predicted";
      default -> title(metric);
    };
  }

  /** A metric's name for people; of one without a title, its own name as words. */
  public static String title(String metric) {
    return find(metric).map(Definition::title).orElseGet(() -> Names.sentence(Names.words(metric)));
  }

  /** Which way is better, in words. */
  public static String direction(Direction direction) {
    return switch (direction) {
      case LARGER_IS_BETTER -> "larger is better";
      case SMALLER_IS_BETTER -> "smaller is better";
      case NEITHER -> "neither is better";
    };
  }
}
