package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.lineage.Edge;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineageGraphTest {
  private final LineageGraph graph =
      new LineageGraph(
          List.of(
              new Edge("source/a", "datasets/a@0", "ingest", "r"),
              new Edge("datasets/a@0", "splits/a@0", "split", "r"),
              new Edge("splits/a@0", "models/a@1", "fit", "r"),
              new Edge("models/a@1", "reports/r", "report", "r")));

  @Test
  void walksToTheSources() {
    assertThat(graph.upstream("models/a@1"))
        .extracting(step -> step.depth() + " " + step.edge().from())
        .containsExactly("1 splits/a@0", "2 datasets/a@0", "3 source/a");
  }

  @Test
  void walksToWhatWasMade() {
    assertThat(graph.downstream("splits/a@0"))
        .extracting(step -> step.edge().to())
        .containsExactly("models/a@1", "reports/r");
    assertThat(graph.references()).hasSize(5);
  }
}
