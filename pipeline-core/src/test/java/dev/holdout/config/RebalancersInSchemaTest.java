package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.lineage.Json;
import dev.holdout.rebalance.Rebalancer;
import dev.holdout.rebalance.Rebalancers;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema names the rebalancers that there are, and what can be set about them. */
final class RebalancersInSchemaTest {
  @Test
  void everyRebalancerIsAStrategyWithItsHyperparameters() throws IOException {
    JsonNode strategies =
        Json.mapper()
            .readTree(Files.readString(Path.of("..", "conf", "pipeline.schema.json")))
            .at("/$defs/strategy/properties");
    List<String> known = new ArrayList<>();
    for (Rebalancer rebalancer : Rebalancers.all()) {
      known.add(rebalancer.name());
      JsonNode properties = strategies.path(rebalancer.name()).path("properties");
      List<String> names = new ArrayList<>();
      for (Hyperparameter parameter : rebalancer.hyperparameters()) {
        JsonNode entry = properties.path(parameter.name());
        String where = rebalancer.name() + "." + parameter.name();
        names.add(parameter.name());
        assertThat(entry.path("type").textValue())
            .as(where)
            .isEqualTo(parameter.whole() ? "integer" : "number");
        assertThat(entry.path("minimum").doubleValue()).as(where).isEqualTo(parameter.low());
        assertThat(entry.path("maximum").doubleValue()).as(where).isEqualTo(parameter.high());
        assertThat(entry.path("description").textValue())
            .as(where)
            .endsWith(" (" + Parameters.number(parameter.defaultValue()) + " unless given).");
      }
      assertThat(fields(properties)).as(rebalancer.name()).isEqualTo(names);
    }
    assertThat(fields(strategies)).isEqualTo(known);
  }

  private static List<String> fields(JsonNode object) {
    List<String> fields = new ArrayList<>();
    object.fieldNames().forEachRemaining(fields::add);
    return fields;
  }
}
