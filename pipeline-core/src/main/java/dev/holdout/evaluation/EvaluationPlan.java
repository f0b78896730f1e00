package dev.holdout.evaluation;

import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.evaluate.Predictions;
import dev.holdout.evaluate.RankedPredictions;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.ProportionMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that is asked of a table of predictions.
 *
 * @param predictions where the table has them, with weights and clusters
 * @param spec metrics' segments, crossings, protected attributes, intervals
 * @param level of all intervals and verdicts; wider than the specification's where rows were looked
 *     at before
 * @param proportions how intervals of proportions are made
 * @param references protected attribute → the group that others are compared with; the largest
 *     where none is named
 * @param minCell what would reveal fewer rows is withheld; empty to withhold nothing
 * @param ranking which rows are ranked together; empty where none are
 * @param similar whether similar rows are decided alike; empty where that is not asked
 * @param slices columns by which slices with larger errors are searched; empty for no search
 * @param baseline a column with the scores (of several classes as a list) or the predicted numbers
 *     of another model on the same rows, whose decisions have the same threshold
 */
public record EvaluationPlan(
    Predictions predictions,
    EvaluationSpec spec,
    IntervalLevel level,
    ProportionMethod proportions,
    Map<String, String> references,
    OptionalInt minCell,
    Optional<RankedPredictions> ranking,
    Optional<Similar> similar,
    List<String> slices,
    Optional<String> baseline) {
  public EvaluationPlan {
    references = Map.copyOf(references);
    slices = List.copyOf(slices);
  }

  /** Metrics overall and by segment, and fairness where there are protected attributes. */
  public static EvaluationPlan of(Predictions predictions, EvaluationSpec spec) {
    return builder(predictions, spec).build();
  }

  /** A plan to which more can be added. */
  public static Builder builder(Predictions predictions, EvaluationSpec spec) {
    return new Builder(predictions, spec);
  }

  /**
   * What makes rows similar.
   *
   * @param features columns that describe the rows
   * @param neighbours how many of the nearest rows one is compared with
   */
  public record Similar(List<String> features, int neighbours) {
    public Similar {
      features = List.copyOf(features);
    }
  }

  /** Adds to a plan what is not part of every evaluation. */
  public static final class Builder {
    private final Predictions predictions;
    private final EvaluationSpec spec;
    private IntervalLevel level;
    private ProportionMethod proportions = ProportionMethod.WILSON;
    private Map<String, String> references = Map.of();
    private OptionalInt minCell = OptionalInt.empty();
    private Optional<RankedPredictions> ranking = Optional.empty();
    private Optional<Similar> similar = Optional.empty();
    private List<String> slices = List.of();
    private Optional<String> baseline = Optional.empty();

    private Builder(Predictions predictions, EvaluationSpec spec) {
      this.predictions = predictions;
      this.spec = spec;
      this.level = IntervalLevel.of(spec.confidence());
    }

    /** Intervals of rows that were looked at before. */
    public Builder level(IntervalLevel corrected) {
      level = corrected;
      return this;
    }

    /** Other intervals of proportions. */
    public Builder proportions(ProportionMethod method) {
      proportions = method;
      return this;
    }

    /** Protected attribute → the group that others are compared with. */
    public Builder references(Map<String, String> groups) {
      references = groups;
      return this;
    }

    /** Withholds what would reveal fewer rows. */
    public Builder minCell(OptionalInt fewest) {
      minCell = fewest;
      return this;
    }

    /** Metrics of rankings. */
    public Builder ranking(Optional<RankedPredictions> ranked) {
      ranking = ranked;
      return this;
    }

    /** Consistency of decisions on similar rows. */
    public Builder similar(Optional<Similar> rows) {
      similar = rows;
      return this;
    }

    /** A search for slices by these columns. */
    public Builder slices(List<String> columns) {
      slices = columns;
      return this;
    }

    /** A comparison with another model's scores. */
    public Builder baseline(Optional<String> scores) {
      baseline = scores;
      return this;
    }

    /** The plan. */
    public EvaluationPlan build() {
      return new EvaluationPlan(
          predictions,
          spec,
          level,
          proportions,
          references,
          minCell,
          ranking,
          similar,
          slices,
          baseline);
    }
  }
}
