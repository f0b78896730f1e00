package dev.holdout.jobs;

import dev.holdout.config.PipelineFile;
import dev.holdout.jobs.demo.LoansTable;
import dev.holdout.workflow.RunOutcome;
import dev.holdout.workflow.TrainingRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a realistic table with known faults and runs everything on it. */
@Command(
    name = "demo",
    description = {
      "Makes a realistic loans table with known faults and runs conf/loans.yaml on it.",
      "Every fault is found by the report; what they are stands in conf/README.md."
    },
    footer = {"  holdout demo", "  holdout demo --rows 1000000"})
final class DemoVerb extends Verb {
  private static final String PIPELINE = "loans.yaml";

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows of the table (default: ${DEFAULT-VALUE}).")
  private long rows = LoansTable.DEFAULT_ROWS;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Another seed, another table (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--workspace",
      paramLabel = "ROOT",
      defaultValue = "workspace",
      description = "Where the table and all results go (default: ${DEFAULT-VALUE}).")
  private String workspace = "workspace";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes a key of conf/loans.yaml. May be repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Override
  Answer answer() {
    Map<String, String> all = new LinkedHashMap<>(overrides);
    all.putIfAbsent("workspace", workspace);
    String folder = workspace + "/demo";
    PipelineFile file =
        PipelineFile.parse(
            pipeline(),
            "conf/" + PIPELINE,
            all,
            name -> name.equals("HOLDOUT_DEMO") ? folder : System.getenv(name));
    SparkSession spark = spark();
    try (Progress progress = progress()) {
      StagePrinter printer = new StagePrinter(progress);
      printer.timed(
          "demo table",
          folder + "/loans",
          () -> LoansTable.write(spark, folder + "/loans", rows, seed));
      RunOutcome outcome =
          new TrainingRun(spark, printer).run(file.spec(), "run", file.effective());
      return RunVerb.answer(outcome, "");
    }
  }

  /**
   * {@code conf/loans.yaml}: the file, where the launcher names its folder; else the jar's copy.
   */
  private static String pipeline() {
    String folder = System.getProperty("holdout.conf");
    try {
      if (folder != null) {
        return Files.readString(Path.of(folder, PIPELINE));
      }
      try (InputStream stream = DemoVerb.class.getResourceAsStream(PIPELINE)) {
        if (stream == null) {
          throw new IOException("no copy of conf/" + PIPELINE + " in the jar");
        }
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
