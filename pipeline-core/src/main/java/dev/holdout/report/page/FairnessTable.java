package dev.holdout.report.page;

import dev.holdout.measure.Measure;
import dev.holdout.report.evaluation.FairnessFigure;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Fairness for the page: the definitions with their verdicts, and the groups of each attribute with
 * all figures that any definition compares.
 *
 * @param rows one for each definition and attribute
 * @param groups one table for each attribute
 * @param notes reasons for what is undefined
 */
record FairnessTable(List<Row> rows, List<Groups> groups, List<String> notes) {
  /** One definition. */
  record Row(
      String title,
      String definition,
      String attributes,
      Cell cell,
      FairnessFigure.Verdict verdict,
      String sentence) {
    Svg icon() {
      return switch (verdict) {
        case VIOLATED -> Icon.down();
        case NOT_VIOLATED -> Icon.check();
        case TOO_FEW_ROWS -> Icon.few();
        case NOT_JUDGED -> Icon.level();
      };
    }
  }

  /** The groups of an attribute, or of several crossed. */
  record Groups(String attributes, List<String> metrics, List<GroupRow> rows, int hidden) {}

  /** One group. */
  record GroupRow(String name, long rows, long positives, boolean reference, List<Cell> cells) {}

  static FairnessTable of(List<FairnessFigure> figures, int mostGroups) {
    Footnotes notes = new Footnotes();
    List<Row> rows =
        figures.stream()
            .map(
                figure ->
                    new Row(
                        figure.title(),
                        Names.shown(figure.definition(), 300),
                        attributes(figure),
                        Cell.of(figure.metric(), figure.measure(), notes),
                        figure.verdict(),
                        Names.shown(figure.sentence(), 400)))
            .toList();
    List<Groups> groups = new ArrayList<>();
    figures.stream()
        .collect(
            Collectors.groupingBy(
                FairnessTable::attributes, LinkedHashMap::new, Collectors.toList()))
        .forEach((name, of) -> groups.add(groups(name, of, mostGroups, notes)));
    return new FairnessTable(rows, groups, notes.reasons());
  }

  private static Groups groups(
      String name, List<FairnessFigure> figures, int most, Footnotes notes) {
    Map<String, FairnessFigure.Group> groups = new LinkedHashMap<>();
    Map<String, SortedMap<String, Measure>> measures = new LinkedHashMap<>();
    for (FairnessFigure figure : figures) {
      for (FairnessFigure.Group group : figure.groups()) {
        String of = Names.segment(group.group());
        groups.putIfAbsent(of, group);
        measures.computeIfAbsent(of, unused -> new TreeMap<>()).putAll(group.figures());
      }
    }
    List<String> metrics =
        measures.values().stream()
            .flatMap(of -> of.keySet().stream())
            .distinct()
            .sorted(Comparator.comparingInt(Glossary::order))
            .toList();
    List<GroupRow> rows =
        groups.entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> -entry.getValue().rows()))
            .limit(most)
            .map(
                entry ->
                    new GroupRow(
                        entry.getKey(),
                        entry.getValue().rows(),
                        entry.getValue().positives(),
                        entry.getValue().reference(),
                        metrics.stream()
                            .map(
                                metric ->
                                    Cell.of(
                                        metric,
                                        measures
                                            .getOrDefault(entry.getKey(), new TreeMap<>())
                                            .getOrDefault(
                                                metric, Measure.undefined("not computed")),
                                        notes))
                            .toList()))
            .toList();
    return new Groups(name, metrics, rows, groups.size() - rows.size());
  }

  private static String attributes(FairnessFigure figure) {
    return figure.attributes().stream().map(Names::shown).collect(Collectors.joining(" × "));
  }
}
