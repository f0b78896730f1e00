package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.lineage.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTextTest {
  private static final String ESCAPE = "\u001b";
  private static final String HOSTILE = ESCAPE + "[31m\u0000\r\u009b2J\u202egpj.exe\u200b";
  private static final String SHOWN = "\\u001b[31m\\u0000\\u000d\\u009b2J\\u202egpj.exe\\u200b";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void writesCharactersThatActOnATerminalAsEscapes() {
    assertThat(PlainText.of(HOSTILE)).isEqualTo(SHOWN);
    assertThat(PlainText.of("\ud800 \u2028 \ufeff")).isEqualTo("\\ud800 \\u2028 \\ufeff");
  }

  @Test
  void keepsTheTextOfEveryLanguage() {
    String text = "Größe\tمی\u200cخواهم 数 👩\u200d🔬 é\n";
    assertThat(PlainText.of(text)).isEqualTo(text);
  }

  @Test
  void keepsTheMeaningOfJson() throws IOException {
    String json = Json.pretty(Map.of("name", List.of(HOSTILE, "\ud83d\ude00\n")));
    JsonNode read = Json.mapper().readTree(PlainText.of(json));
    assertThat(PlainText.of(json)).doesNotContain("\u009b", "\u202e");
    assertThat(read).isEqualTo(Json.mapper().readTree(json));
  }

  @Test
  void cellsOfATableAreOneLineAndNotLong() {
    Tabular table = new Tabular("name", "rows");
    table.row("a\nb\t" + ESCAPE, "1");
    table.row("x".repeat(1_000), "2");
    assertThat(table.toString().lines().map(String::stripTrailing))
        .hasSize(3)
        .anyMatch(line -> line.startsWith("a\\nb\\t\\u001b "))
        .anyMatch(line -> line.equals("x".repeat(400) + "… (1,000 characters)  2"));
  }

  @Test
  void messagesAreCutAndEscapedHoweverTheyArePrinted() {
    PrintStream messages = PlainText.messages(err);
    messages.println(HOSTILE);
    messages.print((Object) HOSTILE);
    messages.printf("%s%n", HOSTILE);
    messages.append(HOSTILE).println();
    messages.println("first\n" + "y".repeat(5_000) + "\nlast");
    assertThat(text().lines())
        .containsExactly(
            SHOWN,
            SHOWN + SHOWN,
            SHOWN,
            "first",
            "y".repeat(4_000) + "… (5,000 characters)",
            "last");
  }

  @Test
  void progressEscapesWhatAStageMade() {
    new Progress(err, false).finished("ingest", Duration.ofSeconds(1), "a" + HOSTILE);
    assertThat(text()).contains("a" + SHOWN).doesNotContain(ESCAPE);
  }

  @Test
  void noMessageOfTheCommandLineHasThem(@TempDir Path folder) throws IOException {
    Console console = new Console();
    Path file = folder.resolve("p.yaml");
    Files.writeString(file, "name: \"a\\u001b[31m\\u0000\"\n\"k\\u202e\\nx\": 1\n");
    assertThat(console.run("validate", file.toString(), "--verbose")).isEqualTo(64);
    assertThat(console.err()).contains("a\\u001b[31m\\u0000", "\\u202e").doesNotContain(ESCAPE);
    assertThat(console.run("valid" + ESCAPE + "ate")).isEqualTo(64);
    assertThat(console.err()).contains("valid\\u001bate").doesNotContain(ESCAPE);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
