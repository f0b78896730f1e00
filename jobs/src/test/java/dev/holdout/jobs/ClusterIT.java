package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.lineage.Json;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar on a real cluster gives what it gives on one machine. */
class ClusterIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private static Path folder;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.start(folder, 2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
    assertThat(cluster.executors()).isEmpty();
  }

  @Test
  void answersAsOneMachineDoesAlthoughAnExecutorIsLost() throws JsonProcessingException {
    String[] check = {
      "check", "--rows", "4000000000", "--workspace", folder.resolve("state").toString(), "--json"
    };

    JavaProcess submitted = cluster.submit("submitted", check);
    cluster.killOneExecutor(Duration.ofSeconds(5), PATIENCE);
    JavaProcess inside = cluster.runInside("inside", check);

    JsonNode onCluster = answer(submitted);
    JsonNode onOneMachine = answer(inside);
    assertThat(submitted.err()).contains("Lost executor", "Lost task");
    assertThat(onCluster.get("master").textValue()).startsWith("spark://127.0.0.1:");
    assertThat(onOneMachine.get("master").textValue()).isEqualTo("local[*]");
    assertThat(onCluster.get("sum")).isEqualTo(onOneMachine.get("sum"));
    assertThat(onCluster.at("/delta/fingerprint")).isEqualTo(onOneMachine.at("/delta/fingerprint"));
    assertThat(onCluster.at("/delta/rows").longValue()).isEqualTo(1000);
  }

  @Test
  void keepsTheExitCodeOfAFailure() {
    JavaProcess submitted = cluster.submit("failing", "check", "--rows", "0");

    assertThat(submitted.await(PATIENCE)).isEqualTo(64);
    assertThat(submitted.err()).contains("[USAGE] Cannot check: found --rows 0");
  }

  private static JsonNode answer(JavaProcess process) throws JsonProcessingException {
    assertThat(process.await(PATIENCE)).as(process::err).isZero();
    return Json.mapper().readTree(process.out());
  }
}
