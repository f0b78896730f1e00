package dev.holdout.report.page;

import dev.holdout.report.RunReport.Importance;
import dev.holdout.report.words.Names;
import java.util.List;

/**
 * The features a model leans on most, {@value #MOST_ROWS} at most.
 *
 * @param rows most important first
 * @param signed whether weights are coefficients, with a sign, and not shares
 * @param hidden how many are not shown
 */
record ImportanceTable(List<Row> rows, boolean signed, int hidden) {
  private static final int MOST_ROWS = 20;

  /** One feature; without a column when that is its name. */
  record Row(String feature, String column, String weight, Svg bar) {}

  static ImportanceTable of(List<Importance> importance) {
    boolean signed = importance.stream().anyMatch(feature -> feature.weight() < 0);
    double largest =
        importance.stream().mapToDouble(feature -> Math.abs(feature.weight())).max().orElse(0);
    List<Row> rows =
        importance.stream()
            .limit(MOST_ROWS)
            .map(
                feature ->
                    new Row(
                        Names.shown(feature.feature()),
                        feature.column().equals(feature.feature())
                            ? ""
                            : Names.shown(feature.column()),
                        Bar.weight(feature.weight(), signed),
                        Bar.draw(largest == 0 ? 0 : feature.weight() / largest, signed)))
            .toList();
    return new ImportanceTable(rows, signed, importance.size() - rows.size());
  }
}
