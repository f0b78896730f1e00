package dev.holdout.jobs;

import dev.holdout.contract.TextNumbers;
import dev.holdout.lineage.Build;
import dev.holdout.lineage.Json;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line: reads the verb, lets it answer, prints the answer and exits.
 *
 * <p>Exit codes: 0 done; 64 wrong usage or configuration; 65 the data broke its contract; 66 a gate
 * said no; 70 internal failure. On success the program returns, so that cluster managers see the
 * application end and not the process.
 */
@Command(
    name = "holdout",
    sortOptions = false,
    versionProvider = Holdout.Version.class,
    header = "Trains models that can be trusted, on tables, with the evidence for it.%n",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs, in order of use:%n",
    optionListHeading = "%nOptions, before or after the verb:%n",
    footer = {
      "",
      "'holdout VERB --help' shows a verb's own options and examples.",
      "Results go to standard output, progress and logs to standard error.",
      "Exit codes: 0 done, 64 usage or configuration, 65 data, 66 a gate said no, 70 internal."
    },
    subcommands = {
      DemoVerb.class,
      InitVerb.class,
      ValidateVerb.class,
      SplitVerb.class,
      AuditVerb.class,
      EvaluateVerb.class,
      RunVerb.class,
      RetrainVerb.class,
      ScoreVerb.class,
      ReportVerb.class,
      RunsVerb.class,
      ModelsVerb.class,
      LineageVerb.class,
      CheckVerb.class,
      HelpVerb.class
    })
public final class Holdout implements Runnable {
  private final PrintStream out;
  private final PrintStream err;
  private final Interruption interruption = new Interruption();
  private boolean ownsProcess;

  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print the result as JSON, for programs.")
  private boolean json;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version, and what it was built for.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  Holdout(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** What the launcher and spark-submit start. */
  public static void main(String[] arguments) {
    NeutralLocale.apply();
    LoginUser.settle();
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Logging.detailed(List.of(arguments).contains("--verbose"));
    Holdout holdout = new Holdout(out, err);
    holdout.ownsProcess = true;
    int exitCode;
    try {
      exitCode = holdout.execute(arguments);
      holdout.interruption.end();
    } finally {
      Sessions.close();
    }
    if (exitCode == 0) {
      return;
    }
    if (Sessions.inClusterMode()) {
      throw new FailedApplication(exitCode);
    }
    System.exit(exitCode);
  }

  /** Runs one command line and returns its exit code. */
  int execute(String... arguments) {
    CommandLine commands = new CommandLine(this);
    Failures failures = new Failures(PlainText.messages(err), () -> verbose, interruption);
    commands.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    commands.setExecutionExceptionHandler(failures);
    commands.setParameterExceptionHandler(failures);
    commands.setUsageHelpAutoWidth(true);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.registerConverter(Double.class, Holdout::number);
    commands.registerConverter(Double.TYPE, Holdout::number);
    try {
      return commands.execute(arguments);
    } catch (Error e) { // the JVM's, Hadoop's FSError: picocli hands on exceptions alone
      return failures.report(e, spec.qualifiedName());
    }
  }

  private static double number(String text) {
    return TextNumbers.number(text)
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a number"));
  }

  /** Without a verb: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(out);
  }

  int print(Answer answer) {
    String shown = json ? Json.pretty(answer.facts()) : answer.text();
    if (!shown.isEmpty()) {
      out.println(PlainText.of(shown));
    }
    return answer.exitCode();
  }

  SparkSession session(String verb) {
    VersionGuard.check().ifPresent(err::println);
    SparkSession session = Sessions.open("holdout " + verb);
    if (ownsProcess) {
      interruption.watch();
    }
    return session;
  }

  Progress progress() {
    Progress progress = new Progress(err, Boolean.getBoolean("holdout.terminal"));
    interruption.shows(progress);
    return progress;
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** Tells a cluster manager that runs the driver itself that the application failed. */
  static final class FailedApplication extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedApplication(int exitCode) {
      super("Holdout ended with exit code " + exitCode + "; the reason is on standard error.");
    }
  }

  /** The text of {@code --version}. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      Build build = Build.current();
      return new String[] {
        "holdout " + build.version() + " (commit " + build.commit() + ")",
        "built for Spark "
            + build.spark()
            + ", Delta "
            + build.delta()
            + ", Scala "
            + build.scala()
            + "; running on Java "
            + Runtime.version()
      };
    }
  }
}
