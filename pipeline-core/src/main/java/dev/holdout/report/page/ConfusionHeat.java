package dev.holdout.report.page;

import dev.holdout.classify.ClassDetail;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Truth against prediction as a table shaded by the share of the true class; at most {@value
 * #MOST_CLASSES} classes.
 *
 * @param labels of the predicted classes
 * @param rows one for each true class
 * @param hidden how many classes are not shown
 */
record ConfusionHeat(List<String> labels, List<Row> rows, int hidden) {
  private static final int MOST_CLASSES = 25;
  private static final int LEVELS = 9;

  /** One true class. */
  record Row(String label, long rows, List<HeatCell> cells) {}

  /**
   * Rows of a true class that were predicted as one.
   *
   * @param share of the true class, as text
   * @param level how dark, from 0 to 9
   * @param right whether the prediction is right
   */
  record HeatCell(long rows, String share, long level, boolean right) {}

  static ConfusionHeat of(ClassDetail detail) {
    int shown = Math.min(MOST_CLASSES, detail.labels().size());
    List<Row> rows = new ArrayList<>();
    for (int truth = 0; truth < shown; truth++) {
      List<Long> counts = detail.confusion().get(truth);
      long all = counts.stream().mapToLong(Long::longValue).sum();
      List<HeatCell> cells = new ArrayList<>();
      for (int predicted = 0; predicted < shown; predicted++) {
        long count = counts.get(predicted);
        long level =
            all == 0 || count == 0 ? 0 : Math.max(1, Math.round((double) LEVELS * count / all));
        cells.add(new HeatCell(count, Numbers.percent(count, all), level, truth == predicted));
      }
      rows.add(new Row(Names.shown(detail.labels().get(truth)), all, cells));
    }
    return new ConfusionHeat(
        detail.labels().subList(0, shown).stream().map(Names::shown).toList(),
        rows,
        detail.labels().size() - shown);
  }
}
