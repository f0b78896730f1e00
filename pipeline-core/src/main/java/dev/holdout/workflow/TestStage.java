package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.decide.Decider;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluator;
import dev.holdout.evaluate.IntervalLevel;
import dev.holdout.lineage.TableVersion;
import dev.holdout.registry.ModelRecord;
import dev.holdout.registry.ModelStore;
import dev.holdout.registry.Promotions;
import dev.holdout.split.SealedTest;
import dev.holdout.split.SplitReport;
import dev.holdout.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Opens Test once: scores it with the new model, and with the champion if there is one that may be
 * compared; stores the scores; evaluates them. The gate reads the stored scores, so that Test need
 * not be opened again.
 */
final class TestStage {
  static final String CHAMPION = "_champion_probability";
  private static final String READ = "metrics, segments, curves, scores";

  private final RunContext context;
  private final ModelStore models;
  private final Promotions promotions;
  private final TestLedger ledger;

  TestStage(RunContext context, ModelStore models, Promotions promotions) {
    this.context = context;
    this.models = models;
    this.promotions = promotions;
    this.ledger = new TestLedger(context.tables());
  }

  /**
   * What Test said.
   *
   * @param evaluation of the new model
   * @param scores the stored scores: row key, label, segments, probability, decision, the
   *     champion's probability
   * @param champion the champion that was scored beside it
   * @param incomparable why a champion could not be
   * @param openings how many times this Test was opened
   */
  record Result(
      Evaluation evaluation,
      TableVersion scores,
      Optional<ModelRecord> champion,
      Optional<String> incomparable,
      long openings) {}

  Result run(SplitReport split, SealedTest test, ModelStage.Saved saved, double threshold) {
    PipelineSpec spec = context.spec();
    String model = "models/" + spec.name() + "@" + saved.version();
    return context
        .stages()
        .stage(
            "evaluate",
            Map.of(
                "evaluation",
                spec.evaluation(),
                "corrected",
                spec.openings().corrected(),
                "threshold",
                threshold,
                "files",
                saved.files()),
            List.of(Stages.Input.of(split.assignment()), Stages.Input.of(model)),
            Result.class,
            result -> List.of(result.scores().reference()),
            key -> evaluate(split.test(), test, saved, model, threshold, key));
  }

  private Result evaluate(
      long size,
      SealedTest test,
      ModelStage.Saved saved,
      String model,
      double threshold,
      String key) {
    PipelineSpec spec = context.spec();
    Optional<ModelRecord> champion =
        promotions
            .champion(spec.name())
            .filter(version -> version != saved.version())
            .flatMap(version -> models.record(spec.name(), version));
    Optional<String> incomparable = champion.flatMap(this::incomparable);
    Optional<ModelRecord> compared = champion.filter(unused -> incomparable.isEmpty());

    String purpose =
        "evaluate " + model + compared.map(other -> " and " + other.reference()).orElse("");
    TestLedger.Look look =
        new TestLedger.Look(
            context.splitRule(),
            spec.name(),
            context.run(),
            model,
            purpose,
            READ + (compared.isPresent() ? ", comparison" : ""),
            size,
            key);
    long[] openings = new long[1];
    Dataset<Row> rows =
        test.open(unused -> openings[0] = ledger.open(look, spec.openings().most()), purpose)
            .rows();
    TableVersion scores =
        context
            .tables()
            .write(
                "predictions/" + spec.name() + "_test",
                scored(rows, saved, compared),
                Tables.Mode.OVERWRITE,
                key,
                context.run());
    IntervalLevel level =
        IntervalLevel.over(
            spec.evaluation().confidence(), spec.openings().corrected() ? openings[0] : 1);
    Evaluation evaluation =
        new Evaluator(spec.evaluation(), level)
            .evaluate(context.tables().read(scores), Decider.PROBABILITY, Columns.LABEL, threshold);
    context.ledger().metrics(context.run(), model, scores.reference(), evaluation, key);
    return new Result(evaluation, scores, compared, incomparable, openings[0]);
  }

  private Dataset<Row> scored(
      Dataset<Row> rows, ModelStage.Saved saved, Optional<ModelRecord> champion) {
    List<Column> kept = new ArrayList<>();
    kept.add(col(Columns.ROW_KEY));
    kept.add(col(Columns.LABEL));
    context.spec().evaluation().segments().forEach(segment -> kept.add(Columns.named(segment)));
    kept.add(col(Decider.PROBABILITY));
    kept.add(col(Decider.DECISION));
    Dataset<Row> scored = rows;
    if (champion.isPresent()) {
      scored = models.load(champion.get()).transform(scored);
      List<Column> columns = new ArrayList<>();
      for (String column : rows.columns()) {
        columns.add(Columns.named(column));
      }
      columns.add(col(Decider.PROBABILITY).as(CHAMPION));
      scored = scored.select(columns.toArray(Column[]::new));
      kept.add(col(CHAMPION));
    }
    return models
        .unchecked(context.spec().name(), saved.version())
        .transform(scored)
        .select(kept.toArray(Column[]::new));
  }

  private Optional<String> incomparable(ModelRecord champion) {
    if (!champion.splitRule().equals(context.splitRule())) {
      return Optional.of(
          champion.reference()
              + " was trained under another split (share, seed or key), so it may have learned from rows that are in"
              + " Test now.");
    }
    return Optional.empty();
  }
}
