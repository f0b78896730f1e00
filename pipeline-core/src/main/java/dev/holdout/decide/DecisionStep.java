package dev.holdout.decide;

import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.measure.Confidence;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.Training;
import dev.holdout.stat.AdaptiveHistogram;
import dev.holdout.table.Tables;
import java.util.List;
import java.util.function.Function;

/**
 * Decides how to decide: calibrator, threshold and review from the winner's out-of-fold scores,
 * with the evidence for them.
 *
 * <p>Cost: one scan of the scores, joined to Training's amounts where costs come from columns, for
 * calibrator and threshold, their intervals and their cross-fitted figures; and two queries more
 * for the rival of one column.
 */
public final class DecisionStep {
  private final Tables tables;
  private final DecisionSpec spec;
  private final Confidence confidence;

  public DecisionStep(Tables tables, DecisionSpec spec, Confidence confidence) {
    this.tables = tables;
    this.spec = spec;
    this.confidence = confidence;
  }

  /** The decision and how it came about. */
  public record Decided(Decision decision, DecisionReport report) {}

  /**
   * Decides.
   *
   * @param search whose winner it is
   * @param training that it was searched on
   * @param plan its folds
   * @param features the columns of which one may be the rival
   */
  public Decided run(
      CrossValidation search, Training training, FoldPlan plan, List<String> features) {
    if (spec.rule().columns().isEmpty()) {
      OutOfFoldScores scores = OutOfFoldScores.ofWinner(tables, search, plan);
      return decided(
          scores.counts(),
          FoldedScores.of(scores.byFoldApart()),
          found -> rival(search, training, plan, features, found));
    }
    CostMatrix matrix = spec.rule().costs().orElseThrow();
    CostedScores scores = CostedScores.ofWinner(tables, search, training, plan, matrix);
    return decided(
        scores.all(), scores.apart(), found -> rival(search, training, plan, features, found));
  }

  private Decided decided(
      AdaptiveHistogram all,
      FoldedScores apart,
      Function<CrossFitted, OneColumn.Result> oneColumn) {
    Decision decision = DecisionFitter.fit(all, apart, spec);
    ThresholdEvidence evidence =
        new DecisionEvidence(all, apart, spec, decision, confidence).gather(oneColumn);
    return new Decided(decision, DecisionFitter.report(all, apart, spec, decision).with(evidence));
  }

  private OneColumn.Result rival(
      CrossValidation search,
      Training training,
      FoldPlan plan,
      List<String> features,
      CrossFitted decisions) {
    return new OneColumn.Search(tables, search, training, plan, spec.rule())
        .find(features, decisions.cuts());
  }
}
