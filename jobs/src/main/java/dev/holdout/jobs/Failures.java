package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into one readable message on standard error and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final int LONGEST = 400;

  private final PrintStream err;
  private final BooleanSupplier verbose;

  Failures(PrintStream err, BooleanSupplier verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  /** The command line is wrong. */
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    err.println("[" + ErrorCode.USAGE + "] " + firstLine(String.valueOf(wrong.getMessage())) + ".");
    if (wrong instanceof UnmatchedArgumentException) {
      UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    }
    err.println("'" + command.getCommandSpec().qualifiedName() + " --help' shows what is allowed.");
    return ErrorCode.USAGE.exitCode();
  }

  /** A verb failed. */
  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(err);
    }
    Optional<HoldoutException> foreseen = foreseen(failure);
    if (foreseen.isPresent()) {
      err.println(foreseen.get().getMessage());
      return foreseen.get().code().exitCode();
    }
    err.println(
        "["
            + ErrorCode.INTERNAL
            + "] Cannot finish '"
            + command.getCommandSpec().qualifiedName()
            + "': "
            + describe(root(failure))
            + "."
            + (verbose.getAsBoolean() ? "" : " Run it again with --verbose for the stack trace."));
    return ErrorCode.INTERNAL.exitCode();
  }

  /** The JVM ran out of something. */
  int exhausted(Error failure) {
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(err);
    }
    err.println(
        "["
            + ErrorCode.INTERNAL
            + "] Cannot go on: "
            + describe(failure)
            + ", with a heap of "
            + Runtime.getRuntime().maxMemory() / (1024 * 1024)
            + " MiB. Give it more: HOLDOUT_HEAP=8g, or --driver-memory with spark-submit.");
    return ErrorCode.INTERNAL.exitCode();
  }

  private static Optional<HoldoutException> foreseen(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HoldoutException known) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String describe(Throwable failure) {
    String message = failure.getMessage();
    return failure.getClass().getSimpleName()
        + (message == null || message.isBlank() ? "" : ": " + firstLine(message));
  }

  private static String firstLine(String message) {
    String line = message.strip().lines().findFirst().orElse("");
    String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
  }
}
