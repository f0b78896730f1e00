package dev.holdout.report.page;

import dev.holdout.fairness.FairnessMetrics;
import dev.holdout.fairness.FairnessResult;
import dev.holdout.fairness.FairnessVerdict;
import dev.holdout.fairness.GroupResult;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Measure;
import dev.holdout.report.words.FairnessTitles;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fairness for the page: the definitions with their verdicts, gaps beyond noise and figures of
 * single rows first, and the groups of each attribute with the figures that are compared.
 *
 * @param rows one for each definition and division
 * @param hidden how many of these are not shown
 * @param groups one table for each division
 * @param notes reasons for what is undefined
 */
record FairnessTable(List<Row> rows, int hidden, List<Groups> groups, List<String> notes) {
  /** One definition. */
  record Row(
      String title,
      String definition,
      String attributes,
      Cell cell,
      FairnessVerdict verdict,
      String extremes) {
    Svg icon() {
      return switch (verdict) {
        case BEYOND_NOISE -> Icon.down();
        case WITHIN_NOISE, WITHIN_THE_RULE -> Icon.check();
        case TOO_FEW_ROWS -> Icon.few();
        case NO_RULE, UNDEFINED -> Icon.level();
      };
    }

    String style() {
      return switch (verdict) {
        case BEYOND_NOISE -> "f-beyond";
        case WITHIN_NOISE, WITHIN_THE_RULE -> "f-within";
        case TOO_FEW_ROWS, NO_RULE, UNDEFINED -> "f-none";
      };
    }
  }

  /** The groups of an attribute, or of several crossed. */
  record Groups(String attributes, List<String> titles, List<GroupRow> rows, int hidden) {}

  /** One group; its rows are told unless they are withheld. */
  record GroupRow(
      String name,
      Optional<Long> rows,
      Optional<Long> positives,
      boolean reference,
      List<Cell> cells) {}

  static FairnessTable of(List<FairnessResult> results, int mostRows, int mostGroups) {
    Footnotes notes = new Footnotes();
    Map<String, Definition> definitions =
        FairnessMetrics.definitions().stream()
            .collect(Collectors.toMap(Definition::name, one -> one, (one, other) -> one));
    List<Row> rows =
        results.stream()
            .sorted(
                Comparator.comparing(
                    result ->
                        result.verdict() != FairnessVerdict.BEYOND_NOISE
                            && !result.attributes().isEmpty()))
            .limit(mostRows)
            .map(result -> row(result, definitions.get(result.metric()), notes))
            .toList();
    List<Groups> groups = new ArrayList<>();
    results.stream()
        .filter(result -> !result.attributes().isEmpty())
        .collect(
            Collectors.groupingBy(
                FairnessTable::attributes, LinkedHashMap::new, Collectors.toList()))
        .forEach((name, of) -> groups.add(groups(name, of, mostGroups, notes)));
    return new FairnessTable(rows, results.size() - rows.size(), groups, notes.reasons());
  }

  private static Row row(FairnessResult result, @Nullable Definition definition, Footnotes notes) {
    return new Row(
        FairnessTitles.of(result.metric()),
        definition == null ? "" : definition.formula(),
        result.attributes().isEmpty() ? "single rows" : attributes(result),
        Cell.of(result.metric(), result.measure(), notes),
        result.verdict(),
        extremes(result));
  }

  /** The groups with the smallest and the largest figure, among those that are judged. */
  private static String extremes(FairnessResult result) {
    List<GroupResult> judged =
        result.groups().stream()
            .filter(group -> group.leftOut().isEmpty() && group.value().isPresent())
            .sorted(Comparator.comparingDouble(group -> group.value().orElseThrow()))
            .toList();
    if (judged.size() < 2) {
      return "";
    }
    GroupResult low = judged.get(0);
    GroupResult high = judged.get(judged.size() - 1);
    return Names.segment(low.group())
        + " "
        + Numbers.decimal(low.value().orElseThrow(), 3)
        + ", "
        + Names.segment(high.group())
        + " "
        + Numbers.decimal(high.value().orElseThrow(), 3);
  }

  private static Groups groups(
      String name, List<FairnessResult> results, int most, Footnotes notes) {
    List<FairnessResult> told =
        results.stream()
            .filter(result -> FairnessTitles.ofGroups(result.metric()).isPresent())
            .toList();
    Map<String, GroupResult> groups = new LinkedHashMap<>();
    told.forEach(
        result ->
            result
                .groups()
                .forEach(group -> groups.putIfAbsent(Names.segment(group.group()), group)));
    List<GroupRow> rows =
        groups.entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> -entry.getValue().rows().orElse(0L)))
            .limit(most)
            .map(
                entry ->
                    new GroupRow(
                        entry.getKey(),
                        entry.getValue().rows(),
                        entry.getValue().positives(),
                        told.stream()
                            .anyMatch(
                                result ->
                                    of(result, entry.getKey())
                                        .map(GroupResult::reference)
                                        .orElse(false)),
                        told.stream()
                            .map(result -> cell(result, of(result, entry.getKey()), notes))
                            .toList()))
            .toList();
    return new Groups(
        name,
        told.stream()
            .map(result -> FairnessTitles.ofGroups(result.metric()).orElseThrow())
            .toList(),
        rows,
        groups.size() - rows.size());
  }

  private static Optional<GroupResult> of(FairnessResult result, String group) {
    return result.groups().stream()
        .filter(one -> Names.segment(one.group()).equals(group))
        .findFirst();
  }

  private static Cell cell(FairnessResult result, Optional<GroupResult> group, Footnotes notes) {
    Measure measure =
        group
            .filter(one -> one.value().isPresent() || one.undefined().isPresent())
            .map(
                one ->
                    new Measure(
                        one.value(), one.lower(), one.upper(), one.method(), one.undefined()))
            .orElse(Measure.undefined("not computed"));
    return Cell.of(result.metric(), measure, notes);
  }

  private static String attributes(FairnessResult result) {
    return result.attributes().stream().map(Names::shown).collect(Collectors.joining(" × "));
  }
}
