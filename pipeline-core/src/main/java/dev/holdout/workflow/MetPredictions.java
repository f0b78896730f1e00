package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.measure.Counted;
import dev.holdout.measure.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What the evaluation's own scan meets in the columns of predictions: values that are not what they
 * were said to be are refused. No scan of its own, unless something is wrong.
 */
final class MetPredictions {
  private static final String ROWS = "rows";
  private static final String WEIGHTLESS = "weightless";
  private static final String EXTREME = "extreme";
  private static final String UNREADABLE = "unreadable";
  private static final String PROBLEM = "problem";

  /** Squares of weights beyond this, and sums of them, would not be finite or would vanish. */
  private static final double WEIGHT_BOUND = 1e100;

  private static final String NO_NUMBER = "no number: ";

  private final EvaluationRequest request;
  private final PredictionTable table;
  private final Optional<ClassScores> classes;
  private final MetLabels labels;
  private final Observation observation = new Observation();

  MetPredictions(EvaluationRequest request, PredictionTable table, Optional<ClassScores> classes) {
    this.request = request;
    this.table = table;
    this.classes = classes;
    this.labels = MetLabels.of(request, table, classes);
  }

  /**
   * The rows, which are observed on their way.
   *
   * @param rows with the columns of {@link ReadPredictions}
   */
  Dataset<Row> observed(Dataset<Row> rows) {
    List<Column> figures = new ArrayList<>();
    figures.addAll(labels.figures());
    if (hasScores()) {
      figures.addAll(MetScores.figures(request));
    }
    request
        .weight()
        .ifPresent(
            name ->
                figures.addAll(
                    List.of(
                        count_if(col(ReadPredictions.WEIGHT).equalTo(0.0)).as(WEIGHTLESS),
                        count_if(isExtreme(table.number(name, "--weight"))).as(EXTREME))));
    numeric()
        .forEach(
            (option, name) -> {
              figures.add(count(table.noNumber(name)).as(option));
              figures.add(min(table.noNumber(name)).as(option + "?"));
            });
    described().forEach(name -> figures.add(count(table.noNumber(name)).as(NO_NUMBER + name)));
    if (!table.hasUnreadable()) {
      return rows.observe(observation, count(lit(1)).as(ROWS), figures.toArray(Column[]::new));
    }
    Column problem = col(Columns.UNREADABLE);
    figures.add(count(problem).as(UNREADABLE));
    figures.add(min(problem).as(PROBLEM));
    return rows.observe(
            observation, count_if(problem.isNull()).as(ROWS), figures.toArray(Column[]::new))
        .filter(problem.isNull())
        .drop(Columns.UNREADABLE);
  }

  private boolean hasScores() {
    return request.task() == Task.BINARY && !request.scores().isEmpty();
  }

  /** What to say where scores lie outside 0 to 1; after the scan. */
  String scoresOutside() {
    return MetScores.outside(request, met());
  }

  /** The columns that describe the rows. */
  private List<String> described() {
    return Stream.concat(
            request.similar().stream().flatMap(similar -> similar.features().stream()),
            request.slices().stream())
        .distinct()
        .toList();
  }

  /** Whether every text of a column that describes the rows is a number; after the scan. */
  boolean allNumbers(String name) {
    return number(met(), NO_NUMBER + name) == 0;
  }

  /** The options whose columns must be numbers. */
  private Map<String, String> numeric() {
    Map<String, String> columns = new LinkedHashMap<>();
    switch (request.task()) {
      case BINARY -> request.scores().forEach(name -> columns.put("--score", name));
      case MULTICLASS ->
          classes.orElseThrow().columns().stream()
              .filter(name -> table.isText(name))
              .forEach(name -> columns.put("--score " + name, name));
      case REGRESSION -> {
        columns.put("--label", request.label());
        columns.put("--prediction", request.prediction().orElseGet(() -> request.scores().get(0)));
        request.lower().ifPresent(name -> columns.put("--lower", name));
        request.upper().ifPresent(name -> columns.put("--upper", name));
      }
    }
    request.weight().ifPresent(name -> columns.put("--weight", name));
    request.baseline().ifPresent(name -> columns.put("--baseline-score", name));
    return columns;
  }

