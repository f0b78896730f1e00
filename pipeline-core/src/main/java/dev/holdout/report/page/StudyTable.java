package dev.holdout.report.page;

import dev.holdout.evaluate.Measure;
import dev.holdout.evaluate.Metric;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.Numbers;
import dev.holdout.report.words.StudyWords;
import dev.holdout.study.StrategyFit;
import dev.holdout.study.Study;
import dev.holdout.study.Study.Difference;
import dev.holdout.study.Study.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The study of rebalancing as tables.
 *
 * @param answer in one sentence
 * @param candidate whom all strategies were fitted with
 * @param columns the metrics
 * @param rows the strategies
 * @param segmentSummary what the table of segments holds
 * @param segments differences by segment, those that show first
 * @param hidden differences by segment that are not shown
 * @param notes how the figures were made
 */
record StudyTable(
    String answer,
    String candidate,
    List<Column> columns,
    List<Row> rows,
    String segmentSummary,
    List<SegmentRow> segments,
    int hidden,
    List<String> notes) {
  private static final int LONGEST = 400;

  /** A metric. */
  record Column(String metric, String title, String direction) {}

  /** A strategy; without cells where it failed. */
  record Row(
      String strategy,
      boolean reference,
      String failure,
      List<Cell> cells,
      String rows,
      String synthetic,
      String rebalanceSeconds,
      String fitSeconds,
      String times) {}

  /**
   * A value of the reference, or another strategy's difference from it.
   *
   * @param verdict a class of the style sheet
   * @param words the verdict for people; empty for the reference
   */
  record Cell(String value, String interval, String verdict, String words) {}

  /** A difference in a segment. */
  record SegmentRow(
      String column,
      String value,
      long rows,
      String strategy,
      String metric,
      String overRows,
      String overFolds,
      String verdict,
      String words) {}

  static StudyTable of(Study study, int most) {
    List<Column> columns = columns(study);
    List<SegmentRow> segments = segments(study, most);
    long differences =
        study.groups().stream().skip(1).mapToLong(group -> group.differences().size()).sum();
    long shown =
        study.groups().stream()
            .skip(1)
            .flatMap(group -> group.differences().stream())
            .filter(StudyTable::shows)
            .count();
    return new StudyTable(
        Names.shown(study.answer(), LONGEST),
        Names.shown(study.candidate(), LONGEST),
        columns,
        study.strategies().stream().map(one -> row(study, one, columns)).toList(),
        String.format(
            Locale.ENGLISH, "By segment: %,d of %,d differences show", shown, differences),
        segments,
        (int) differences - segments.size(),
        StudyWords.notes(study));
  }

  private static List<Column> columns(Study study) {
    return study.strategies().stream()
        .flatMap(one -> one.values().keySet().stream())
        .distinct()
        .sorted(
            Comparator.comparing((String metric) -> !study.deciding().contains(metric))
                .thenComparing(Glossary::order)
                .thenComparing(metric -> metric))
        .map(
            metric ->
                new Column(
                    metric,
                    Glossary.title(metric),
                    Glossary.find(metric)
                        .map(Metric.Definition::direction)
                        .map(Glossary::direction)
                        .orElse("smaller is better")))
        .toList();
  }

  private static Row row(Study study, Study.Compared one, List<Column> columns) {
    boolean reference = study.reference().equals(Optional.of(one.strategy()));
    StrategyFit fit = one.fit();
    return new Row(
        Names.shown(one.strategy()),
        reference,
        one.failure()
            .map(reason -> Names.shown(reason, LONGEST))
            .orElse(one.values().isEmpty() ? "there was nothing to compare it with" : ""),
        columns.stream().map(column -> cell(study, one, column.metric(), reference)).toList(),
        Numbers.count(Math.round(fit.meanRows())),
        fit.meanSynthetic() > 0
            ? Numbers.count(Math.round(fit.meanSynthetic())) + " made up or repeated"
            : "",
        Numbers.seconds(fit.rebalanceSeconds()),
        Numbers.seconds(fit.fitSeconds()),
        reference ? "" : StudyWords.times(study, fit));
  }

  private static Cell cell(Study study, Study.Compared one, String metric, boolean reference) {
    if (reference) {
      Measure value = one.values().getOrDefault(metric, Measure.undefined("not computed"));
      return new Cell(
          Numbers.value(metric, value), Numbers.interval(metric, value), "reference", "");
    }
    return study.overall().stream()
        .filter(
            difference ->
                difference.strategy().equals(one.strategy()) && difference.metric().equals(metric))
        .findFirst()
        .map(StudyTable::cell)
        .orElse(new Cell(Numbers.UNDEFINED, "", "few", "not compared"));
  }

  private static Cell cell(Difference difference) {
    String metric = difference.metric();
    return new Cell(
        difference
            .overRows()
            .value()
            .map(value -> Numbers.signed(value, StudyWords.digits(metric)))
            .orElse(Numbers.UNDEFINED),
        "rows "
            + StudyWords.interval(metric, difference.overRows())
            + ", folds "
            + StudyWords.interval(metric, difference.overFolds()),
        style(difference.verdict()),
        StudyWords.verdict(difference.verdict()));
  }

  private static List<SegmentRow> segments(Study study, int most) {
    List<SegmentRow> rows = new ArrayList<>();
    for (boolean showing : new boolean[] {true, false}) {
      for (Study.Group group : study.groups()) {
        if (group.column().isPresent()) {
          group.differences().stream()
              .filter(difference -> shows(difference) == showing)
              .filter(unused -> rows.size() < most)
              .forEach(difference -> rows.add(segment(group, difference)));
        }
      }
    }
    return rows;
  }

  private static boolean shows(Difference difference) {
    return difference.verdict() == Verdict.BETTER || difference.verdict() == Verdict.WORSE;
  }

  private static SegmentRow segment(Study.Group group, Difference difference) {
    String metric = difference.metric();
    return new SegmentRow(
        Names.shown(group.column().orElse("")),
        Names.value(group.value()),
        group.rows(),
        Names.shown(difference.strategy()),
        Glossary.title(metric),
        StudyWords.difference(metric, difference.overRows()),
        StudyWords.difference(metric, difference.overFolds()),
        style(difference.verdict()),
        StudyWords.verdict(difference.verdict()));
  }

  private static String style(Verdict verdict) {
    return switch (verdict) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case NO_DIFFERENCE_SHOWN -> "same";
      case TOO_FEW_ROWS -> "few";
    };
  }
}
