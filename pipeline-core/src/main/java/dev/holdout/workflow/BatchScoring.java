package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.Columns;
import dev.holdout.contract.ContractSpec;
import dev.holdout.contract.Ingest;
import dev.holdout.contract.Ingestion;
import dev.holdout.contract.SourceSpec;
import dev.holdout.decide.ClassDecider;
import dev.holdout.decide.Decider;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.TableVersion;
import dev.holdout.measure.Task;
import dev.holdout.registry.ModelRecord;
import dev.holdout.registry.ModelStore;
import dev.holdout.registry.Promotions;
import dev.holdout.table.Tables;
import dev.holdout.window.WindowPlan;
import dev.holdout.window.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Scores a table with the champion. The table is ingested like training data, under the same
 * contract but for the label, so that what is scored has a version, and rows that break the
 * contract are in quarantine and not lost.
 *
 * <p>Where the model scores windows, the table is one of readings, which become windows by the same
 * rule. All of them are scored; of those still open at the last reading, the count is told.
 *
 * <p>Scores are appended to {@code predictions/<name>_scored}: the row key, the key columns, what
 * {@link StoredPredictions} says of the task, model and input version. The same input under the
 * same model is scored once.
 */
public final class BatchScoring {
  private final SparkSession spark;
  private final StageListener listener;

  private final Duration patience;

  /** A scoring that does not wait for others. */
  public BatchScoring(SparkSession spark, StageListener listener) {
    this(spark, listener, Duration.ZERO);
  }

  /**
   * A scoring.
   *
   * @param patience how long to wait for another scoring of the pipeline
   */
  public BatchScoring(SparkSession spark, StageListener listener, Duration patience) {
    this.spark = spark;
    this.listener = listener;
    this.patience = patience;
  }

  /**
   * What a scoring did.
   *
   * @param model the champion that scored
   * @param input what was read and what was refused
   * @param windows what became of it, where the model scores windows of readings
   * @param scores the table of scores after it
   * @param scored rows scored
   * @param positive rows decided positive; 0 where there are not two classes
   * @param review rows left to a person, whose decision is null
   */
  public record Scoring(
      ModelRecord model,
      Ingestion input,
      Optional<Windowing> windows,
      TableVersion scores,
      long scored,
      long positive,
      long review) {
    /** What was scored. */
    public TableVersion table() {
      return windows.map(Windowing::dataset).orElse(input.dataset());
    }
  }

  /** The counts of one scoring, as a stage's result. */
  record Scored(TableVersion scores, long scored, long positive, Optional<Long> review) {}

  /**
   * Scores.
   *
   * @param input the rows, written as the pipeline's source says; the label may be absent
   * @param configuration the effective configuration as text, for the ledger
   */
  public Scoring score(PipelineSpec spec, SourceSpec input, String configuration) {
    return new RecordedRun(spark, listener, spec, RecordedRun.SCORE, configuration, patience)
        .of(
            (context, start) -> {
              Scoring scoring = score(context, input);
              return new RecordedRun.Done<>(
                  scoring,
                  "Scored "
                      + scoring.scored()
                      + " rows of "
                      + scoring.table().reference()
                      + " with "
                      + scoring.model().reference(),
                  Optional.empty(),
                  false);
            });
  }

  /** Writes the scores of one scoring as plain files, replacing what is in the folder. */
  public void export(PipelineSpec spec, Scoring scoring, String folder, String format) {
    Dataset<Row> scores =
        new Tables(spark, spec.workspace(), spec.retentionDays())
            .read(scoring.scores())
            .filter(
                col("model")
                    .equalTo(scoring.model().reference())
                    .and(col("input").equalTo(scoring.table().reference())))
            .drop("scoring");
    boolean several = Arrays.asList(scores.columns()).contains(ClassDecider.PROBABILITIES);
    // CSV has no arrays.
    (several && format.equals("csv")
            ? scores.withColumn(
                ClassDecider.PROBABILITIES, to_json(col(ClassDecider.PROBABILITIES)))
            : scores)
        .write()
        .format(format)
        .option("header", "true")
        .mode("overwrite")
        .save(folder);
  }

