package dev.holdout.jobs.bench;

import dev.holdout.measure.Confidence;
import java.util.List;

/**
 * A heading with its table of coverage.
 *
 * @param title the heading
 * @param text what is simulated; empty where the heading says it
 * @param figures rows of the table, in their order
 * @param columns kinds of simulated tables
 * @param confidence of the intervals
 */
record CoverageSection(
    String title,
    String text,
    List<String> figures,
    List<CoverageColumn> columns,
    Confidence confidence) {
  CoverageSection {
    figures = List.copyOf(figures);
    columns = List.copyOf(columns);
  }
}
