package dev.holdout.workflow;

import dev.holdout.contract.Columns;
import dev.holdout.contract.HeaderNames;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluation.EvaluationResult;
import dev.holdout.evaluation.Evaluations;
import dev.holdout.evaluation.Fairness;
import dev.holdout.lineage.Build;
import dev.holdout.lineage.Json;
import dev.holdout.lineage.StageRecord;
import dev.holdout.measure.Counted;
import dev.holdout.report.evaluation.EvaluationJson;
import dev.holdout.report.evaluation.EvaluationReport;
import dev.holdout.report.page.EvaluationPage;
import dev.holdout.table.Files;
import dev.holdout.table.OwnFolder;
import dev.holdout.table.PlaceInUse;
import dev.holdout.table.StorageFault;
import dev.holdout.table.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An evaluation of any model's predictions: a table in, figures out, and on request a page, JSON
 * and rows in Delta. Nothing is learned and no model is needed.
 *
 * <p>Scans of the predictions: one, and one more for each of segments that are quantiles, similar
 * rows, rankings, slices, clusters with names of text, JSON's types and classes that no option
 * names; two more for a baseline, three for slices with clusters.
 */
public final class EvaluationRun {
  /** The page, in the folder of an evaluation. */
  public static final String HTML_FILE = "index.html";

  /** The same for programs. */
  public static final String JSON_FILE = "report.json";

  private static final int RETENTION_DAYS = 365;

  private final SparkSession spark;
  private final StageListener listener;

  public EvaluationRun(SparkSession spark, StageListener listener) {
    this.spark = spark;
    this.listener = listener;
  }

  /**
   * Evaluates.
   *
   * @throws HoldoutException when a column or the values in it are not what they were said to be
   */
  public EvaluationReport evaluate(EvaluationRequest request) {
    Dataset<Row> rows = timed("read", List.of(), () -> read(request));
    return timed("evaluate", List.of(), () -> evaluated(request, rows));
  }

  /**
   * Checks, before any work, that {@link #write} would replace nothing in a folder but what an
   * earlier evaluation wrote there.
   *
   * @throws HoldoutException with code {@code USAGE} otherwise
   */
  public void check(EvaluationRequest request, String folder) {
    Tables tables = new Tables(spark, folder, RETENTION_DAYS);
    OwnFolder.shared(
        folder,
        List.of(HTML_FILE, JSON_FILE, "metrics", "fairness", "slices"),
        () -> tables.files().read(tables.path(JSON_FILE)).filter(EvaluationJson::isOne).isPresent(),
        new PlaceInUse("the predictions", request.source()),
        spark.sparkContext().hadoopConfiguration());
  }

  /**
   * Writes the JSON, the page and the rows of the metrics, in that order. What was written of the
   * same figures before is not written twice.
   *
   * @param folder made if it is not there
   */
  public void write(EvaluationReport report, String folder) {
    try {
      stored(report, folder);
    } catch (RuntimeException failure) {
      throw StorageFault.of(failure, folder).<RuntimeException>map(known -> known).orElse(failure);
    }
  }

  private void stored(EvaluationReport report, String folder) {
    timed(
        "write",
        List.of(folder + "/" + HTML_FILE),
        () -> {
          String digest =
              Json.digest(
                  EvaluationJson.of(report)
                      .without(List.of("created", "source", "holdout", "notes")));
          Tables tables = new Tables(spark, folder, RETENTION_DAYS);
          Files files = tables.files();
          // First, since by it a later evaluation knows the rest for its own.
          files.write(folder + "/" + JSON_FILE, EvaluationJson.of(report).toPrettyString());
          files.write(folder + "/" + HTML_FILE, EvaluationPage.html(report));
          EvaluationReport.Columns columns = report.columns();
          FigureLedger ledger =
              new FigureLedger(
                  tables,
                  "evaluate-" + digest.substring(0, 12),
                  columns.score().or(columns::prediction).orElse(""),
                  report.source());
          ledger.metrics(
              report.evaluation(),
              report.fairness().map(Fairness::ofSingleRows).orElse(List.of()),
              digest);
          report.fairness().ifPresent(fairness -> ledger.fairness(fairness.results(), digest));
          report.slices().ifPresent(slices -> ledger.slices(slices, digest));
          return folder;
        });
  }

  private void noteFooter(Dataset<Row> rows) {
    Arrays.stream(rows.schema().fields())
        .filter(field -> field.metadata().contains(Columns.FOOTER))
        .mapToLong(field -> field.metadata().getLong(Columns.FOOTER))
        .filter(lines -> lines > 0)
        .forEach(
            lines ->
                listener.noted(
                    Counted.of(
                        lines,
                        "[line|lines] at the end of the file [is|are] taken for a footer, not for"
                            + " rows.")));
  }

  private Dataset<Row> read(EvaluationRequest request) {
    String source = request.source();
    SparkSession session = apart();
    Dataset<Row> rows = new PredictionSource(session).read(source, request.label());
    HeaderNames.Renamed.of(rows.schema()).forEach(name -> listener.noted(name.sentence()));
    noteFooter(rows);
    if (rows.columns().length == 0) {
      throw new HoldoutException(
          ErrorCode.DATA_INSUFFICIENT,
          "Cannot evaluate " + source + ": found no columns, expected a table. Check the file.");
    }
    return rows;
  }

  private EvaluationReport evaluated(EvaluationRequest request, Dataset<Row> rows) {
    ReadPredictions read =
        switch (request.task()) {
          case BINARY -> ReadPredictions.binary(request, rows);
          case MULTICLASS -> ReadPredictions.classes(request, rows);
          case REGRESSION -> ReadPredictions.numbers(request, rows);
        };
    EvaluationResult result = Evaluations.evaluate(read, read.plan());
    List<String> notes = new ArrayList<>(read.notes());
    if (Double.isNaN(result.evaluation().threshold())) {
      notes.add(read.scoresOutside());
    }
    for (String note : notes) {
      listener.noted(note);
      result = result.noting(note);
    }
    return new EvaluationReport(
        request.source(), Instant.now(), Build.current(), columns(request), result);
  }

  private static EvaluationReport.Columns columns(EvaluationRequest request) {
    return new EvaluationReport.Columns(
        request.label(),
        request.positive(),
        request.scores().isEmpty()
            ? Optional.empty()
            : Optional.of(String.join(",", request.scores())),
        request.prediction(),
        request.weight(),
        request.cluster(),
        request.baseline());
  }

  private <T> T timed(String stage, List<String> made, Supplier<T> work) {
    listener.started(stage);
    Instant startedAt = Instant.now();
    long start = System.nanoTime();
    T result = work.get();
    listener.finished(
        new StageRecord(
            stage, "", false, startedAt, (System.nanoTime() - start) / 1e9, List.of(), made));
    return result;
  }

  /**
   * A session for the predictions: one that was observed ({@link MetPredictions}) holds what cannot
   * be serialised, and MLlib's models with a summary would take it along in their closures.
   */
  private SparkSession apart() {
    SparkSession apart = spark.newSession();
    CollectionConverters.asJava(spark.conf().getAll())
        .forEach(
            (key, value) -> {
              if (apart.conf().isModifiable(key)) {
                apart.conf().set(key, value);
              }
            });
    return apart;
  }
}
