package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.Columns;
import dev.holdout.contract.ContractSpec;
import dev.holdout.contract.Ingest;
import dev.holdout.contract.Ingestion;
import dev.holdout.contract.Profiler;
import dev.holdout.contract.SourceSpec;
import dev.holdout.decide.ClassDecider;
import dev.holdout.decide.Decider;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.TableVersion;
import dev.holdout.measure.Task;
import dev.holdout.registry.ModelRecord;
import dev.holdout.registry.ModelStore;
import dev.holdout.registry.Promotion;
import dev.holdout.registry.Promotions;
import dev.holdout.sniff.Hints;
import dev.holdout.table.Export;
import dev.holdout.table.Tables;
import dev.holdout.window.WindowPlan;
import dev.holdout.window.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
  /** Beside the key and the prediction: the model, the table that was scored, and the scoring. */
  private static final String MODEL = "model";

  private static final String INPUT = "input";
  private static final String SCORING = "scoring";

  /** Before a name of the rows that is a name of the scores as well. */
  private static final String PREFIX = "input_";

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

  /** What stands beside each score of an export, after the row's key. */
  public enum Beside {
    /** Nothing more; the row's columns where the pipeline has no key. */
    KEY,
    /** Also the file and the line that the row was read from. */
    KEY_AND_SOURCE
  }

  /** The scores of one scoring. */
  public static Dataset<Row> scores(Tables tables, Scoring scoring) {
    return tables
        .read(scoring.scores())
        .filter(
            col(MODEL)
                .equalTo(scoring.model().reference())
                .and(col(INPUT).equalTo(scoring.table().reference())))
        .drop(SCORING);
  }

  /**
   * The rows to score. Where the pipeline reads CSV, they may be written in another way than those
   * that were learned from.
   *
   * @param input file, folder or pattern; or the catalog table, where the pipeline's source is one
   */
  public static SourceSpec source(PipelineSpec spec, String input, Profiler profiler) {
    SourceSpec declared = spec.source();
    boolean table = declared.format() == SourceSpec.Format.TABLE;
    int skip = declared.files().isEmpty() ? 0 : declared.files().get(0).skipLines();
    SourceSpec asDeclared =
        new SourceSpec(
            declared.format(),
            table ? List.of() : List.of(new SourceSpec.FileSpec(input, skip)),
            table ? Optional.of(input) : Optional.empty(),
            declared.csv(),
            declared.missing(),
            Optional.empty());
    if (declared.format() != SourceSpec.Format.CSV) {
      return asDeclared;
    }
    Set<String> names =
        spec.contract().columns().stream().map(ColumnSpec::name).collect(Collectors.toSet());
    SourceSpec found = profiler.find(input, new Hints(Optional.empty(), names)).spec();
    boolean same =
        found.format() == declared.format() && found.csv().header() == declared.csv().header();
    return !same
        ? asDeclared
        : new SourceSpec(
            found.format(),
            found.files(),
            Optional.empty(),
            found.csv(),
            declared.missing(),
            Optional.empty());
  }

  /**
   * Writes the scores of one scoring, each with the key of its row; where the pipeline has no key,
   * with the row's columns. A column of the row that has the name of one of the scores gets {@code
   * input_} before it.
   */
  public void export(PipelineSpec spec, Scoring scoring, Export export, Beside beside) {
    Tables tables = new Tables(spark, spec.workspace(), spec.retentionDays());
    Dataset<Row> scores = scores(tables, scoring);
    Map<String, String> more = new LinkedHashMap<>();
    if (beside == Beside.KEY_AND_SOURCE) {
      more.put("source_file", Columns.SOURCE_FILE);
      more.put("source_line", Columns.SOURCE_LINE);
    }
    Dataset<Row> input = tables.read(scoring.table());
    if (spec.key().isEmpty()) {
      Arrays.stream(input.columns())
          .filter(column -> !column.startsWith(Columns.RESERVED_PREFIX))
          .forEach(column -> more.put(column, column));
    }
    Dataset<Row> rows = more.isEmpty() ? scores : joined(scores, input, more);
    boolean several = Arrays.asList(rows.columns()).contains(ClassDecider.PROBABILITIES);
    // CSV has no arrays.
    export.write(
        several && export.format() == Export.Format.CSV
            ? rows.withColumn(ClassDecider.PROBABILITIES, to_json(col(ClassDecider.PROBABILITIES)))
            : rows);
  }

  /** Columns of the scored rows, by the names that they are to have, before their scores. */
  private static Dataset<Row> joined(
      Dataset<Row> scores, Dataset<Row> input, Map<String, String> more) {
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    taken.addAll(List.of(scores.columns()));
    List<Column> kept = new ArrayList<>();
    List<Column> own = new ArrayList<>(List.of(col(Columns.ROW_KEY)));
    for (Map.Entry<String, String> column : more.entrySet()) {
      String name = column.getKey();
      while (!taken.add(name)) {
        name = PREFIX + name;
      }
      own.add(Columns.named(column.getValue()).as(name));
      kept.add(Columns.named(name));
    }
    for (String column : scores.columns()) {
      kept.add(Columns.named(column));
    }
    return scores
        .join(input.select(own.toArray(Column[]::new)), Columns.ROW_KEY)
        .select(kept.toArray(Column[]::new));
  }

  private Scoring score(RunContext context, SourceSpec source) {
    PipelineSpec spec = context.spec();
    ModelStore models = new ModelStore(context.tables());
    ModelRecord model = champion(context, models);
    Ingest plain = new Ingest(context.tables());
    Ingest ingest = spec.windows().isPresent() ? plain : plain.withSource();
    String dataset = spec.name() + "_to_score";
    Ingestion input =
        context
            .stages()
            .fresh(
                "ingest",
                List.of("source/" + dataset),
                result -> false,
                result -> List.of(Output.of(result.dataset())),
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
                List.of(Stages.Input.pinned(table)),
                Scored.class,
                result -> List.of(Output.of(result.scores())),
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

  private static ModelRecord champion(RunContext context, ModelStore models) {
    PipelineSpec spec = context.spec();
    List<Promotion> promotions = new Promotions(context.tables()).of(spec.name());
    if (promotions.isEmpty()) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot score: "
              + spec.name()
              + " has no champion in "
              + spec.workspace()
              + " yet. Train one first: holdout run");
    }
    Promotion last = promotions.get(promotions.size() - 1);
    return models
        .record(spec.name(), last.version())
        .orElseThrow(
            () ->
                new HoldoutException(
                    ErrorCode.CORRUPT_STATE,
                    "Cannot score: models/"
                        + spec.name()
                        + "@"
                        + last.version()
                        + " is champion on record, promoted by run "
                        + last.run()
                        + ", but "
                        + models.folder(spec.name(), last.version())
                        + " is missing or has no model.json. Restore it from a backup; or run the"
                        + " pipeline again, which makes it anew while its data and configuration"
                        + " are the same; or make another version champion: holdout models"
                        + " --promote."));
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

  /**
   * The key's columns; one that has the name of a column of the scores gets {@code input_} before
   * it.
   */
  static List<Column> keys(List<String> key) {
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    taken.addAll(List.of(MODEL, INPUT, SCORING));
    Set<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    own.addAll(key);
    List<Column> kept = new ArrayList<>();
    for (String column : key) {
      String name = column;
      while (taken.contains(name) || (!name.equals(column) && own.contains(name))) {
        name = PREFIX + name;
      }
      taken.add(name);
      kept.add(Columns.named(column).as(name));
    }
    return kept;
  }

  private static Scored write(
      RunContext context, ModelStore models, ModelRecord model, TableVersion input, String key) {
    List<Column> kept = new ArrayList<>();
    kept.add(col(Columns.ROW_KEY));
    kept.addAll(keys(context.spec().key()));
    Task task = context.spec().label().task();
    kept.addAll(StoredPredictions.of(task, false));
    kept.add(lit(model.reference()).as(MODEL));
    kept.add(lit(input.reference()).as(INPUT));
    kept.add(lit(key).as(SCORING));
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
            .filter(col(SCORING).equalTo(key))
            .selectExpr(
                "count(*)",
                task == Task.BINARY ? "count_if(" + Decider.DECISION + ")" : "0L",
                "count_if(" + (review ? Decider.REVIEW : "false") + ")")
            .first();
    return new Scored(
        written, counts.getLong(0), counts.getLong(1), Optional.of(counts.getLong(2)));
  }
}
