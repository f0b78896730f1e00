package dev.holdout.workflow;

import dev.holdout.audit.Finding;
import dev.holdout.contract.Ingestion;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.learn.CrossValidation;
import dev.holdout.lineage.Build;
import dev.holdout.lineage.Json;
import dev.holdout.lineage.StageRecord;
import dev.holdout.lineage.TableVersion;
import dev.holdout.registry.GateDecision;
import dev.holdout.registry.ModelRecord;
import dev.holdout.registry.ModelStore;
import dev.holdout.registry.Promotions;
import dev.holdout.report.RunReport;
import dev.holdout.split.Split;
import dev.holdout.study.Study;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * A training run: a labelled table in, a model version with its evidence out.
 *
 * <p>The same run, given again, does no work; killed and given again, it goes on after the last
 * finished stage.
 */
public final class TrainingRun {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final SparkSession spark;
  private final StageListener listener;

  private final Duration patience;

  /** A run that does not wait for others. */
  public TrainingRun(SparkSession spark, StageListener listener) {
    this(spark, listener, Duration.ZERO);
  }

  /**
   * A run.
   *
   * @param patience how long to wait for another run of the pipeline
   */
  public TrainingRun(SparkSession spark, StageListener listener, Duration patience) {
    this.spark = spark;
    this.listener = listener;
    this.patience = patience;
  }

  /**
   * Runs the pipeline.
   *
   * @param verb {@code run} or {@code retrain}, for the ledger
   * @param configuration the effective configuration as text, secrets masked; stored with the run
   */
  public RunOutcome run(PipelineSpec spec, String verb, String configuration) {
    return new RecordedRun(spark, listener, spec, verb, configuration, patience)
        .of(
            (context, start) -> {
              RunOutcome outcome = run(context, start, configuration);
              if (outcome.nothingNew()) {
                complete(context, outcome);
              }
              return new RecordedRun.Done<>(
                  outcome,
                  sentence(outcome, context.run()),
                  Optional.of(Reports.reference(outcome.report().run())),
                  outcome.nothingNew());
            });
  }

  /** Records the run that did the work, if it was killed before it could. */
  private static void complete(RunContext context, RunOutcome outcome) {
    RunReport report = outcome.report();
    if (!context.ledger().isRecorded(report.run())) {
      OpenRuns.Open earlier = OpenRuns.Open.reported(report, "run", "", outcome.folder());
      context.ledger().record(earlier.run(), earlier.stages());
    }
  }

  private RunOutcome run(RunContext asked, Instant start, String configuration) {
    Stages stages = asked.stages();
    ModelStore models = new ModelStore(asked.tables());
    Promotions promotions = new Promotions(asked.tables());

    Preparation preparation = new Preparation(asked);
    Preparation.Divided divided = preparation.divide();
    preparation.trySegments(divided);
    RunContext context = asked.labelled(divided.planned().label());
    PipelineSpec spec = context.spec();
    Ingestion data = divided.data();
    SplitStage.Result planned = divided.planned();
    Split split = divided.split();
    List<Finding> findings = preparation.audit(divided);

    SearchStage searching = new SearchStage(context, divided.input(), split);
    Optional<StudyStage> studying =
        StudyStage.of(context, divided.input(), planned.report(), split);
    FoldPreprocessing preprocessing = searching.preprocess();
    CrossValidation search = searching.search(preprocessing);

    ModelStage modelling = new ModelStage(context, models);
    Decided decided = modelling.decide(divided.input(), search, split);
    Optional<Study> study =
        studying.map(stage -> stage.run(preprocessing, search, searching.familyOf(search)));
    ModelStage.Saved saved =
        modelling.fit(divided.input(), split.training(), preprocessing, search, decided);

    Optional<SliceStage.Found> slices =
        SliceStage.of(context)
            .map(stage -> stage.find(divided.input(), split, search, decided, saved));

    TestStage.Result test =
        new TestStage(context, models, promotions)
            .run(
                divided.input(),
                planned.report(),
                split.test(),
                new TestStage.Evaluated(saved, search, decided, slices));
    ModelRecord model =
        register(context, models, divided.table(), planned, search, decided, saved, test);
    GateStage gating = new GateStage(context, promotions);
    GateDecision gate = gating.decide(model, test);
    gating.promote(model, gate);

    RunReport report =
        new ReportStage(context)
            .run(
                model.reference(),
                decidesReport(configuration),
                start,
                (run, startedAt, seconds) ->
                    new RunReport(
                        spec.name(),
                        run,
                        startedAt,
                        seconds,
                        Build.current(),
                        environment(),
                        spec.label(),
                        data,
                        planned.report(),
                        findings,
                        search,
                        saved.rebalancing(),
                        decided.report(),
                        test.evaluation(),
                        saved.weights().stream()
                            .map(
                                weight ->
                                    new RunReport.Importance(
                                        weight.feature(), weight.column(), weight.weight()))
                            .toList(),
                        gate,
                        model,
                        test.openings(),
                        stages.records(),
                        configuration,
                        study,
                        divided.windows(),
                        decided.classReport(),
                        decided.numbers(),
                        test.slices(),
                        test.fairness()));
    return new RunOutcome(
        report,
        new Reports(context.tables()).folder(report.run()),
        stages.allReused(),
        stages.records());
  }

