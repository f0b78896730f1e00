package dev.holdout.workflow;

import dev.holdout.feature.FittedFolds;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.feature.PreprocessingPlan;
import dev.holdout.learn.Candidate;
import dev.holdout.learn.CandidateGrid;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.CrossValidator;
import dev.holdout.learn.FamilyResult;
import dev.holdout.learn.OutOfFoldTarget;
import dev.holdout.learn.Selection;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Preprocessing for all folds, then each family of candidates, one stage each; the choice among
 * them.
 */
final class SearchStage {
  private final RunContext context;
  private final TableVersion assignment;
  private final Split split;

  SearchStage(RunContext context, TableVersion assignment, Split split) {
    this.context = context;
    this.assignment = assignment;
    this.split = split;
  }

  FoldPreprocessing preprocess() {
    PipelineSpec spec = context.spec();
    return context
        .stages()
        .stage(
            "preprocess",
            spec.features(),
            List.of(Stages.Input.of(assignment)),
            FittedFolds.class,
            result -> List.of(),
            key ->
                PreprocessingPlan.of(split.training().rows().schema(), spec.features())
                    .fit(split.training(), split.plan().folds()));
  }

  CrossValidation search(FoldPreprocessing preprocessing) {
    Map<String, List<Candidate>> families = new LinkedHashMap<>();
    for (Candidate candidate : CandidateGrid.of(context.spec().search())) {
      families.computeIfAbsent(candidate.family(), unseen -> new ArrayList<>()).add(candidate);
    }
    List<FamilyResult> results = new ArrayList<>();
    families.forEach((family, of) -> results.add(family(family, of, preprocessing)));
    return Selection.select(results, context.spec().search());
  }

  private FamilyResult family(
      String family, List<Candidate> candidates, FoldPreprocessing preprocessing) {
    PipelineSpec spec = context.spec();
    return context
        .stages()
        .stage(
            family,
            Map.of(
                "candidates",
                candidates,
                "features",
                spec.features(),
                "seed",
                spec.search().seed()),
            List.of(Stages.Input.of(assignment)),
            FamilyResult.class,
            result -> result.outOfFold().map(TableVersion::reference).stream().toList(),
            key ->
                new CrossValidator(spec.search().parallelism(), spec.search().seed())
                    .runFamily(
                        split.training(),
                        split.plan().folds(),
                        preprocessing,
                        candidates,
                        new OutOfFoldTarget(
                            context.tables(),
                            "predictions/" + spec.name() + "_out_of_fold/" + family,
                            key,
                            context.run())));
  }
}
