package dev.holdout.jobs;

import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One verb of the command line. A subclass declares its parameters and answers. */
@Command(
    sortOptions = false,
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n")
abstract class Verb implements Callable<Integer> {
  @ParentCommand private Holdout frame;
  @Spec private CommandSpec spec;

  /** Does the work. Failures are {@link dev.holdout.error.HoldoutException}s. */
  abstract Answer answer();

  @Override
  public final Integer call() {
    return frame.print(answer());
  }

  /** The session to work in; opened by the first call, closed by the frame. */
  final SparkSession spark() {
    return frame.session(name());
  }

  /** Shows the stages of long work on standard error. */
  final Progress progress() {
    return frame.progress();
  }

  final String name() {
    return spec.name();
  }
}
