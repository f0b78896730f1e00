package dev.holdout.tune;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A value for each hyperparameter of one {@link Tunable}: those given, and defaults for the rest.
 *
 * <p>Invariant: every value is one that its {@link Hyperparameter} allows.
 */
public final class Parameters {
  private final Map<String, Double> values;

  private Parameters(Map<String, Double> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * The parameters of one of them.
   *
   * @throws dev.holdout.error.HoldoutException with code {@code CONFIGURATION} if a name is unknown
   *     or a value is not allowed; it lists all of them
   */
  public static Parameters of(Tunable of, Map<String, Double> given) {
    Problems problems = new Problems();
    check(of, given, problems);
    problems.throwIfAny(
        ErrorCode.CONFIGURATION, "Cannot use these hyperparameters of " + of.name());
    Map<String, Double> values = new LinkedHashMap<>();
    for (Hyperparameter known : of.hyperparameters()) {
      values.put(known.name(), given.getOrDefault(known.name(), known.defaultValue()));
    }
    return new Parameters(values);
  }

  /** Adds a problem for each name that is unknown and each value that is not allowed. */
  public static void check(Tunable of, Map<String, Double> given, Problems problems) {
    given.forEach(
        (name, value) -> {
          String where = of.name() + "." + name;
          Optional<Hyperparameter> known = known(of, name);
          if (known.isEmpty()) {
            problems.add(where, "an unknown hyperparameter", allowed(of), "");
          } else if (!known.get().allows(value)) {
            problems.add(where, number(value), known.get().range(), "");
          }
        });
  }

  /** The hyperparameter of this name. */
  public static Optional<Hyperparameter> known(Tunable of, String name) {
    return of.hyperparameters().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** The names that are allowed, as errors list them. */
  public static String allowed(Tunable of) {
    List<Hyperparameter> known = of.hyperparameters();
    return known.isEmpty()
        ? "none: " + of.name() + " has no hyperparameters"
        : known.stream().map(Hyperparameter::name).collect(Collectors.joining(", ", "one of ", ""));
  }

  /** The value of a hyperparameter that is declared. */
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

  /** All values by name, in the order in which they are declared. */
  public Map<String, Double> values() {
    return values;
  }

  /** A value as people write it: 3 and 0.0001, not 3.0 and 1.0E-4. */
  public static String number(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  /** Such as {@code logistic_regression(reg_param=0.01)}; the name alone where nothing is given. */
  public static String id(String name, SortedMap<String, Double> given) {
    return given.isEmpty()
        ? name
        : name
            + given.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + number(entry.getValue()))
                .collect(Collectors.joining(", ", "(", ")"));
  }
}
