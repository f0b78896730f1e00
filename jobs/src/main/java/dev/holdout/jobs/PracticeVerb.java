package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Runs verbs on a small table in a temporary folder, so that the launcher can record the classes
 * that they load, for quick starts.
 */
@Command(
    name = "practice",
    hidden = true,
    description = "Runs what most verbs need, on a small table that is removed again.")
final class PracticeVerb extends Verb {
  private static final int ROWS = 300;

  @Override
  Answer answer() {
    spark();
    try {
      Path folder = Files.createTempDirectory("holdout-practice");
      try {
        Path table = Files.writeString(folder.resolve("table.csv"), table());
        String file = folder.resolve("practice.yaml").toString();
        run("check", "--workspace", folder.toString());
        run("init", table.toString(), "--label", "y", "--out", file);
        run("split", file, "--set", "workspace=" + folder.resolve("workspace"));
        run("evaluate", "--predictions", table.toString(), "--label", "y", "--score", "score");
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot practise in a temporary folder", e);
    }
    return Answer.of("Practised on " + ROWS + " rows.", Map.of("rows", ROWS));
  }

  private static String table() {
    return IntStream.range(0, ROWS)
        .mapToObj(
            row ->
                String.join(
                    ",",
                    "r" + row,
                    row % 9 == 0 ? "NA" : String.valueOf(row * 37 % 101),
                    String.valueOf(row * 53 % 97 / 10.0),
                    "town " + row % 7,
                    String.format(Locale.ROOT, "2024-%02d-%02d", 1 + row % 12, 1 + row % 28),
                    row % 3 == 0 ? "1" : "0",
                    String.valueOf(row * 61 % 89 / 100.0)))
        .collect(Collectors.joining("\n", "id,n,amount,town,day,y,score\n", "\n"));
  }

  private static void run(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    if (new Holdout(out, out).execute(arguments) != 0) {
      throw new HoldoutException(
          ErrorCode.INTERNAL, "Cannot practise: " + said.toString(StandardCharsets.UTF_8));
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