  /**
   * Judges what the scan met.
   *
   * @throws HoldoutException when the values are not what they were said to be
   */
  void check() {
    Map<String, Object> met = met();
    if (number(met, ROWS) == 0) {
      throw request.refused(
          ErrorCode.DATA_INSUFFICIENT,
          number(met, UNREADABLE) == 0
              ? "no rows"
              : String.format(
                  Locale.ROOT,
                  "%,d records that cannot be read (%s) and no rows",
                  number(met, UNREADABLE),
                  met.get(PROBLEM)),
          "at least one",
          "Check the file.");
    }
    if (request.similar().isPresent()
        && number(met, ROWS) <= request.similar().get().neighbours()) {
      throw request.refused(
          ErrorCode.DATA_INSUFFICIENT,
          String.format(Locale.ROOT, "%,d rows", number(met, ROWS)),
          String.format(
              Locale.ROOT,
              "more than %,d neighbours (--neighbours)",
              request.similar().get().neighbours()),
          "Ask for fewer neighbours.");
    }
    numeric()
        .forEach(
            (option, name) -> {
              if (number(met, option) > 0) {
                throw request.refused(
                    ErrorCode.DATA_CONTRACT,
                    table
                        .nearly(name)
                        .filter(what -> !what.contains("\"" + met.get(option + "?") + "\""))
                        .map(what -> "text in \"" + name + "\" (" + option + "): " + what)
                        .orElseGet(
                            () ->
                                String.format(
                                    Locale.ROOT,
                                    "%,d rows whose \"%s\" (%s) is no number, such as \"%s\"",
                                    number(met, option),
                                    name,
                                    option,
                                    met.get(option + "?"))),
                    "numbers, or nothing where there is none",
                    request.task() == Task.BINARY
                        ? "Name another column, or mend the values."
                        : "Name another column, or --task multiclass if these are classes.");
              }
            });
    if (number(met, WEIGHTLESS) == number(met, ROWS)) {
      throw request.refused(
          ErrorCode.DATA_INSUFFICIENT,
          String.format(
              Locale.ROOT,
              "a weight of 0 in all %,d rows of \"%s\" (--weight)",
              number(met, ROWS),
              request.weight().orElse("")),
          "some weights above 0",
          "Name another column, or leave --weight out.");
    }
    if (number(met, EXTREME) > 0) {
      throw request.refused(
          ErrorCode.DATA_CONTRACT,
          String.format(
              Locale.ROOT,
              "%,d rows whose weight in \"%s\" (--weight) is above 1e100 or below 1e-100",
              number(met, EXTREME),
              request.weight().orElse("")),
          "weights of 0 or from 1e-100 to 1e100",
          "Divide them by their mean.");
    }
    labels.check(met);
  }

  /** Whether a weight is so large or so small that sums of its squares are no numbers. */
  static Column isExtreme(Column weight) {
    return weight
        .gt(WEIGHT_BOUND)
        .and(weight.lt(Double.POSITIVE_INFINITY))
        .or(weight.gt(0.0).and(weight.lt(1 / WEIGHT_BOUND)));
  }

  /** What a reader must know of the values; after the scan. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (number(met(), UNREADABLE) > 0) {
      notes.add(
          Counted.of(
                  number(met(), UNREADABLE),
                  "[record cannot be read and is|records cannot be read and are] part of no metric;"
                      + " the first: ")
              + met().get(PROBLEM)
              + ".");
    }
    notes.addAll(labels.notes(met()));
    Counted.add(
        notes,
        number(met(), WEIGHTLESS),
        "[row has a weight of 0 and is|rows have a weight of 0 and are] as good as absent.");
    return notes;
  }

  private Map<String, Object> met() {
    try {
      return CollectionConverters.asJava(observation.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldoutException(ErrorCode.INTERNAL, "Cannot evaluate: interrupted.", e);
    }
  }

  /** A count that the scan made; 0 where it counted nothing. */
  static long number(Map<String, Object> met, String name) {
    return met.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
