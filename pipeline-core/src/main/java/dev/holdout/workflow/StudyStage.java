package dev.holdout.workflow;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.FamilyResult;
import dev.holdout.learn.OutOfFoldTarget;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.rebalance.Strategy;
import dev.holdout.split.Split;
import dev.holdout.split.SplitReport;
import dev.holdout.study.StrategyFit;
import dev.holdout.study.StrategyRun;
import dev.holdout.study.Study;
import dev.holdout.study.StudyComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The strategies of rebalancing that were asked for, one stage each, then their comparison. The
 * strategy of the search itself is not fitted again.
 */
final class StudyStage {
  private final RunContext context;
  private final Stages.Input divided;
  private final SplitReport report;
  private final Split split;

  private StudyStage(RunContext context, Stages.Input divided, SplitReport report, Split split) {
    this.context = context;
    this.divided = divided;
    this.report = report;
    this.split = split;
  }

  /** The stage, if strategies are to be compared; refuses at once folds that allow none. */
  static Optional<StudyStage> of(
      RunContext context, Stages.Input divided, SplitReport report, Split split) {
    if (context.spec().rebalance().compare().isEmpty()) {
      return Optional.empty();
    }
    int folds = split.plan().folds().folds().size();
    if (folds < 2) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot compare strategies of rebalancing: found "
              + folds
              + " fold, expected at least two, since a fold's threshold is learned from the others."
              + " Ask for more folds, or leave rebalance.compare out.");
    }
    return Optional.of(new StudyStage(context, divided, report, split));
  }

  Study run(FoldPreprocessing preprocessing, CrossValidation search, FamilyResult ofSearch) {
    PipelineSpec spec = context.spec();
    StrategyRun runs =
        new StrategyRun(
            split.training(),
            split.plan().folds(),
            report.folds(),
            preprocessing,
            search.winner(),
            spec.rebalance(),
            spec.search().parallelism(),
            spec.search().seed());
    List<StrategyFit> fits = new ArrayList<>();
    for (Strategy strategy : spec.rebalance().compare()) {
      fits.add(
          strategy.equals(spec.rebalance().strategy())
              ? runs.ofSearch(ofSearch)
              : fit(strategy, search, runs));
    }
    return compare(fits, search);
  }

  private StrategyFit fit(Strategy strategy, CrossValidation search, StrategyRun runs) {
    PipelineSpec spec = context.spec();
    RebalanceSpec rebalance = spec.rebalance().with(strategy);
    String name = "study_" + safe(strategy);
    return context
        .stages()
        .stage(
            name,
            Map.of(
                "candidate",
                search.winner(),
                "features",
                spec.features(),
                "rebalance",
                rebalance,
                "seed",
                spec.search().seed()),
            List.of(divided),
            StrategyFit.class,
            result -> result.scores().map(Output::of).stream().toList(),
            key ->
                runs.run(
                    strategy,
                    new OutOfFoldTarget(
                        context.tables(),
                        "predictions/" + spec.name() + "_out_of_fold/study/" + safe(strategy),
                        key,
                        context.run())));
  }

  private Study compare(List<StrategyFit> fits, CrossValidation search) {
    PipelineSpec spec = context.spec();
    List<Stages.Input> inputs = new ArrayList<>(List.of(divided));
    fits.forEach(fit -> fit.scores().ifPresent(scores -> inputs.add(Stages.Input.of(scores))));
    return context
        .stages()
        .stage(
            "study",
            Map.of(
                "candidate",
                search.winner(),
                "strategies",
                spec.rebalance().compare(),
                "decision",
                spec.decision(),
                "evaluation",
                spec.evaluation()),
            inputs,
            Study.class,
            result -> List.of(),
            key ->
                new StudyComparison(
                        context.tables(),
                        split.training(),
                        split.plan().folds(),
                        report.folds(),
                        search.winner(),
                        spec.decision(),
                        spec.evaluation())
                    .compare(fits));
  }

  /** A strategy's id as part of a path: {@code smote(k=5)} becomes {@code smote_k_5}. */
  private static String safe(Strategy strategy) {
    return strategy
        .id()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "_")
        .replaceAll("_$", "");
  }
}
