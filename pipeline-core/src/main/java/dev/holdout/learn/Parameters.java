package dev.holdout.learn;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A value for each hyperparameter of one learner: those given, and defaults for the rest.
 *
 * <p>Invariant: every value is one that its {@link Hyperparameter} allows.
 */
public final class Parameters {
  private final Map<String, Double> values;

  private Parameters(Map<String, Double> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * The parameters of a candidate.
   *
   * @throws dev.holdout.error.HoldoutException with code {@code CONFIGURATION} if a name is unknown
   *     or a value is not allowed; it lists all of them
   */
  public static Parameters of(Learner learner, Map<String, Double> given) {
    Problems problems = new Problems();
    check(learner, given, problems);
    problems.throwIfAny(
        ErrorCode.CONFIGURATION, "Cannot use these hyperparameters of " + learner.family());
    Map<String, Double> values = new LinkedHashMap<>();
    for (Hyperparameter known : learner.hyperparameters()) {
      values.put(known.name(), given.getOrDefault(known.name(), known.defaultValue()));
    }
    return new Parameters(values);
  }

  static void check(Learner learner, Map<String, Double> given, Problems problems) {
    given.forEach(
        (name, value) -> {
          String where = learner.family() + "." + name;
          Optional<Hyperparameter> known = known(learner, name);
          if (known.isEmpty()) {
            problems.add(where, "an unknown hyperparameter", allowed(learner), "");
          } else if (!known.get().allows(value)) {
            problems.add(where, Candidate.number(value), known.get().range(), "");
          }
        });
  }

  static Optional<Hyperparameter> known(Learner learner, String name) {
    return learner.hyperparameters().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  static String allowed(Learner learner) {
    List<Hyperparameter> known = learner.hyperparameters();
    return known.isEmpty()
        ? "none: " + learner.family() + " has no hyperparameters"
        : known.stream().map(Hyperparameter::name).collect(Collectors.joining(", ", "one of ", ""));
  }

  /** The value of a hyperparameter that the learner has. */
  public double value(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is not among " + values.keySet());
    }
    return value;
  }

  /** The value of one that takes whole numbers. */
  public int whole(String name) {
    return (int) value(name);
  }

  /** All values by name, in the learner's order. */
  public Map<String, Double> values() {
    return values;
  }
}