  private Scoring score(RunContext context, SourceSpec source) {
    PipelineSpec spec = context.spec();
    ModelStore models = new ModelStore(context.tables());
    ModelRecord model =
        new Promotions(context.tables())
            .champion(spec.name())
            .flatMap(version -> models.record(spec.name(), version))
            .orElseThrow(
                () ->
                    new HoldoutException(
                        ErrorCode.CONFIGURATION,
                        "Cannot score: "
                            + spec.name()
                            + " has no champion in "
                            + spec.workspace()
                            + " yet. Train one first: holdout run"));
    Ingest ingest = new Ingest(context.tables());
    String dataset = spec.name() + "_to_score";
    Ingestion input =
        context
            .stages()
            .fresh(
                "ingest",
                List.of("source/" + dataset),
                result -> false,
                result -> List.of(result.dataset().reference()),
                () ->
                    ingest.ingest(dataset, source, contract(ingest, spec, source), context.run()));
    Optional<Windowing> windows =
        spec.windows()
            .map(
                events ->
                    new WindowStage(context)
                        .run(input.dataset(), events, WindowPlan.Purpose.SCORING));
    TableVersion table = windows.map(Windowing::dataset).orElse(input.dataset());
    Scored scored =
        context
            .stages()
            .stage(
                "score",
                Map.of("model", model.reference(), "files", model.files()),
                List.of(Stages.Input.of(table)),
                Scored.class,
                result -> List.of(result.scores().reference()),
                key -> write(context, models, model, table, key));
    return new Scoring(
        model,
        input,
        windows,
        scored.scores(),
        scored.scored(),
        scored.positive(),
        scored.review().orElse(0L));
  }

  /**
   * The pipeline's contract; without the label where the input has none, and with a label that may
   * be null.
   */
  private static ContractSpec contract(Ingest ingest, PipelineSpec spec, SourceSpec source) {
    String label = spec.label().column();
    boolean labelled = ingest.hasColumn(source, spec.contract(), label);
    List<ColumnSpec> columns = new ArrayList<>();
    for (ColumnSpec column : spec.contract().columns()) {
      if (!column.name().equals(label)) {
        columns.add(column);
      } else if (labelled) {
        columns.add(ColumnSpec.of(column.name(), column.type()));
      }
    }
    return new ContractSpec(columns, spec.contract().key(), spec.contract().maxQuarantinedShare());
  }

  private static Scored write(
      RunContext context, ModelStore models, ModelRecord model, TableVersion input, String key) {
    List<Column> kept = new ArrayList<>();
    kept.add(col(Columns.ROW_KEY));
    for (String column : context.spec().key()) {
      kept.add(Columns.named(column));
    }
    Task task = context.spec().label().task();
    kept.addAll(StoredPredictions.of(task, false));
    kept.add(lit(model.reference()).as("model"));
    kept.add(lit(input.reference()).as("input"));
    kept.add(lit(key).as("scoring"));
    Dataset<Row> decided = models.load(model).transform(context.tables().read(input));
    boolean review = Arrays.asList(decided.columns()).contains(Decider.REVIEW);
    if (review) {
      kept.add(col(Decider.REVIEW));
    }
    Dataset<Row> scores = decided.select(kept.toArray(Column[]::new));
    TableVersion written =
        context
            .tables()
            .write(
                "predictions/" + context.spec().name() + "_scored",
                scores,
                Tables.Mode.APPEND,
                key,
                context.run());
    Row counts =
        context
            .tables()
            .read(written)
            .filter(col("scoring").equalTo(key))
            .selectExpr(
                "count(*)",
                task == Task.BINARY ? "count_if(" + Decider.DECISION + ")" : "0L",
                "count_if(" + (review ? Decider.REVIEW : "false") + ")")
            .first();
    return new Scored(
        written, counts.getLong(0), counts.getLong(1), Optional.of(counts.getLong(2)));
  }
}
