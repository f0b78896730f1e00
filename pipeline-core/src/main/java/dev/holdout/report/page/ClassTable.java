package dev.holdout.report.page;

import dev.holdout.classify.ClassDetail;
import dev.holdout.measure.Measure;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Names;
import java.util.Comparator;
import java.util.List;

/**
 * Each class against all others; at most {@value #MOST_CLASSES} classes.
 *
 * @param metrics that have a column
 * @param rows the classes
 * @param notes reasons for what is undefined
 */
record ClassTable(List<String> metrics, List<Row> rows, List<String> notes) {
  private static final int MOST_CLASSES = 100;
  private static final int MOST_METRICS = 7;

  /** One class. */
  record Row(String label, long rows, List<Cell> cells) {}

  static ClassTable of(ClassDetail detail) {
    Footnotes notes = new Footnotes();
    List<String> metrics =
        detail.classes().stream()
            .flatMap(one -> one.metrics().keySet().stream())
            .distinct()
            .filter(name -> !name.matches("[tf][pn]"))
            .sorted(Comparator.comparingInt(Glossary::order))
            .limit(MOST_METRICS)
            .toList();
    List<Row> rows =
        detail.classes().stream()
            .limit(MOST_CLASSES)
            .map(
                one ->
                    new Row(
                        Names.shown(one.label()),
                        one.rows(),
                        metrics.stream()
                            .map(
                                name ->
                                    Cell.of(
                                        name,
                                        one.metrics()
                                            .getOrDefault(name, Measure.undefined("not computed")),
                                        notes))
                            .toList()))
            .toList();
    return new ClassTable(metrics, rows, notes.reasons());
  }
}
