package dev.holdout.report.page;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Measure;
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
 * @param columns the strategies that were compared, the reference first
 * @param rows the metrics, those that answer the question first
 * @param failures the strategies that were not compared
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
    List<Failure> failures,
    String segmentSummary,
    List<SegmentRow> segments,
    int hidden,
    List<String> notes) {
  private static final int LONGEST = 400;

  /**
   * A strategy.
   *
   * @param synthetic how many rows were made up or repeated; empty for none
   * @param times how many times as long it took as the reference; empty where that is not told
   */
  record Column(
      String strategy,
      String rows,
      String synthetic,
      String rebalanceSeconds,
      String fitSeconds,
      String times) {}

  /** A metric: the reference's value, then the differences of the others. */
  record Row(String title, String direction, boolean deciding, List<Cell> cells) {}

  /** A strategy that was not compared, and why. */
  record Failure(String strategy, String reason) {}

  /**
   * A value of the reference, or another strategy's difference from it.
   *
   * @param overRows its interval over rows
   * @param overFolds its interval over folds; empty for the reference
   * @param verdict a class of the style sheet
   * @param words the verdict for people; empty for the reference
   */
  record Cell(String value, String overRows, String overFolds, String verdict, String words) {}

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
    List<Study.Compared> compared =
        study.strategies().stream()
            .filter(one -> !one.values().isEmpty())
            .sorted(Comparator.comparing(one -> !isReference(study, one)))
            .toList();
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
        compared.stream().map(one -> column(study, one)).toList(),
        metrics(study).stream().map(metric -> row(study, compared, metric)).toList(),
        study.strategies().stream()
            .filter(one -> one.values().isEmpty())
            .map(StudyTable::failure)
            .toList(),
        String.format(
            Locale.ENGLISH, "By segment: %,d of %,d differences show", shown, differences),
        segments,
        (int) differences - segments.size(),
        StudyWords.notes(study));
  }

  private static boolean isReference(Study study, Study.Compared one) {
    return study.reference().equals(Optional.of(one.strategy()));
  }

  private static List<String> metrics(Study study) {
    return study.strategies().stream()
        .flatMap(one -> one.values().keySet().stream())
        .distinct()
        .sorted(
            Comparator.comparing((String metric) -> !study.deciding().contains(metric))
                .thenComparing(Glossary::order)
                .thenComparing(metric -> metric))
        .toList();
  }

  private static Column column(Study study, Study.Compared one) {
    StrategyFit fit = one.fit();
    return new Column(
        Names.shown(one.strategy()),
        Numbers.count(Math.round(fit.meanRows())),
        fit.meanSynthetic() > 0
            ? Numbers.count(Math.round(fit.meanSynthetic())) + " made up or repeated"
            : "",
        Numbers.seconds(fit.rebalanceSeconds()),
        Numbers.seconds(fit.fitSeconds()),
        isReference(study, one) ? "" : StudyWords.times(study, fit));
  }

  private static Failure failure(Study.Compared one) {
    return new Failure(
        Names.shown(one.strategy()),
        Names.shown(one.failure().orElse("there was nothing to compare it with"), LONGEST));
  }

  private static Row row(Study study, List<Study.Compared> compared, String metric) {
    return new Row(
        Glossary.title(metric),
        Glossary.find(metric)
            .map(Definition::direction)
            .map(Glossary::direction)
            .orElse("smaller is better"),
        study.deciding().contains(metric),
        compared.stream().map(one -> cell(study, one, metric)).toList());
  }

  private static Cell cell(Study study, Study.Compared one, String metric) {
    if (isReference(study, one)) {
      Measure value = one.values().getOrDefault(metric, Measure.undefined("not computed"));
      return new Cell(
          Numbers.value(metric, value), Numbers.interval(metric, value), "", "reference", "");
    }
    return study.overall().stream()
        .filter(
            difference ->
                difference.strategy().equals(one.strategy()) && difference.metric().equals(metric))
        .findFirst()
        .map(StudyTable::cell)
        .orElse(new Cell(Numbers.UNDEFINED, "", "", "few", "not compared"));
  }

  private static Cell cell(Difference difference) {
    String metric = difference.metric();
    return new Cell(
        difference
            .overRows()
            .value()
            .map(value -> Numbers.signed(value, StudyWords.digits(metric)))
            .orElse(Numbers.UNDEFINED),
        StudyWords.interval(metric, difference.overRows()),
        StudyWords.interval(metric, difference.overFolds()),
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
