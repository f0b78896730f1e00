package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that are written like "no value". */
class ValuesLikeMissingTest {
  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void aClassThatIsTakenAsMissingIsNamedWithTheRemedy() throws IOException {
    String rows = "NA,NA\nEMEA,EMEA\nAPAC,EMEA\nAPAC,APAC\n";
    Path file = Files.writeString(folder.resolve("zones.csv"), "zone,guess\n" + rows.repeat(10));
    String[] asked = {
      "evaluate",
      "--predictions",
      file.toString(),
      "--task",
      "multiclass",
      "--label",
      "zone",
      "--prediction",
      "guess"
    };

    assertThat(console.run(asked)).as(console::err).isZero();
    assertThat(console.err().replaceAll("\\s+", " "))
        .contains(
            "In the column \"zone\" \"NA\" (10 rows) is taken as missing",
            "--classes APAC,EMEA,NA");

    String[] named = Arrays.copyOf(asked, asked.length + 3);
    named[asked.length] = "--classes";
    named[asked.length + 1] = "APAC,EMEA,NA";
    named[asked.length + 2] = "--json";
    assertThat(console.run(named)).as(console::err).isZero();
    assertThat(
            Json.read(console.out(), JsonNode.class)
                .at("/overall/metrics/accuracy/value")
                .doubleValue())
        .isEqualTo(0.75);
  }
}
