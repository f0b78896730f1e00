package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerbTest {
  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void printsFindingsByGravityAndSaysNoOnRequest() throws IOException {
    Path file = pipeline();

    assertThat(console.run("audit", file.toString())).as(console::err).isZero();
    String text = console.out();
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
    assertThat(console.err()).contains("ingest", "split", "audit").doesNotContain("fit");

    assertThat(console.run("audit", file.toString(), "--fail-on", "high", "--json")).isEqualTo(66);
    JsonNode facts = Json.read(console.out(), JsonNode.class);
    assertThat(facts.at("/findings/0/code").asText()).isEqualTo("label_copy");
    assertThat(facts.at("/findings/0/figures/0/value").doubleValue()).isEqualTo(1);
    assertThat(facts.at("/audit/limits/leakAuc").doubleValue()).isEqualTo(0.95);
    assertThat(
            console.run(
                "audit",
                file.toString(),
                "--set",
                "roles.drop=[calls]",
                "--set",
                "roles.group=[]",
                "--fail-on",
                "high"))
        .as(console::out)
        .isZero();
    assertThat(console.run("audit", file.toString(), "--fail-on", "bad")).isEqualTo(64);
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
}
