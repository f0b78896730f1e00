package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.TestSession;
import dev.holdout.lineage.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerbTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @BeforeAll
  static void openSession() {
    TestSession.spark();
  }

  @Test
  void printsFindingsByGravityAndSaysNoOnRequest() throws IOException {
    Path file = pipeline();

    assertThat(run("audit", file.toString())).as(this::err).isZero();
    String text = out();
    assertThat(text)
        .contains(
            "datasets/loans@",
            "Findings: 2 high",
            "HIGH    `calls` is the label in other words",
            "Do: Drop it: add `calls` to `roles.drop`.",
            "(audit.copy_purity)",
            "split.group: customer_id",
            "Rows: Training ");
    assertThat(text.indexOf("HIGH ")).isLessThan(text.indexOf("MEDIUM "));
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(err()).contains("ingest", "split", "audit").doesNotContain("fit");

    assertThat(run("audit", file.toString(), "--fail-on", "high", "--json")).isEqualTo(66);
    JsonNode facts = Json.read(out(), JsonNode.class);
    assertThat(facts.at("/findings/0/code").asText()).isEqualTo("label_copy");
    assertThat(facts.at("/findings/0/figures/0/value").doubleValue()).isEqualTo(1);
    assertThat(facts.at("/audit/limits/leakAuc").doubleValue()).isEqualTo(0.95);
    assertThat(
            run(
                "audit",
                file.toString(),
                "--set",
                "roles.drop=[calls]",
                "--set",
                "roles.group=[]",
                "--fail-on",
                "high"))
        .as(this::out)
        .isZero();
    assertThat(run("audit", file.toString(), "--fail-on", "bad")).isEqualTo(64);
  }

  private Path pipeline() throws IOException {
    StringBuilder rows = new StringBuilder("loan_id,customer_id,amount,calls,late\n");
    for (int row = 0; row < 400; row++) {
      boolean late = row * 7919 % 10 < 3;
      rows.append("L").append(row).append(",C").append(row % 149).append(",");
      rows.append(row * 104729 % 977 / 10.0).append(",");
      rows.append(late ? 3 : 0).append(",").append(late ? "y" : "n").append("\n");
    }
    Path table = Files.writeString(folder.resolve("loans.csv"), rows);
    return Files.writeString(
        folder.resolve("loans.yaml"),
        """
        name: loans
        workspace: %s
        source: {format: csv, files: [%s]}
        key: [loan_id]
        columns:
          loan_id: string
          customer_id: string
          amount: number
          calls: integer
          late: string
        label: {column: late, positive: y}
        roles: {group: [customer_id]}
        """
            .formatted(folder.resolve("workspace"), table));
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return new Holdout(stream(out), stream(err)).execute(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
