package dev.holdout.report.page;

import dev.holdout.measure.Measure;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.Numbers;

/**
 * A measure in a table.
 *
 * @param value as text
 * @param interval as text; empty when there is none
 * @param sort what the column is sorted by; empty when undefined
 * @param reason why it is undefined; empty when it is not
 * @param note the number of the footnote with the reason, or 0
 */
record Cell(String value, String interval, String sort, String reason, int note) {
  /** A measure of a metric. */
  static Cell of(String metric, Measure measure, Footnotes notes) {
    return measure
        .undefined()
        .map(reason -> undefined(reason, notes))
        .orElseGet(
            () ->
                new Cell(
                    Numbers.value(metric, measure),
                    Numbers.interval(metric, measure),
                    measure.value().map(String::valueOf).orElse(""),
                    "",
                    0));
  }

  /** A difference of a metric, signs shown. */
  static Cell difference(String metric, Measure measure, Footnotes notes) {
    Cell cell = of(metric, measure, notes);
    if (measure.value().isEmpty()) {
      return cell;
    }
    String value =
        Numbers.signed(measure.value().get(), Numbers.digits(metric, measure.value().get()));
    return new Cell(value, cell.interval, cell.sort, "", 0);
  }

  static Cell undefined(String reason, Footnotes notes) {
    return new Cell(Numbers.UNDEFINED, "", "", Names.shown(reason, 300), notes.number(reason));
  }
}
