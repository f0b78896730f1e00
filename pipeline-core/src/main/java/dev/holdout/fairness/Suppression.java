package dev.holdout.fairness;

import dev.holdout.evaluate.Confusion;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.Curves;
import dev.holdout.evaluate.Evaluation.Curves.ReliabilityBin;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An evaluation and its fairness without what could be read of few people: for reports that leave
 * the team.
 *
 * <p>Which groups are hidden, {@link SmallCells} says. A hidden segment keeps its name; its rows
 * and positives are 0, every metric is undefined for the reason {@link #reason}, it has no gaps and
 * no curves, and it stands behind the segments of its columns that are shown, by name, since its
 * place would tell its size. Segments that are shown lose their curves, whose steps are single
 * rows; those over all rows stay, but for reliability bins of few rows. A fairness figure in which
 * a hidden group was judged is withheld: made anew without those groups, by {@link
 * GroupFairness#of(List, double, FairnessSpec, Set, String)} with {@link #hidden}, it can be shown.
 *
 * @param evaluation what may be shown
 * @param fairness what may be shown
 * @param hidden the groups that are hidden
 * @param reason what stands in their place
 */
public record Suppression(
    Evaluation evaluation,
    List<FairnessResult> fairness,
    Set<Map<String, Optional<String>>> hidden,
    String reason) {
  private static final List<String> DECISIONS = List.of("tp", "fp", "fn", "tn");

  public Suppression {
    fairness = List.copyOf(fairness);
    hidden = Set.copyOf(hidden);
  }

  /**
   * Hides.
   *
   * @param evaluation with all its segments
   * @param fairness figures of groups; those of no segment are judged by their own counts
   * @param fewest k, at least 2
   */
  public static Suppression of(Evaluation evaluation, List<FairnessResult> fairness, int fewest) {
    return of(evaluation, fairness, Map.of(), fewest);
  }

  /**
   * The same where rows are weighted, so that decisions are not counted in rows by the metrics.
   *
   * @param decisions the rows of segments by decision and truth; those of others are taken from
   *     their metrics
   */
  public static Suppression of(
      Evaluation evaluation,
      List<FairnessResult> fairness,
      Map<Map<String, Optional<String>>, Confusion> decisions,
      int fewest) {
    boolean binary = evaluation.task() == Task.BINARY;
    CellTable table = new CellTable();
    table.add(CellTable.ALL, kinds(evaluation.overall(), decisions, binary));
    evaluation
        .segments()
        .forEach(segment -> table.add(segment.segment(), kinds(segment, decisions, binary)));
    if (binary) {
      addGroups(table, fairness, decisions);
    }
    Set<Map<String, Optional<String>>> hidden = SmallCells.hidden(table, binary ? 2 : 0, fewest);
    String reason =
        String.format(
            Locale.ROOT,
            "suppressed: fewer than %,d rows of a kind, here or in a group that could be worked out"
                + " from this one",
            fewest);
    return new Suppression(
        shown(evaluation, hidden, reason, fewest),
        fairness.stream().map(result -> shown(result, hidden, reason)).toList(),
        hidden,
        reason);
  }

  private static long[] kinds(
      SegmentResult segment,
      Map<Map<String, Optional<String>>, Confusion> decisions,
      boolean binary) {
    if (!binary) {
      return new long[] {segment.rows()};
    }
    Confusion counted = decisions.get(segment.segment());
    if (counted != null) {
      return kinds(segment.rows(), segment.positives(), counted);
    }
    long[] kinds = new long[3 + DECISIONS.size()];
    kinds[0] = segment.rows();
    kinds[1] = segment.positives();
    kinds[2] = segment.rows() - segment.positives();
    for (int at = 0; at < DECISIONS.size(); at++) {
      Measure count = segment.metrics().get(DECISIONS.get(at));
      kinds[3 + at] = count == null ? 0 : Math.round(count.value().orElse(0.0));
    }
    return kinds;
  }

  /**
   * Groups of fairness figures that are no segments, with decisions worked out from their rates.
   */
  private static void addGroups(
      CellTable table,
      List<FairnessResult> fairness,
      Map<Map<String, Optional<String>>, Confusion> decisions) {
    FairnessWords.byAttributes(fairness)
        .forEach(
            (attributes, results) -> {
              FairnessResult rates = results.get("base_rate_difference");
              for (GroupResult group : rates == null ? List.<GroupResult>of() : rates.groups()) {
                if (group.rows().isPresent()) {
                  Confusion counted = decisions.get(group.group());
                  table.add(
                      group.group(),
                      counted == null
                          ? kinds(results, group)
                          : kinds(group.rows().get(), group.positives().orElseThrow(), counted));
                }
              }
            });
  }

  private static long[] kinds(Map<String, FairnessResult> results, GroupResult group) {
    long rows = group.rows().orElseThrow();
    long positives = group.positives().orElseThrow();
    GroupCells cells =
        FairnessConflicts.cells(results, group.group())
            .orElse(new GroupCells(positives, 0, 0, rows - positives));
    return kinds(rows, positives, new Confusion(cells.tp(), cells.fp(), cells.fn(), cells.tn()));
  }

  private static long[] kinds(long rows, long positives, Confusion decisions) {
    return new long[] {
      rows,
      positives,
      rows - positives,
      Math.round(decisions.tp()),
      Math.round(decisions.fp()),
      Math.round(decisions.fn()),
      Math.round(decisions.tn())
    };
  }

  private static Evaluation shown(
      Evaluation all, Set<Map<String, Optional<String>>> hidden, String reason, int fewest) {
    List<String> notes = new ArrayList<>();
    long here =
        all.segments().stream().filter(segment -> hidden.contains(segment.segment())).count();
    notes.add(
        String.format(
            Locale.ROOT,
            "%,d of %,d segments are suppressed: each has fewer than %,d rows, of a label or of a"
                + " kind of decision, or would let such a segment be found by subtraction.",
            here,
            all.segments().size(),
            fewest));
    notes.addAll(all.notes());
    return new Evaluation(
        all.task(),
        all.rows(),
        all.threshold(),
        all.overall(),
        ordered(all.segments(), hidden).stream()
            .map(segment -> shown(segment, hidden.contains(segment.segment()), reason))
            .toList(),
        coarse(all.curves(), fewest),
        notes,
        all.level(),
        all.reuse(),
        all.classes(),
        all.numbers());
  }

  private static List<SegmentResult> ordered(
      List<SegmentResult> segments, Set<Map<String, Optional<String>>> hidden) {
    Map<Set<String>, List<SegmentResult>> byColumns = new LinkedHashMap<>();
    for (SegmentResult segment : segments) {
      byColumns
          .computeIfAbsent(segment.segment().keySet(), columns -> new ArrayList<>())
          .add(segment);
    }
    return byColumns.values().stream()
        .flatMap(
            division ->
                Stream.concat(
                    division.stream().filter(segment -> !hidden.contains(segment.segment())),
                    division.stream()
                        .filter(segment -> hidden.contains(segment.segment()))
                        .sorted(Comparator.comparing(segment -> Group.words(segment.segment())))))
        .toList();
  }

  private static SegmentResult shown(SegmentResult segment, boolean hide, String reason) {
    if (!hide) {
      return new SegmentResult(
          segment.segment(),
          segment.rows(),
          segment.positives(),
          segment.metrics(),
          segment.gaps(),
          segment.verdict(),
          segment.story());
    }
    SortedMap<String, Measure> metrics = new TreeMap<>();
    segment.metrics().keySet().forEach(name -> metrics.put(name, Measure.undefined(reason)));
    return new SegmentResult(
        segment.segment(),
        0,
        0,
        Collections.unmodifiableSortedMap(metrics),
        Collections.emptySortedMap(),
        Verdict.NOT_COMPARED,
        Group.words(segment.segment()) + ": " + reason + ".");
  }

  /** Without reliability bins of few rows, nor a single one that others would tell. */
  private static Curves coarse(Curves curves, int fewest) {
    List<ReliabilityBin> ascending =
        curves.reliability().stream()
            .sorted(Comparator.comparingLong(ReliabilityBin::rows))
            .toList();
    int few = (int) ascending.stream().filter(bin -> bin.rows() < fewest).count();
    List<ReliabilityBin> dropped =
        ascending.subList(0, few == 1 ? Math.min(2, ascending.size()) : few);
    return new Curves(
        curves.roc(),
        curves.precisionRecall(),
        curves.reliability().stream().filter(bin -> !dropped.contains(bin)).toList());
  }

  private static FairnessResult shown(
      FairnessResult result, Set<Map<String, Optional<String>>> hidden, String reason) {
    List<GroupResult> concerned =
        result.groups().stream().filter(group -> hidden.contains(group.group())).toList();
    if (concerned.isEmpty()) {
      return result;
    }
    boolean withReference = concerned.stream().anyMatch(GroupResult::reference);
    boolean judged =
        concerned.stream().anyMatch(group -> group.leftOut().isEmpty())
            || FairnessMetrics.isOfAllGroups(result.metric());
    List<GroupResult> groups = new ArrayList<>();
    for (GroupResult group : result.groups()) {
      groups.add(
          hidden.contains(group.group())
              ? GroupResult.withheld(group.group(), reason)
              : withReference ? group.withoutReference() : group);
    }
    return judged
        ? FairnessResult.of(
            result.metric(),
            result.attributes(),
            Measure.undefined(reason),
            Optional.empty(),
            FairnessVerdict.UNDEFINED,
            groups)
        : FairnessResult.of(
            result.metric(),
            result.attributes(),
            result.measure(),
            result.pAdjusted(),
            result.verdict(),
            groups);
  }
}
