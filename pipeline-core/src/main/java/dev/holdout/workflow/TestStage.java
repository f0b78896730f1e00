package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.SegmentColumns;
import dev.holdout.evaluation.EvaluationPlan;
import dev.holdout.evaluation.EvaluationResult;
import dev.holdout.evaluation.Evaluations;
import dev.holdout.evaluation.Fairness;
import dev.holdout.learn.CrossValidation;
import dev.holdout.lineage.Json;
import dev.holdout.lineage.TableVersion;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Task;
import dev.holdout.registry.ModelRecord;
import dev.holdout.registry.ModelStore;
import dev.holdout.registry.Promotions;
import dev.holdout.slice.ConfirmedSlices;
import dev.holdout.split.SealedTest;
import dev.holdout.split.SplitReport;
import dev.holdout.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Opens Test once: scores it with the new model, and with the champion if there is one that may be
 * compared; stores the scores; evaluates them. The gate reads the stored scores, so that Test need
 * not be opened again. Slices that were found out of fold are judged on the same rows.
 *
 * <p>Under a reusable hold-out the champion is not scored, labels are not stored beside the scores,
 * what is told of the evaluation are answers alone, and slices are not looked for.
 */
final class TestStage {
  private static final String NO_SLICES =
      "Slices that nobody named were not looked for: a reusable hold-out could not confirm them.";

  private final RunContext context;
  private final ModelStore models;
  private final Promotions promotions;
  private final TestLedger ledger;
  private final ReusableTest reusableTest;

  TestStage(RunContext context, ModelStore models, Promotions promotions) {
    this.context = context;
    this.models = models;
    this.promotions = promotions;
    this.ledger = new TestLedger(context.tables());
    this.reusableTest = new ReusableTest(context, ledger);
  }

  /**
   * What Test said.
   *
   * @param evaluation of the new model
   * @param scores the stored scores: row key, label, segments, probability, decision, review, the
   *     champion's probability
   * @param champion the champion that it may be compared with
   * @param incomparable why a champion could not be
   * @param openings how many times this Test was opened
   * @param slices what it says of the slices found
   * @param fairness between the groups of protected attributes
   */
  record Result(
      Evaluation evaluation,
      TableVersion scores,
      Optional<ModelRecord> champion,
      Optional<String> incomparable,
      long openings,
      Optional<ConfirmedSlices> slices,
      Optional<Fairness> fairness) {}

  /**
   * The model to be evaluated.
   *
   * @param search whose winner it is
   * @param decided what its scores become
   * @param slices where it errs most out of fold, if that was looked for
   */
  record Evaluated(
      ModelStage.Saved saved,
      CrossValidation search,
      Decided decided,
      Optional<SliceStage.Found> slices) {}

  Result run(Stages.Input divided, SplitReport split, SealedTest test, Evaluated model) {
    PipelineSpec spec = context.spec();
    String reference = reference(model.saved());
    return context
        .stages()
        .stage(
            "evaluate",
            Map.of(
                "evaluation",
                List.of(
                    spec.evaluation(),
                    spec.references(),
                    StoredPredictions.weight(spec),
                    StoredPredictions.cluster(spec)),
                "openings",
                spec.openings().withoutBudget(),
                "threshold",
                model.decided().threshold(),
                "decision",
                model.decided().decides(),
                "fit",
                model.saved().fit(),
                "slices",
                model.slices()),
            List.of(divided, Stages.Input.of(reference)),
            Result.class,
            TestStage::outputs,
            key -> evaluate(split.test(), test, model, key));
  }

  private static List<Output> outputs(Result result) {
    List<Output> outputs = new ArrayList<>();
    outputs.add(Output.of(result.scores()));
    outputs.add(Output.ledger("metrics"));
    if (result.fairness().isPresent()) {
      outputs.add(Output.ledger("fairness"));
    }
    if (result.slices().filter(found -> !found.slices().isEmpty()).isPresent()) {
      outputs.add(Output.ledger("slices"));
    }
    return outputs;
  }

  private Result evaluate(long size, SealedTest test, Evaluated model, String key) {
    PipelineSpec spec = context.spec();
    Optional<Long> rivalVersion = promotions.rivalOf(spec.name(), model.saved().version());
    Optional<ModelRecord> champion =
        rivalVersion.flatMap(version -> models.record(spec.name(), version));
    Optional<String> incomparable =
        rivalVersion.isPresent() && champion.isEmpty()
            ? Optional.of(missing(rivalVersion.get()))
            : champion.flatMap(held -> incomparable(held, test.schema()));
    Optional<ModelRecord> compared = champion.filter(unused -> incomparable.isEmpty());
    boolean reusable = spec.openings().reusable().isPresent();
    Optional<ModelRecord> rival = compared.filter(unused -> !reusable);

    String opening = rival.map(other -> Json.digest(List.of(key, other.reference()))).orElse(key);
    TestLedger.Look look = look(size, model, rival, opening);
    long[] openings = new long[1];
    Dataset<Row> rows = test.open(unused -> openings[0] = record(look), look.purpose()).rows();
    Dataset<Row> scored = scored(rows, model, rival);
    TableVersion scores =
        context
            .tables()
            .write(
                "predictions/" + spec.name() + "_test",
                reusable ? scored.drop(Columns.LABEL) : scored,
                Tables.Mode.OVERWRITE,
                opening,
                context.run());
    EvaluationResult result =
        reusable
            ? EvaluationResult.of(reusableTest(look, model, scored))
            : Evaluations.evaluate(
                context.tables().read(scores), plan(model.decided().threshold(), openings[0]));
    Evaluation evaluation = result.evaluation();
    FigureLedger figures =
        new FigureLedger(context.tables(), context.run(), look.model(), scores.reference());
    figures.metrics(evaluation, List.of(), key);
    result.fairness().ifPresent(fairness -> figures.fairness(fairness.results(), key));
    Optional<ConfirmedSlices> slices = confirmed(rows, model, openings[0]);
    slices.ifPresent(found -> figures.slices(found, key));
    Evaluation told =
        model.decided().leavesRowsToReview()
            ? evaluation.noting(ReviewedTest.note(context.tables().read(scores), !reusable))
            : evaluation;
    if (!reusable) {
      for (String note : SegmentColumns.notes(spec.evaluation(), rows)) {
        told = told.noting(note);
      }
    }
    long unlisted = ledger.unlisted().of(look.split());
    if (unlisted > 0) {
      told = told.noting(unlisted(openings[0], unlisted));
    }
    return new Result(told, scores, compared, incomparable, openings[0], slices, result.fairness());
  }

