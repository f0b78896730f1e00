package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.evaluate.Metric;
import dev.holdout.evaluate.Metrics;
import dev.holdout.learn.Learner;
import dev.holdout.learn.Learners;
import dev.holdout.lineage.Json;
import dev.holdout.measure.Direction;
import dev.holdout.tune.Hyperparameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema names the learners, hyperparameters and metrics that there are. */
final class LearnersInSchemaTest {
  private final JsonNode schema = read();

  @Test
  void everyLearnerButTheBaselineIsACandidateWithItsHyperparameters() {
    JsonNode candidates = schema.at("/properties/candidates/properties");
    List<String> families = new ArrayList<>();
    for (Learner learner : Learners.all()) {
      if (Learners.isBaseline(learner.family())) {
        continue;
      }
      families.add(learner.family());
      JsonNode known = candidates.path(learner.family()).path("properties");
      List<String> names = new ArrayList<>();
      for (Hyperparameter hyperparameter : learner.hyperparameters()) {
        String where = learner.family() + "." + hyperparameter.name();
        JsonNode entry = known.path(hyperparameter.name());
        JsonNode value = entry.at("/anyOf/0");
        names.add(hyperparameter.name());
        assertThat(value.path("minimum").doubleValue()).as(where).isEqualTo(hyperparameter.low());
        assertThat(value.path("maximum").doubleValue()).as(where).isEqualTo(hyperparameter.high());
        assertThat(entry.path("description").textValue())
            .as("%s, default %s", where, hyperparameter.defaultValue())
            .containsPattern("\\(" + text(hyperparameter.defaultValue()) + " unless given[^)]*\\)");
      }
      List<String> inSchema = new ArrayList<>();
      known.fieldNames().forEachRemaining(inSchema::add);
      inSchema.removeAll(List.of("random", "ranges"));
      assertThat(inSchema).as(learner.family()).containsExactlyInAnyOrderElementsOf(names);
    }
    List<String> inSchema = new ArrayList<>();
    candidates.fieldNames().forEachRemaining(inSchema::add);
    assertThat(inSchema).containsExactlyInAnyOrderElementsOf(families);
  }

  @Test
  void theGateKnowsEveryMetricWithADirection() {
    List<String> metrics = new ArrayList<>();
    schema
        .at("/properties/gate/properties/metric/enum")
        .forEach(name -> metrics.add(name.textValue()));
    assertThat(metrics)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Metrics.all().stream()
                        .filter(metric -> metric.direction() != Direction.NEITHER)
                        .map(Metric::name)
                        .filter(name -> !List.of("tp", "fp", "fn", "tn").contains(name)),
                    // Those of predicted numbers; those of several classes have the same names.
                    Stream.of("rmse", "mae"))
                .toList());
  }

  private static String text(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : value < 1e-3 ? "1e" + Math.round(Math.log10(value)) : String.valueOf(value);
  }

  private static JsonNode read() {
    try {
      return Json.mapper()
          .readTree(Files.readString(Path.of("..", "conf", "pipeline.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
