package dev.holdout.workflow;

import dev.holdout.contract.Profiler;
import dev.holdout.contract.SourceSpec;
import dev.holdout.sniff.Hints;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads a table of predictions. Where names of its columns differ in upper and lower case alone,
 * the session that reads it tells them apart from then on.
 */
final class PredictionSource {
  private static final String CASE_SENSITIVE = "spark.sql.caseSensitive";

  private final SparkSession session;

  /** Reads in a session of its own, whose settings it may change. */
  PredictionSource(SparkSession session) {
    this.session = session;
  }

  /**
   * The table of predictions.
   *
   * @param label its column with the truth
   */
  Dataset<Row> read(String source, String label) {
    Profiler profiler = new Profiler(session);
    SourceSpec spec = profiler.find(source, new Hints(Optional.empty(), Set.of(label))).spec();
    Dataset<Row> rows;
    try {
      rows = profiler.rows(spec);
    } catch (Exception e) {
      // Spark's AnalysisException is checked and not declared.
      if (!(e instanceof AnalysisException refused)
          || !"COLUMN_ALREADY_EXISTS".equals(refused.getCondition())) {
        throw e;
      }
      session.conf().set(CASE_SENSITIVE, true);
      return profiler.rows(spec);
    }
    long distinct =
        Arrays.stream(rows.columns()).map(name -> name.toLowerCase(Locale.ROOT)).distinct().count();
    if (distinct < rows.columns().length) {
      session.conf().set(CASE_SENSITIVE, true);
    }
    return rows;
  }
}
