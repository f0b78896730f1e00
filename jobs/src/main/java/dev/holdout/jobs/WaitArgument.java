package dev.holdout.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.Stack;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether to wait for another run of the pipeline: mixed into the verbs that work alone on it. */
final class WaitArgument {
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})([smh])");

  /** As long as it takes. */
  private static final Duration UNBOUNDED = Duration.ofDays(36_500);

  @Option(
      names = "--wait",
      arity = "0..1",
      paramLabel = "DURATION",
      converter = Length.class,
      preprocessor = OnlyLengths.class,
      description =
          "Waits if another run of the pipeline is at work: as long as it takes, or so long (90s,"
              + " 10m, 2h). Without it the verb ends with exit code 64.")
  private @Nullable Duration length;

  /** How long to wait. */
  Duration patience() {
    return length == null ? Duration.ZERO : length;
  }

  /** {@code 10m}. */
  static final class Length implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher length = LENGTH.matcher(text);
      if (!length.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is not a number of seconds, minutes or hours, such as 90s, 10m or 2h");
      }
      long number = Long.parseLong(length.group(1));
      return switch (length.group(2)) {
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        default -> Duration.ofHours(number);
      };
    }
  }

  /** Leaves what follows a bare {@code --wait} to other parameters, unless it is a duration. */
  static final class OnlyLengths implements IParameterPreprocessor {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's own type
    public boolean preprocess(
        Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> facts) {
      boolean attached = "=".equals(facts.get("separator"));
      if (attached || (!arguments.isEmpty() && LENGTH.matcher(arguments.peek()).matches())) {
        return false;
      }
      option.setValue(UNBOUNDED);
      return true;
    }
  }
}
