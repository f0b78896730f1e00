package dev.holdout.error;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a failure comes down to, in one line. Spark wraps the failures of its tasks, and where a
 * task ran in another process only the text of its stack trace arrives.
 */
public final class RootCause {
  private static final int LONGEST = 400;

  /** {@code Caused by: java.io.IOException: No space left on device}, in a stack trace. */
  private static final Pattern CAUSED_BY = Pattern.compile("(?m)^Caused by: (\\S.*)$");

  /** {@code Lost task 0.0 in stage 3.0 (TID 4) (host executor 1): java.io.IOException: …}. */
  private static final Pattern LOST_TASK =
      Pattern.compile("Lost task \\S+ in stage \\S+ \\([^)]*\\)(?: \\([^)]*\\))?: (\\S.*)");

  private RootCause() {}

  /** The failure and its causes, outermost first, without what they suppressed. */
  public static List<Throwable> causes(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> causes = new ArrayList<>();
    for (Throwable next = failure; next != null && seen.add(next); next = next.getCause()) {
      causes.add(next);
    }
    return causes;
  }

  /** The class and message of the innermost failure, without its package and stack trace. */
  public static String describe(Throwable failure) {
    Throwable root = innermost(failure);
    String message = String.valueOf(root.getMessage()).strip();
    return lastMatch(CAUSED_BY, message)
        .or(() -> lastMatch(LOST_TASK, message))
        .map(RootCause::withoutPackage)
        .orElseGet(
            () ->
                root.getClass().getSimpleName()
                    + (root.getMessage() == null || message.isEmpty() ? "" : ": " + line(message)));
  }

  /** The first line of a text, cut where it is very long, without a full stop. */
  public static String line(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
  }

  private static Throwable innermost(Throwable failure) {
    List<Throwable> causes = causes(failure);
    return causes.get(causes.size() - 1);
  }

  private static Optional<String> lastMatch(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    String last = null;
    while (matcher.find()) {
      last = matcher.group(1);
    }
    return Optional.ofNullable(last);
  }

  private static String withoutPackage(String failure) {
    return line(failure.replaceFirst("^(?:[\\w$]+\\.)+(?=[\\w$]+(?::|$))", ""));
  }
}
