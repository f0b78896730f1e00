package dev.holdout.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
      throw new UnmatchedArgumentException(
          all, List.of(String.valueOf(verb)), "Cannot show help: there is no verb '" + verb + "'");
    }
    shown.usage(all.getOut());
  }
}
