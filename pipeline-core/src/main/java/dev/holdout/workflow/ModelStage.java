package dev.holdout.workflow;

import dev.holdout.contract.Columns;
import dev.holdout.decide.ClassCalibratorKind;
import dev.holdout.decide.ClassDecisionStep;
import dev.holdout.decide.DecisionStep;
import dev.holdout.decide.PredictionIntervals;
import dev.holdout.evaluate.EvaluationSpec;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.feature.Preprocessor;
import dev.holdout.learn.Candidate;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.FeatureWeight;
import dev.holdout.learn.FinalFit;
import dev.holdout.learn.OutOfFoldNumbers;
import dev.holdout.learn.Rebalancing;
import dev.holdout.learn.Target;
import dev.holdout.measure.Confidence;
import dev.holdout.registry.ModelRecord;
import dev.holdout.registry.ModelStore;
import dev.holdout.split.Split;
import dev.holdout.split.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.types.StructType;

/**
 * The decision step from the winner's out-of-fold scores; the winner on all of Training; the two
 * saved as one model.
 */
final class ModelStage {
  private final RunContext context;
  private final ModelStore models;

  ModelStage(RunContext context, ModelStore models) {
    this.context = context;
    this.models = models;
  }

  /**
   * A saved model.
   *
   * @param version its version
   * @param fit digest of all that decided the fit: equal fits are one model, whatever their files
   * @param files SHA-256 of its files
   * @param inputs the columns it reads
   * @param weights what its features count
   * @param rebalancing what was done to the rows it was fitted on
   */
  record Saved(
      long version,
      String fit,
      SortedMap<String, String> files,
      List<ModelRecord.Input> inputs,
      List<FeatureWeight> weights,
      Optional<Rebalancing> rebalancing) {}

  Decided decide(Stages.Input divided, CrossValidation search, Split split) {
    return switch (context.spec().label().task()) {
      case BINARY -> binary(divided, search, split);
      case MULTICLASS -> classes(search, split);
      case REGRESSION -> numbers(search, split);
    };
  }

  private Decided classes(CrossValidation search, Split split) {
    ClassCalibratorKind calibrator = context.spec().prediction().calibrator();
    List<String> classes = context.spec().label().classes();
    return Decided.of(
        context
            .stages()
            .stage(
                "decide",
                Map.of(
                    "calibrator",
                    calibrator,
                    "candidate",
                    search.selected(),
                    "classes",
                    classes,
                    "folds",
                    split.plan().folds()),
                List.of(Stages.Input.of(search.outOfFold())),
                ClassDecisionStep.Decided.class,
                result -> List.of(),
                key ->
                    new ClassDecisionStep(context.tables(), calibrator)
                        .run(search, split.plan().folds(), classes)));
  }

  private Decided numbers(CrossValidation search, Split split) {
    double coverage = context.spec().prediction().coverage();
    return Decided.of(
        context
            .stages()
            .stage(
                "decide",
                Map.of(
                    "coverage",
                    coverage,
                    "candidate",
                    search.selected(),
                    "folds",
                    split.plan().folds()),
                List.of(Stages.Input.of(search.outOfFold())),
                PredictionIntervals.class,
                result -> List.of(),
                key ->
                    PredictionIntervals.learn(
                        OutOfFoldNumbers.ofWinner(context.tables(), search, split.plan().folds()),
                        coverage)));
  }

  private Decided binary(Stages.Input divided, CrossValidation search, Split split) {
    PipelineSpec spec = context.spec();
    EvaluationSpec evaluation = spec.evaluation();
    Confidence confidence =
        new Confidence(evaluation.confidence(), evaluation.draws(), evaluation.seed());
    List<String> features =
        Arrays.stream(split.training().rows().schema().fieldNames())
            .filter(column -> !column.startsWith(Columns.RESERVED_PREFIX))
            .filter(column -> !spec.features().drop().contains(column))
            .toList();
    return Decided.of(
        context
            .stages()
            .stage(
                "decide",
                Map.of(
                    "decision",
                    spec.decision(),
                    "candidate",
                    search.selected(),
                    "confidence",
                    confidence,
                    "features",
                    features),
                List.of(divided, Stages.Input.of(search.outOfFold())),
                DecisionStep.Decided.class,
                result -> List.of(),
                key ->
                    new DecisionStep(context.tables(), spec.decision(), confidence)
                        .run(search, split.training(), split.plan().folds(), features)));
  }

  Saved fit(
      Stages.Input divided,
      Training training,
      FoldPreprocessing preprocessing,
      CrossValidation search,
      Decided decided) {
    PipelineSpec spec = context.spec();
    Candidate winner = search.winner();
    return context
        .stages()
        .stage(
            "fit",
            Map.of(
                "candidate",
                winner,
                "features",
                spec.features(),
                "rebalance",
                spec.rebalance().with(spec.rebalance().strategy()),
                "seed",
                spec.search().seed(),
                "decision",
                decided.decides()),
            List.of(divided, Stages.Input.of(search.outOfFold())),
            Saved.class,
            result ->
                List.of(
                    Output.of(
                        reference(result),
                        tables -> models.holds(spec.name(), result.version(), result.files()))),
            key -> {
              FinalFit fit =
                  FinalFit.of(
                      training,
                      preprocessing,
                      spec.rebalance(),
                      winner,
                      spec.search().seed(),
                      Target.of(spec.label()));
              List<Transformer> stages = new ArrayList<>(List.of(fit.model().stages()));
              stages.add(decided.stage());
              long version =
                  models.save(
                      spec.name(),
                      new PipelineModel("holdout", stages),
                      key,
                      context.stages()::isFinished);
              return new Saved(
                  version,
                  key,
                  models.checksums(spec.name(), version),
                  inputs(fit.model(), training.rows().schema()),
                  fit.weights(),
                  fit.rebalancing());
            });
  }

  private static List<ModelRecord.Input> inputs(PipelineModel model, StructType schema) {
    return Arrays.stream(model.stages())
        .filter(Preprocessor.class::isInstance)
        .flatMap(stage -> ((Preprocessor) stage).inputColumns().stream())
        .map(column -> new ModelRecord.Input(column, schema.apply(column).dataType().sql()))
        .toList();
  }

  String reference(Saved saved) {
    return "models/" + context.spec().name() + "@" + saved.version();
  }
}
