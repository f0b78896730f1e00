package dev.holdout.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * A Java kernel without Jupyter: runs cells through JShell in this JVM, with the jars in a class
 * loader of JShell's own and a {@code display} method, as the usual kernels do. Stops at the first
 * cell that fails.
 */
final class NotebookKernel {
  private static final String DISPLAY =
      "String display(Object value, String... types) {"
          + " System.out.println(\"displayed as \" + String.join(\", \", types)); return \"\"; }";

  private final JShell shell;

  private NotebookKernel(JShell shell) {
    this.shell = shell;
  }

  /**
   * Runs the files of a folder in the order of their names, one a cell.
   *
   * @param arguments the folder, and the class path of the cells
   */
  public static void main(String[] arguments) throws IOException {
    List<Path> cells;
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      cells = files.sorted().toList();
    }
    try (JShell shell =
        JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of()).build()) {
      shell.addToClasspath(arguments[1]);
      NotebookKernel kernel = new NotebookKernel(shell);
      kernel.run(DISPLAY);
      for (Path cell : cells) {
        System.out.println("== " + cell.getFileName());
        long began = System.nanoTime();
        String source = Files.readString(cell);
        Optional<String> failure = kernel.run(source);
        if (failure.isPresent()) {
          System.err.printf(
              "%s fails: %s%n%nThe whole cell:%n%s%n",
              cell.getFileName(), failure.get(), source.indent(4));
          System.exit(1);
        }
        System.out.printf("(%d ms)%n", (System.nanoTime() - began) / 1_000_000);
      }
    }
    System.exit(0);
  }

  /** Runs the statements of a cell, and says where and why it failed if it did. */
  private Optional<String> run(String cell) {
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      String statement = next.source() == null ? rest : next.source();
      for (SnippetEvent event : shell.eval(statement)) {
        Optional<String> why = failure(event);
        if (why.isPresent()) {
          return Optional.of(why.get() + System.lineSeparator() + "at:\n" + statement.indent(4));
        }
      }
      rest = next.remaining();
    }
    return Optional.empty();
  }

  private Optional<String> failure(SnippetEvent event) {
    if (event.causeSnippet() != null) {
      return Optional.empty();
    }
    if (event.exception() != null) {
      return Optional.of(
          Stream.iterate((Throwable) event.exception(), cause -> cause != null, Throwable::getCause)
              .map(NotebookKernel::described)
              .collect(Collectors.joining("\ncaused by ")));
    }
    if (event.status() == Snippet.Status.VALID) {
      return Optional.empty();
    }
    Stream<String> problems =
        shell.diagnostics(event.snippet()).map(problem -> problem.getMessage(null));
    return Optional.of(
        Stream.concat(
                Stream.of(event.status().toString()),
                Stream.concat(problems, unresolved(event.snippet())))
            .collect(Collectors.joining("\n")));
  }

  private Stream<String> unresolved(Snippet snippet) {
    return snippet instanceof DeclarationSnippet declaration
        ? shell.unresolvedDependencies(declaration).map(name -> "not known: " + name)
        : Stream.empty();
  }

  private static String described(Throwable thrown) {
    String type =
        thrown instanceof EvalException evaluated
            ? evaluated.getExceptionClassName()
            : thrown.getClass().getName();
    return type
        + ": "
        + thrown.getMessage()
        + Stream.of(thrown.getStackTrace())
            .limit(10)
            .map(frame -> "\n      " + frame)
            .collect(Collectors.joining());
  }
}
