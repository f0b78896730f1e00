package dev.holdout.workflow;

import dev.holdout.feature.FittedFolds;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.feature.PreprocessingPlan;
import dev.holdout.learn.Candidate;
import dev.holdout.learn.CandidateGrid;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.CrossValidator;
import dev.holdout.learn.FamilyResult;
import dev.holdout.learn.NestedCrossValidation;
import dev.holdout.learn.NestedFamily;
import dev.holdout.learn.NestedFolds;
import dev.holdout.learn.OutOfFoldTarget;
import dev.holdout.learn.Selection;
import dev.holdout.learn.Target;
import dev.holdout.split.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Preprocessing for all folds, then each family of candidates, one stage each; the choice among
 * them, and on request the search as a whole, with a stage more for each family.
 */
final class SearchStage {
  private final RunContext context;
  private final Stages.Input divided;
  private final Split split;
  private final Optional<NestedFolds> nested;
  private final List<FamilyResult> found = new ArrayList<>();

  /**
   * A search; refuses at once a nested one over folds that allow none.
   *
   * @param divided the rows and where each goes
   */
  SearchStage(RunContext context, Stages.Input divided, Split split) {
    this.context = context;
    this.divided = divided;
    this.split = split;
    this.nested =
        context.spec().search().nested()
            ? Optional.of(NestedFolds.of(split.plan().folds()))
            : Optional.empty();
  }

  FoldPreprocessing preprocess() {
    PipelineSpec spec = context.spec();
    return context
        .stages()
        .stage(
            "preprocess",
            Map.of("features", spec.features(), "nested", nested.isPresent()),
            List.of(divided),
            FittedFolds.class,
            result -> List.of(),
            key ->
                PreprocessingPlan.of(split.training().rows().schema(), spec.features())
                    .fit(
                        split.training(),
                        nested.map(NestedFolds::all).orElse(split.plan().folds())));
  }

  CrossValidation search(FoldPreprocessing preprocessing) {
    Map<String, List<Candidate>> families = new LinkedHashMap<>();
    for (Candidate candidate :
        CandidateGrid.of(context.spec().search(), context.spec().label().task())) {
      families.computeIfAbsent(candidate.family(), unseen -> new ArrayList<>()).add(candidate);
    }
    found.clear();
    families.forEach((family, of) -> found.add(family(family, of, preprocessing)));
    CrossValidation search = Selection.select(found, context.spec().search());
    return nested
        .map(folds -> search.with(judged(folds, search, families, preprocessing)))
        .orElse(search);
  }

  /** What {@link #search} found about the winner's family. */
  FamilyResult familyOf(CrossValidation search) {
    return found.stream()
        .filter(family -> family.family().equals(search.winner().family()))
        .findFirst()
        .orElseThrow();
  }

  private NestedCrossValidation judged(
      NestedFolds folds,
      CrossValidation found,
      Map<String, List<Candidate>> families,
      FoldPreprocessing preprocessing) {
    List<NestedFamily> inner = new ArrayList<>();
    if (!folds.fits().folds().isEmpty()) {
      families.forEach((family, of) -> inner.add(nested(family, of, folds, preprocessing)));
    }
    return NestedCrossValidation.of(folds, found, inner, context.spec().search());
  }

  private NestedFamily nested(
      String family,
      List<Candidate> candidates,
      NestedFolds folds,
      FoldPreprocessing preprocessing) {
    return context
        .stages()
        .stage(
            family + "_nested",
            decides(candidates),
            List.of(divided),
            NestedFamily.class,
            result -> List.of(),
            key -> validator().runNested(split.training(), folds, preprocessing, candidates));
  }

  private Map<String, Object> decides(List<Candidate> candidates) {
    PipelineSpec spec = context.spec();
    return Map.of(
        "candidates",
        candidates,
        "features",
        spec.features(),
        "rebalance",
        spec.rebalance().with(spec.rebalance().strategy()),
        "seed",
        spec.search().seed(),
        "target",
        Target.of(spec.label()));
  }

  private CrossValidator validator() {
    return new CrossValidator(
        context.spec().search().parallelism(),
        context.spec().rebalance(),
        context.spec().search().seed(),
        Target.of(context.spec().label()));
  }

  private FamilyResult family(
      String family, List<Candidate> candidates, FoldPreprocessing preprocessing) {
    PipelineSpec spec = context.spec();
    return context
        .stages()
        .stage(
            family,
            decides(candidates),
            List.of(divided),
            FamilyResult.class,
            result -> result.outOfFold().map(Output::of).stream().toList(),
            key ->
                validator()
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
