package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.RootCause;
import dev.holdout.table.StorageFault;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns failures into one readable message on standard error and an exit code. Of several, the
 * first is shown; stack traces, and what failed while that one was dealt with, are for verbose
 * output.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** In the text of a task's failure as well, of which no more than the text may arrive. */
  private static final Pattern EXHAUSTED =
      Pattern.compile("java\\.lang\\.(?:OutOfMemoryError|StackOverflowError)[^\\n]*");

  private final PrintStream err;
  private final BooleanSupplier verbose;
  private final Interruption interruption;

  Failures(PrintStream err, BooleanSupplier verbose, Interruption interruption) {
    this.err = err;
    this.verbose = verbose;
    this.interruption = interruption;
  }

  /** The command line is wrong. */
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    err.println(
        "[" + ErrorCode.USAGE + "] " + RootCause.line(String.valueOf(wrong.getMessage())) + ".");
    if (wrong instanceof UnmatchedArgumentException) {
      UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    }
    err.println("'" + command.getCommandSpec().qualifiedName() + " --help' shows what is allowed.");
    return ErrorCode.USAGE.exitCode();
  }

  /** A verb failed. */
  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return report(failure, command.getCommandSpec().qualifiedName());
  }

  /** Anything that a command ended with. */
  int report(Throwable failure, String command) {
    if (interruption.hasStopped()) {
      return ErrorCode.INTERNAL.exitCode(); // unused: the process ends with the signal's
    }
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(err);
    }
    HoldoutException shown = shown(failure, command);
    err.println(shown.getMessage());
    return shown.code().exitCode();
  }

  private HoldoutException shown(Throwable failure, String command) {
    Optional<HoldoutException> foreseen =
        RootCause.causes(failure).stream()
            .filter(HoldoutException.class::isInstance)
            .map(HoldoutException.class::cast)
            .findFirst();
    if (foreseen.filter(known -> known.code() != ErrorCode.INTERNAL).isPresent()) {
      return foreseen.get();
    }
    return exhausted(failure)
        .or(() -> MissingFileSystem.of(failure))
        .or(() -> foreseen)
        .or(() -> StorageFault.of(failure, ""))
        .orElseGet(
            () ->
                new HoldoutException(
                    ErrorCode.INTERNAL,
                    "Cannot finish '"
                        + command
                        + "': "
                        + RootCause.describe(failure)
                        + "."
                        + (verbose.getAsBoolean()
                            ? ""
                            : " Run it again with --verbose for the stack trace."),
                    failure));
  }

  /** The JVM ran out of something, in this process or in one of Spark's. */
  private static Optional<HoldoutException> exhausted(Throwable failure) {
    Matcher found =
        EXHAUSTED.matcher(
            String.join("\n", RootCause.causes(failure).stream().map(String::valueOf).toList()));
    return found.find()
        ? Optional.of(
            new HoldoutException(
                ErrorCode.INTERNAL,
                "Cannot go on: "
                    + RootCause.line(found.group().replace("java.lang.", ""))
                    + ", with a heap of "
                    + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                    + " MiB. Give it more: HOLDOUT_HEAP=8g, or --driver-memory with spark-submit.",
                failure))
        : Optional.empty();
  }
}
