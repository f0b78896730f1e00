package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.measure.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Protected attributes whose groups differ in their share of positives: {@code base_rates_differ}.
 *
 * <p>Reported where groups of {@value #ROWS} rows or more differ beyond noise (χ², 0.001 over all
 * attributes). MEDIUM if the smallest share is less than {@value #FOUR_FIFTHS} of the largest, else
 * INFO. Numbers are taken in {@value #GROUPS} groups of equal size.
 */
final class BaseRates implements Check {
  private static final int GROUPS = 4;
  private static final int ROWS = 100;
  private static final double FOUR_FIFTHS = 0.8;

  private record Group(String name, Cell cell) {}

  @Override
  public List<Finding> findings(Evidence evidence) {
    List<String> attributes = evidence.spec().protectedAttributes();
    List<Finding> findings = new ArrayList<>();
    for (String attribute : attributes) {
      evidence
          .profile()
          .column(attribute)
          .map(BaseRates::groups)
          .filter(groups -> differ(groups, attributes.size()))
          .ifPresent(groups -> findings.add(finding(attribute, groups)));
    }
    return findings;
  }

  /** Large enough ones, by their share of positives. */
  private static List<Group> groups(ColumnSummary column) {
    List<Group> groups = new ArrayList<>();
    if (column.column().numeric()) {
      for (List<Cell> group : column.groups(GROUPS, Cell::rows)) {
        String from = Wording.value(column.column(), group.get(0).number());
        String to = Wording.value(column.column(), group.get(group.size() - 1).number());
        groups.add(new Group(from + " to " + to, ColumnSummary.sum(group)));
      }
      groups.add(new Group(column.missing().text(), column.missing()));
    } else {
      column.cellsWithMissing().forEach(cell -> groups.add(new Group(cell.text(), cell)));
    }
    groups.removeIf(group -> group.cell().rows() < ROWS);
    groups.sort(Comparator.comparingDouble(group -> group.cell().positiveShare()));
    return groups;
  }

  private static boolean differ(List<Group> groups, int comparisons) {
    return Significance.independence(
            groups.stream()
                .map(group -> new long[] {group.cell().negatives(), group.cell().positives()})
                .toList())
        < Evidence.level(comparisons);
  }

  private static Finding finding(String attribute, List<Group> groups) {
    Group lowest = groups.get(0);
    Group highest = groups.get(groups.size() - 1);
    double ratio = lowest.cell().positiveShare() / highest.cell().positiveShare();
    return new Finding(
        "base_rates_differ",
        ratio < FOUR_FIFTHS ? MEDIUM : INFO,
        List.of(attribute),
        String.format(
            "%s are positive where `%s` is %s, and %s where it is %s, a ratio of %s (95 %%"
                + " intervals %s and %s).",
            Wording.percent(lowest.cell().positiveShare()),
            attribute,
            lowest.name(),
            Wording.percent(highest.cell().positiveShare()),
            highest.name(),
            Wording.share(ratio),
            interval(lowest),
            interval(highest)),
        "Where base rates differ, a calibrated model selects the groups at different rates, and no"
            + " model can be calibrated in each group and make the same share of errors in each:"
            + " which kind of fairness is wanted has to be chosen. The labels themselves may carry"
            + " old decisions.",
        "Decide which gap matters (selection, missed positives, false alarms), and read the"
            + " segments of `"
            + attribute
            + "` in the evaluation for it. Dropping the attribute does not remove what other"
            + " columns tell of it.");
  }

  private static String interval(Group group) {
    Interval interval = Significance.wilson(group.cell().positives(), group.cell().rows());
    return String.format(
        "%s to %s of %s rows",
        Wording.percent(interval.lower()),
        Wording.percent(interval.upper()),
        Wording.count((double) group.cell().rows()));
  }
}