  private static String unlisted(long openings, long unlisted) {
    return String.format(
        Locale.ROOT,
        "Of %,d openings of this Test, %,d are no longer listed in runs/test_openings: rows were"
            + " deleted, or an older copy was restored. Intervals and the budget count all of"
            + " them.",
        openings,
        unlisted);
  }

  private Evaluation reusableTest(TestLedger.Look look, Evaluated model, Dataset<Row> scored) {
    Evaluation told = reusableTest.ask(look, model, scored);
    return context.spec().slices().isEmpty() ? told : told.noting(NO_SLICES);
  }

  private EvaluationPlan plan(double threshold, long openings) {
    PipelineSpec spec = context.spec();
    return EvaluationPlan.builder(StoredPredictions.of(spec, threshold), spec.evaluation().stored())
        .level(level(openings))
        .references(spec.references())
        .build();
  }

  /** What the rows at hand say of the slices found: one scan more, which scores them again. */
  private Optional<ConfirmedSlices> confirmed(Dataset<Row> rows, Evaluated model, long openings) {
    PipelineSpec spec = context.spec();
    return model
        .slices()
        .map(
            found ->
                found.confirm(
                    models.unchecked(spec.name(), model.saved().version()).transform(rows),
                    SliceStage.error(spec.label().task(), model.decided()),
                    level(openings),
                    spec.evaluation().minRows()));
  }

  private IntervalLevel level(long openings) {
    PipelineSpec spec = context.spec();
    return IntervalLevel.over(
        spec.evaluation().confidence(), spec.openings().corrected() ? openings : 1);
  }

  private long record(TestLedger.Look look) {
    OpeningSpec spec = context.spec().openings();
    if (spec.reusable().isPresent()) {
      reusableTest.refuseIfSpent(look);
    }
    return ledger.open(look, spec);
  }

  private TestLedger.Look look(
      long size, Evaluated model, Optional<ModelRecord> rival, String key) {
    String reference = reference(model.saved());
    String read =
        context.spec().openings().reusable().isPresent()
            ? "answers of the reusable hold-out, scores"
            : "metrics, segments, curves, scores"
                + (model.slices().isPresent() ? ", slices" : "")
                + (rival.isPresent() ? ", comparison" : "");
    return new TestLedger.Look(
        context.splitRule(),
        context.spec().name(),
        context.run(),
        reference,
        "evaluate " + reference + rival.map(other -> " and " + other.reference()).orElse(""),
        read,
        size,
        key);
  }

  private String reference(ModelStage.Saved saved) {
    return "models/" + context.spec().name() + "@" + saved.version();
  }

  private Dataset<Row> scored(Dataset<Row> rows, Evaluated model, Optional<ModelRecord> champion) {
    List<Column> kept = new ArrayList<>();
    kept.add(col(Columns.ROW_KEY));
    kept.add(col(Columns.LABEL));
    kept.addAll(SegmentColumns.of(context.spec().evaluation(), rows));
    kept.addAll(StoredPredictions.ofRows(context.spec()));
    Task task = context.spec().label().task();
    kept.addAll(StoredPredictions.of(task, model.decided().leavesRowsToReview()));
    Dataset<Row> scored = rows;
    if (champion.isPresent()) {
      scored = models.load(champion.get()).transform(scored);
      List<Column> columns = new ArrayList<>();
      for (String column : rows.columns()) {
        columns.add(Columns.named(column));
      }
      columns.add(col(StoredPredictions.compared(task)).as(StoredPredictions.ofChampion(task)));
      scored = scored.select(columns.toArray(Column[]::new));
      kept.add(col(StoredPredictions.ofChampion(task)));
    }
    return models
        .unchecked(context.spec().name(), model.saved().version())
        .transform(scored)
        .select(kept.toArray(Column[]::new));
  }

  private String missing(long version) {
    String name = context.spec().name();
    return "models/"
        + name
        + "@"
        + version
        + " is champion on record, but "
        + models.folder(name, version)
        + " is missing or has no model.json. Restore it from a backup to compare with it.";
  }

  private Optional<String> incomparable(ModelRecord champion, StructType columns) {
    if (!champion.splitRule().equals(context.splitRule())) {
      return Optional.of(
          champion.reference()
              + " was trained under another split (share, seed or key), so it may have learned from"
              + " rows that are in Test now.");
    }
    if (champion.label().filter(label -> !label.equals(context.spec().label())).isPresent()) {
      return Optional.of(
          champion.reference()
              + " predicts something else: another label, another positive value, or other"
              + " classes.");
    }
    List<String> missing =
        champion.inputs().stream()
            .map(ModelRecord.Input::name)
            .filter(column -> !List.of(columns.fieldNames()).contains(column))
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            champion.reference()
                + " reads columns that the table does not have any more: "
                + String.join(", ", missing.subList(0, Math.min(10, missing.size())))
                + (missing.size() > 10 ? ", … (" + missing.size() + " in all)." : "."));
  }
}
