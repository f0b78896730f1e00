package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.Problems;
import dev.holdout.evaluation.EvaluationPlan;
import dev.holdout.fairness.ConsistencySample;
import dev.holdout.measure.Task;
import dev.holdout.ranking.RankingSpec;
import dev.holdout.workflow.EvaluationRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is asked of an evaluation, on the command line. */
final class EvaluateArguments {
  private static final int NEIGHBOURS = 5;
  private static final int TOP = 10;

  @Option(
      names = "--predictions",
      paramLabel = "FILE_OR_TABLE",
      description =
          "CSV, JSON lines or Parquet (file, folder or pattern), a Delta table, or a table of the"
              + " catalog.")
  private @Nullable String predictions;

  @Option(names = "--label", paramLabel = "COLUMN", description = "The truth.")
  private @Nullable String label;

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description =
          "The label's value that counts as positive. Not needed for 1 and 0, true and false, yes"
              + " and no.")
  private @Nullable String positive;

  @Option(
      names = "--score",
      paramLabel = "COLUMN",
      description = {
        "The model's score, higher for the positive class. May be left out where --prediction has"
            + " decisions.",
        "Multiclass: a column for each class, 'p_a,p_b,p_c' or 'p_*'; what the names do not share"
            + " are the classes. Or one column of lists, with --classes."
      })
  private @Nullable String score;

  @Option(
      names = "--classes",
      paramLabel = "A,B,C",
      description = "Multiclass: the classes in the order of the scores.")
  private @Nullable String classes;

  @Option(
      names = "--prediction",
      paramLabel = "COLUMN",
      description =
          "Decisions, predicted classes or predicted numbers. Without it, the threshold decides, or"
              + " the highest score.")
  private @Nullable String prediction;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description =
          "A decision is positive when the score is at least this. Default: 0.5, if all"
              + " scores lie between 0 and 1.")
  private @Nullable Double threshold;

  @Option(names = "--weight", paramLabel = "COLUMN", description = "What a row counts.")
  private @Nullable String weight;

  @Option(
      names = "--cluster",
      paramLabel = "COLUMN",
      description = "Rows of one value are not independent: intervals allow for it.")
  private @Nullable String cluster;

  @Option(
      names = "--segments",
      paramLabel = "A,B,C",
      description = {
        "What divides the rows. Each is a column; a column of numbers in bins, age:bins=30|60; in"
            + " quantiles, age:quantiles=4;",
        "or a SQL expression with a name, 'adult=age >= 18'. Null is a segment of its own."
      })
  private @Nullable String segments;

  @Option(
      names = "--intersections",
      paramLabel = "DEPTH",
      description = "Crosses segments up to this depth, 1 to 4 (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int intersections = 1;

  @Option(
      names = "--protected",
      paramLabel = "A,B",
      description = "Segments whose groups fairness is judged by; added to --segments.")
  private @Nullable String protectedAttributes;

  @Option(
      names = "--reference",
      paramLabel = "A=VALUE",
      description =
          "The group that others are compared with. May be given for each protected segment."
              + " Default: the largest.")
  private List<String> references = new ArrayList<>();

  @Option(
      names = "--features",
      paramLabel = "A,B,C",
      description = {
        "Two classes: whether rows that are alike in these columns are decided alike"
            + " (consistency).",
        "Numbers are standardised, texts are the same or not. Takes one scan more, of which 5,000"
            + " rows are kept."
      })
  private @Nullable String features;

  @Option(
      names = "--neighbours",
      paramLabel = "K",
      description = "With --features: each row against so many of the nearest. Default: 5.")
  private @Nullable Integer neighbours;

  @Option(
      names = "--slices",
      paramLabel = "A,B,C",
      description = {
        "Searches these columns for the combinations of values where the model errs most, in one"
            + " half of the rows,",
        "and reports which of them the other half confirms. A row's half is a hash of it, or of its"
            + " --cluster. Takes three scans more."
      })
  private @Nullable String slices;

  @Option(
      names = "--baseline-score",
      paramLabel = "COLUMN",
      description =
          "The score or predicted number of another model on the same rows, to compare with.")
  private @Nullable String baseline;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "binary, multiclass or regression (default: ${DEFAULT-VALUE}).",
      defaultValue = "binary")
  private Task task = Task.BINARY;

  @Option(
      names = "--lower",
      paramLabel = "COLUMN",
      description = "Regression: the lower bound of a predicted interval.")
  private @Nullable String lower;

  @Option(names = "--upper", paramLabel = "COLUMN", description = "Regression: its upper bound.")
  private @Nullable String upper;

  @Option(
      names = "--query",
      paramLabel = "COLUMN",
      description = {
        "Rows that are ranked together: metrics of rankings, such as NDCG at k, in every segment"
            + " too.",
        "With --task regression the label says how relevant a row is, from 1 on, and the prediction"
            + " ranks it."
      })
  private @Nullable String query;

  @Option(
      names = "--top",
      paramLabel = "K",
      description = "With --query: how many rows from the top of a ranking count. Default: 10.")
  private @Nullable Integer top;

  @Mixin private EvaluateLimits limits = new EvaluateLimits();

  /**
   * The request.
   *
   * @throws HoldoutException with code {@code USAGE} that names all that is wrong
   */
  EvaluationRequest request() {
    Problems problems = new Problems();
    check(predictions != null, "--predictions", "nothing", "a file or table", problems);
    check(label != null, "--label", "nothing", "the column with the truth", problems);
    check(
        score != null || prediction != null,
        "--score",
        "nothing",
        "a column with scores, or --prediction with one of decisions",
        problems);
    check(
        threshold == null || Double.isFinite(threshold),
        "--threshold",
        "" + threshold,
        "a number, such as 0.5",
        problems);
    limits.check(problems);
    combined(problems);
    check(
        intersections >= 1 && intersections <= 4,
        "--intersections",
        "" + intersections,
        "1 to 4",
        problems);
    check(
        neighbours == null || features != null,
        "--neighbours",
        "no --features",
        "the columns that say how near rows are",
        problems);
    check(
        neighbours == null || (neighbours >= 1 && neighbours < ConsistencySample.MOST),
        "--neighbours",
        "" + neighbours,
        "1 to " + (ConsistencySample.MOST - 1),
        problems);
    check((lower == null) == (upper == null), "--lower", "one bound", "both", problems);
    check(
        top == null || query != null,
        "--top",
        "no --query",
        "the column that says which rows are ranked together",
        problems);
    check(
        top == null || (top >= 1 && top <= RankingSpec.MOST),
        "--top",
        "" + top,
        "1 to " + RankingSpec.MOST,
        problems);
    check(
        task != Task.MULTICLASS || query == null,
        "--query",
        "task " + task.word(),
        "--task binary or regression",
        problems);
    check(
        task == Task.REGRESSION || lower == null,
        "--lower",
        "task " + task.word(),
        "--task regression",
        problems);
    check(
        task != Task.MULTICLASS || baseline == null,
        "--baseline-score",
        "task " + task.word(),
        "--task binary or regression",
        problems);
    Map<String, @Nullable String> binary = new LinkedHashMap<>();
    binary.put("--positive", positive);
    binary.put("--protected", protectedAttributes);
    binary.put("--features", features);
    binary.forEach(
        (option, value) ->
            check(
                task == Task.BINARY || value == null,
                option,
                "task " + task.word(),
                "--task binary",
                problems));
    Map<String, String> held = references(problems);
    problems.throwIfAny(ErrorCode.USAGE, "Cannot evaluate");
    return new EvaluationRequest(
        "" + predictions,
        task,
        "" + label,
        Optional.ofNullable(positive),
        listed(score),
        listed(classes),
        Optional.ofNullable(prediction),
        threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold),
        Optional.ofNullable(weight),
        Optional.ofNullable(cluster),
        Optional.ofNullable(query)
            .map(column -> new EvaluationRequest.Ranking(column, top == null ? TOP : top)),
        Optional.ofNullable(lower),
        Optional.ofNullable(upper),
        Optional.ofNullable(baseline),
        listed(segments),
        intersections,
        listed(protectedAttributes),
        held,
        listed(features).isEmpty()
            ? Optional.empty()
            : Optional.of(
                new EvaluationPlan.Similar(
                    listed(features), neighbours == null ? NEIGHBOURS : neighbours)),
        listed(slices),
        limits.limits());
  }

  /** What would tell more, or be surer, than was asked for. */
  private void combined(Problems problems) {
    Map<String, @Nullable String> whole = new LinkedHashMap<>();
    whole.put("--baseline-score", baseline);
    whole.put("--query", query);
    whole.put("--slices", slices);
    whole.forEach(
        (option, column) ->
            check(
                !limits.withholds() || column == null,
                "--min-cell",
                "it with " + option,
                "one of the two, since nothing of what " + option + " adds is withheld",
                "Evaluate twice, and pass on the report with --min-cell",
                problems));
    check(
        weight == null || slices == null,
        "--slices",
        "it with --weight",
        "one of the two, since the search counts rows",
        "Search for slices without --weight",
        problems);
  }

  private Map<String, String> references(Problems problems) {
    Map<String, String> held = new LinkedHashMap<>();
    for (String reference : references) {
      int equals = reference.indexOf('=');
      check(equals > 0, "--reference", reference, "such as sex=female", problems);
      if (equals > 0) {
        String of = reference.substring(0, equals);
        check(
            held.put(of, reference.substring(equals + 1)) == null,
            "--reference",
            reference,
            "one reference group for " + of,
            problems);
        check(
            listed(protectedAttributes).contains(of),
            "--reference",
            reference,
            "one of --protected",
            problems);
      }
    }
    return held;
  }

  static void check(
      boolean holds, String option, String found, String expected, Problems problems) {
    check(holds, option, found, expected, "", problems);
  }

  private static void check(
      boolean holds,
      String option,
      String found,
      String expected,
      String remedy,
      Problems problems) {
    if (!holds) {
      problems.add(option, found, expected, remedy);
    }
  }

  /** Parts between commas that stand in no brackets and no quotes. */
  static List<String> listed(@Nullable String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int depth = 0;
    char quote = 0;
    for (char character : (text == null ? "" : text).toCharArray()) {
      if (quote != 0) {
        quote = character == quote ? 0 : quote;
      } else if (character == '\'' || character == '"' || character == '`') {
        quote = character;
      } else if (character == '(') {
        depth++;
      } else if (character == ')') {
        depth--;
      }
      if (character == ',' && depth <= 0 && quote == 0) {
        parts.add(part.toString().trim());
        part.setLength(0);
      } else {
        part.append(character);
      }
    }
    parts.add(part.toString().trim());
    return parts.stream().filter(one -> !one.isEmpty()).distinct().toList();
  }
}
