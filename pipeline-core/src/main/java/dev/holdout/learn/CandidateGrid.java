package dev.holdout.learn;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import dev.holdout.measure.Task;
import dev.holdout.tune.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The candidates of a search: the baseline, then for each family all combinations of its grid, then
 * those drawn at random.
 *
 * <p>The same specification gives the same list. Candidates that come to the same values, defaults
 * filled in, stand in it once.
 */
public final class CandidateGrid {
  /** A search with more candidates than this is refused: it would never end. */
  public static final int MAX_CANDIDATES = 1_000;

  /** How often a draw that gives a known candidate is made again; ranges may hold few values. */
  private static final int TRIES = 100;

  private CandidateGrid() {}

  /**
   * The candidates, families in the order of the specification, the baseline first.
   *
   * @throws dev.holdout.error.HoldoutException with code {@code CONFIGURATION} and every problem of
   *     the families: unknown learners and hyperparameters, values and ranges that are not allowed,
   *     too many candidates
   */
  public static List<Candidate> of(SearchSpec spec) {
    return of(spec, Task.BINARY);
  }

  /**
   * The same for a task, whose baseline it is.
   *
   * @throws dev.holdout.error.HoldoutException also for learners that cannot predict this
   */
  public static List<Candidate> of(SearchSpec spec, Task task) {
    Problems problems = new Problems();
    long total = 1;
    for (SearchSpec.Family family : spec.families()) {
      check(family, task, problems);
      total += gridSize(family) + family.random();
    }
    if (total > MAX_CANDIDATES) {
      problems.add(
          "search",
          total + " candidates",
          "at most " + MAX_CANDIDATES,
          "Give fewer values, or draw combinations at random");
    }
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot list the candidates of the search");

    Map<String, Candidate> distinct = new LinkedHashMap<>();
    add(Learners.baseline(task), distinct);
    for (SearchSpec.Family family : spec.families()) {
      grid(family).forEach(parameters -> add(Candidate.of(family.name(), parameters), distinct));
      Random random = new Random(spec.seed() * 31 + family.name().hashCode());
      for (int draw = 0; draw < family.random(); draw++) {
        int tries = 0;
        boolean isNew;
        do {
          isNew = add(Candidate.of(family.name(), draw(family.ranges(), random)), distinct);
        } while (!isNew && ++tries < TRIES);
      }
    }
    return List.copyOf(distinct.values());
  }

  /** Whether it is new. */
  private static boolean add(Candidate candidate, Map<String, Candidate> distinct) {
    Parameters filled = Parameters.of(Learners.of(candidate.family()), candidate.parameters());
    return distinct.putIfAbsent(candidate.family() + filled.values(), candidate) == null;
  }

  private static void check(SearchSpec.Family family, Task task, Problems problems) {
    if (Learners.named(family.name()).isEmpty()) {
      problems.add("search", "learner \"" + family.name() + "\"", Learners.families(), "");
      return;
    }
    Learner learner = Learners.of(family.name());
    if (!learner.tasks().contains(task)) {
      problems.add(
          "search",
          "learner \"" + family.name() + "\" for the task " + task.word(),
          "one of " + Learners.askedFor(task),
          "");
    }
    family
        .grid()
        .forEach(
            (name, values) -> {
              if (values.isEmpty()) {
                problems.add(family.name() + "." + name, "no values", "at least one", "");
              }
              values.forEach(value -> Parameters.check(learner, Map.of(name, value), problems));
            });
    family
        .ranges()
        .forEach(
            (name, range) -> check(family.name() + "." + name, learner, name, range, problems));
    if (family.random() < 0 || (family.random() > 0 && family.ranges().isEmpty())) {
      problems.add(
          family.name() + ".random",
          family.random() + " draws from " + family.ranges().size() + " ranges",
          "0 or more draws, and a range to draw from",
          "");
    }
  }

  private static void check(
      String where, Learner learner, String name, SearchSpec.Range range, Problems problems) {
    boolean ordered = range.low() <= range.high();
    if (!ordered || (range.log() && range.low() <= 0)) {
      problems.add(
          where,
          "from " + Parameters.number(range.low()) + " to " + Parameters.number(range.high()),
          "low ≤ high" + (range.log() ? ", and low above 0 where the logarithm is drawn" : ""),
          "");
      return;
    }
    Problems ends = new Problems();
    Parameters.check(learner, Map.of(name, range.low()), ends);
    Parameters.check(learner, Map.of(name, range.high()), ends);
    ends.all().stream().distinct().forEach(problems::add);
  }

  private static long gridSize(SearchSpec.Family family) {
    if (family.grid().isEmpty()) {
      return family.random() > 0 ? 0 : 1;
    }
    long size = 1;
    for (List<Double> values : family.grid().values()) {
      size = Math.min(Integer.MAX_VALUE, size * values.size());
    }
    return size;
  }

  /** All combinations, the last hyperparameter by name changing fastest. */
  private static List<Map<String, Double>> grid(SearchSpec.Family family) {
    if (gridSize(family) == 0) {
      return List.of();
    }
    List<Map<String, Double>> combinations = List.of(Map.of());
    for (Map.Entry<String, List<Double>> axis : family.grid().entrySet()) {
      List<Map<String, Double>> longer = new ArrayList<>();
      for (Map<String, Double> combination : combinations) {
        for (double value : axis.getValue()) {
          Map<String, Double> extended = new TreeMap<>(combination);
          extended.put(axis.getKey(), value);
          longer.add(extended);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static Map<String, Double> draw(
      SortedMap<String, SearchSpec.Range> ranges, Random random) {
    Map<String, Double> drawn = new TreeMap<>();
    ranges.forEach((name, range) -> drawn.put(name, draw(range, random.nextDouble())));
    return drawn;
  }

  private static double draw(SearchSpec.Range range, double uniform) {
    double value =
        range.log()
            ? Math.exp(
                Math.log(range.low()) + uniform * (Math.log(range.high()) - Math.log(range.low())))
            : range.low() + uniform * (range.high() - range.low());
    double kept = Math.min(range.high(), Math.max(range.low(), value));
    return range.integer() ? Math.rint(kept) : kept;
  }
}
