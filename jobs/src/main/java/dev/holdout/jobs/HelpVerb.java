package dev.holdout.jobs;

import dev.holdout.error.NearMiss;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of a verb, as {@code holdout VERB --help} does, or that of all. */
@Command(
    name = "help",
    helpCommand = true,
    description = "Shows the options and examples of a verb.")
final class HelpVerb implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "VERB", description = "The verb.")
  private @Nullable String verb;

  @Override
  public void run() {
    CommandLine all = spec.commandLine().getParent();
    CommandLine shown = verb == null ? all : all.getSubcommands().get(verb);
    if (shown == null) {
      Set<String> verbs = all.getSubcommands().keySet();
      String name = String.valueOf(verb);
      throw new ParameterException(
          all,
          "Cannot show the help of "
              + name
              + ": found no such verb, expected one of "
              + String.join(", ", verbs)
              + ". "
              + NearMiss.of(name, verbs));
    }
    shown.usage(all.getOut());
  }
}
