package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job from the shaded jar: undisturbed on one machine; killed and given again; on a real
 * standalone cluster that loses an executor. All three end with the same.
 */
final class ClusterIT {
  private static final Pattern AUDITED = Pattern.compile("(?m)^ *(audit) ");

  @TempDir private static Path folder;
  private static LocalCluster cluster;
  private static JsonNode undisturbed;
  private static JsonNode resumed;
  private static JavaProcess resuming;

  /** What is undisturbed and what is killed run side by side. */
  @BeforeAll
  static void start() throws JsonProcessingException {
    cluster = LocalCluster.start(folder, 2);
    JavaProcess whole = cluster.runInside("undisturbed", demo("undisturbed"));
    JavaProcess killed = cluster.runInside("killed", demo("killed"));
    killed.awaitLog(AUDITED);
    killed.close();
    resuming = cluster.runInside("resumed", demo("killed"));
    undisturbed = answer(whole);
    resumed = answer(resuming);
  }

  @AfterAll
  static void stop() {
    cluster.close();
    assertThat(cluster.executors()).isEmpty();
  }

  @Test
  void findsTheSameOnAClusterThatLosesAnExecutor() throws IOException {
    JavaProcess submitted = cluster.submit("submitted", demo("submitted"));
    submitted.awaitLog(AUDITED);
    cluster.killOneExecutor(submitted);
    JsonNode onCluster = answer(submitted);

    assertThat(submitted.err()).contains("Lost executor");
    assertThat(onCluster.at("/environment/master").textValue()).startsWith("spark://127.0.0.1:");
    assertSame(onCluster, undisturbed);
    assertNamesInAscii(folder.resolve("ws-submitted"));
  }

  @Test
  void finishesAKilledRunWithoutRepeatingWhatWasDone() throws JsonProcessingException {
    assertSame(resumed, undisturbed);
    for (String stage : List.of("ingest", "split")) {
      assertThat(resuming.err()).containsPattern("(?m)^ *" + stage + " +reused");
    }

    JavaProcess again = cluster.runInside("again", text(demo("killed")));
    assertThat(again.await()).as(again::err).isZero();
    assertThat(again.out()).startsWith("Nothing changed since run ");
  }

  @Test
  void keepsTheExitCodeOfAFailure() {
    JavaProcess submitted = cluster.submit("failing", "check", "--rows", "0");

    assertThat(submitted.await()).isEqualTo(64);
    assertThat(submitted.err()).contains("[USAGE] Cannot check: found --rows 0");
  }

  private static void assertNamesInAscii(Path workspace) throws IOException {
    try (Stream<Path> files = Files.walk(workspace)) {
      assertThat(files.map(workspace::relativize).map(Path::toString))
          .hasSizeGreaterThan(100)
          .allMatch(StandardCharsets.US_ASCII.newEncoder()::canEncode);
    }
  }

  private static String[] demo(String workspace) {
    return new String[] {
      "demo",
      "--rows",
      "6000",
      "--workspace",
      folder.resolve("ws-" + workspace).toString(),
      "--set",
      "split.folds=3",
      "--set",
      "candidates={logistic_regression: {reg_param: [0.01]}}",
      "--set",
      "evaluation.draws=200",
      "--json"
    };
  }

  private static String[] text(String[] arguments) {
    List<String> kept = new ArrayList<>(List.of(arguments));
    kept.remove("--json");
    return kept.toArray(String[]::new);
  }

  /** Splits, folds and counts exactly; figures to 1e-9. */
  private static void assertSame(JsonNode run, JsonNode expected) {
    for (String exact :
        List.of(
            "/ingestion/dataset/fingerprint",
            "/ingestion/quarantined",
            "/split/assignment/fingerprint",
            "/split/folds",
            "/findings",
            "/crossValidation/selected",
            "/evaluation/overall/rows",
            "/evaluation/overall/positives")) {
      assertThat(run.at(exact)).as(exact).isEqualTo(expected.at(exact));
      assertThat(expected.at(exact).isMissingNode()).as(exact).isFalse();
    }
    List<String> problems = new ArrayList<>();
    for (String close :
        List.of("/evaluation", "/importance", "/decision", "/crossValidation/candidates")) {
      close(close, run.at(close), expected.at(close), problems);
    }
    assertThat(problems).isEmpty();
  }

  private static void close(String where, JsonNode one, JsonNode other, List<String> problems) {
    if (where.endsWith("/fitSeconds")) {
      return;
    }
    if (one.isNumber() && other.isNumber()) {
      if (Math.abs(one.doubleValue() - other.doubleValue())
          > 1e-9 * Math.max(1, Math.abs(other.doubleValue()))) {
        problems.add(where + ": " + one + ", expected " + other);
      }
    } else if (one.isContainerNode() && one.size() == other.size()) {
      if (one.isArray()) {
        for (int index = 0; index < one.size(); index++) {
          close(where + "/" + index, one.get(index), other.get(index), problems);
        }
      } else {
        one.properties()
            .forEach(
                field ->
                    close(
                        where + "/" + field.getKey(),
                        field.getValue(),
                        other.path(field.getKey()),
                        problems));
      }
    } else if (!one.equals(other)) {
      problems.add(where + ": " + one + ", expected " + other);
    }
  }

  private static JsonNode answer(JavaProcess process) throws JsonProcessingException {
    assertThat(process.await()).as(process::err).isZero();
    return Json.mapper().readTree(process.out());
  }
}
