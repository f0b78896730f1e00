package dev.holdout.error;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects problems, so that a user sees all of them at once and not the first alone. */
public final class Problems {
  private static final int SHOWN = 10;

  private final List<Problem> problems = new ArrayList<>();

  public void add(String where, String found, String expected, String remedy) {
    problems.add(new Problem(where, found, expected, remedy));
  }

  public void add(Problem problem) {
    problems.add(problem);
  }

  public List<Problem> all() {
    return List.copyOf(problems);
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /**
   * Throws one exception that lists every problem (ten at most, with the total), if there is any.
   */
  public void throwIfAny(ErrorCode code, String headline) {
    if (problems.isEmpty()) {
      return;
    }
    String listed =
        problems.stream()
            .limit(SHOWN)
            .map(problem -> "\n  - " + problem)
            .collect(Collectors.joining());
    String rest = problems.size() > SHOWN ? "\n  … and " + (problems.size() - SHOWN) + " more" : "";
    throw new HoldoutException(
        code, headline + " (" + count(problems.size()) + "):" + listed + rest);
  }

  private static String count(int size) {
    return size == 1 ? "1 problem" : size + " problems";
  }
}