  private static ModelRecord register(
      RunContext context,
      ModelStore models,
      TableVersion data,
      SplitStage.Result planned,
      CrossValidation search,
      Decided decided,
      ModelStage.Saved saved,
      TestStage.Result test) {
    PipelineSpec spec = context.spec();
    return context
        .stages()
        .stage(
            "register",
            Map.of("files", saved.files(), "threshold", decided.threshold()),
            List.of(
                Stages.Input.of("models/" + spec.name() + "@" + saved.version()),
                Stages.Input.of(test.scores())),
            ModelRecord.class,
            result -> List.of(Output.file(tables -> models.isRegistered(result))),
            key -> {
              ModelRecord model =
                  new ModelRecord(
                      spec.name(),
                      saved.version(),
                      Instant.now(),
                      context.run(),
                      data,
                      planned.report().assignment(),
                      context.splitRule(),
                      Json.digest(spec),
                      Build.current(),
                      search.selected(),
                      decided.threshold(),
                      values(test.evaluation()),
                      saved.inputs(),
                      saved.files(),
                      Optional.of(spec.label()));
              models.describe(model, saved.fit());
              return model;
            });
  }

  private static SortedMap<String, Double> values(Evaluation evaluation) {
    SortedMap<String, Double> values = new TreeMap<>();
    evaluation
        .overall()
        .metrics()
        .forEach(
            (metric, measure) -> measure.value().ifPresent(value -> values.put(metric, value)));
    return values;
  }

  /** All of the configuration but where the workspace lies, which may be moved. */
  private static String decidesReport(String configuration) {
    return configuration.replaceAll("(?m)^workspace:.*\\R?", "");
  }

  private RunReport.Environment environment() {
    return new RunReport.Environment(
        spark.version(),
        spark.sparkContext().master(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  private static String sentence(RunOutcome outcome, String run) {
    RunReport report = outcome.report();
    return report.run().equals(run)
        ? sentence(report)
        : "Made again what was missing of run "
            + report.run()
            + ": "
            + outcome.stages().stream()
                .filter(stage -> !stage.reused())
                .map(StageRecord::stage)
                .collect(Collectors.joining(", "));
  }

  static String sentence(RunReport report) {
    return (report.gate().promoted() ? "Promoted " : "Trained ")
        + report.model().reference()
        + ": "
        + String.join(" ", report.gate().reasons());
  }

  static String newRunId(Instant start) {
    return RUN_ID.format(start) + "-" + UUID.randomUUID().toString().substring(0, 4);
  }

  static double secondsSince(Instant start) {
    return (Instant.now().toEpochMilli() - start.toEpochMilli()) / 1000.0;
  }
}
