package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.INFO;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Features and labels that change with time: the early third of Training's rows against the late
 * third.
 *
 * <p>{@code drift_over_time}: features whose Jensen–Shannon distance reaches {@link
 * AuditLimits#driftDistance}, beyond noise (χ², 0.001 over all columns); numbers in {@value
 * #GROUPS} groups of equal size, categories with fewer than {@value #RARE} rows together. MEDIUM.
 * {@code label_drift}: the share of positives differs beyond noise; MEDIUM if by half as much
 * again, else INFO.
 */
final class Drift implements Check {
  private static final int GROUPS = 20;
  private static final int RARE = 20;
  private static final double MUCH = 1.5;

  /** A feature and how far it moved. */
  record Drifting(ColumnSummary column, double distance) {}

  @Override
  public List<Finding> findings(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    List<Drifting> drifting = drifting(evidence);
    if (!drifting.isEmpty()) {
      findings.add(features(drifting));
    }
    Profile.Labels early = evidence.profile().early();
    Profile.Labels late = evidence.profile().late();
    double chance =
        Significance.independence(
            List.of(
                new long[] {early.negatives(), late.negatives()},
                new long[] {early.positives(), late.positives()}));
    if (chance < Evidence.level(1)) {
      findings.add(label(early, late));
    }
    return findings;
  }

  /** The features that drift, the strongest first. */
  static List<Drifting> drifting(Evidence evidence) {
    List<ColumnSummary> compared =
        evidence.profile().columns().stream()
            .filter(evidence::feature)
            .filter(column -> !evidence.spec().time().equals(Optional.of(column.name())))
            .filter(column -> column.complete() || column.column().numeric())
            .toList();
    List<Drifting> drifting = new ArrayList<>();
    for (ColumnSummary column : compared) {
      List<long[]> table = table(column);
      if (Significance.independence(table) < Evidence.level(compared.size())) {
        double distance = Significance.jensenShannon(table);
        if (distance >= evidence.limits().driftDistance()) {
          drifting.add(new Drifting(column, distance));
        }
      }
    }
    drifting.sort(Comparator.comparingDouble(Drifting::distance).reversed());
    return drifting;
  }

  /** Rows of the early and of the late third, by value. */
  private static List<long[]> table(ColumnSummary column) {
    List<long[]> table = new ArrayList<>();
    if (column.column().numeric()) {
      column
          .groups(GROUPS, cell -> cell.early() + cell.late())
          .forEach(group -> table.add(pair(ColumnSummary.sum(group))));
      table.add(pair(column.missing()));
      return table;
    }
    Cell rare = Cell.EMPTY;
    for (Cell cell : column.cellsWithMissing()) {
      if (cell.early() + cell.late() < RARE) {
        rare = rare.and(cell);
      } else {
        table.add(pair(cell));
      }
    }
    table.add(pair(rare));
    return table;
  }

  private static long[] pair(Cell cell) {
    return new long[] {cell.early(), cell.late()};
  }

  private static Finding features(List<Drifting> drifting) {
    return new Finding(
        "drift_over_time",
        MEDIUM,
        drifting.stream().map(drift -> drift.column().name()).toList(),
        String.format(
            "%s from the first third of the time to the last: %s.",
            drifting.size() == 1 ? "1 feature changes" : drifting.size() + " features change",
            Wording.list(drifting.stream().map(Drift::described).toList())),
        "A model fitted to all months meets other values in the next one. If the relation to the label moves with"
            + " them, its figures age quickly.",
        "Keep the newest rows as Test (`split.test_scheme: time`) to see what that costs, retrain often, and prefer"
            + " features that keep their meaning (an amount relative to its month's level).");
  }

  private static String described(Drifting drift) {
    ColumnSummary column = drift.column();
    return String.format(
        "`%s` (distance %s, %s)",
        column.name(),
        Wording.share(drift.distance()),
        column.column().numeric() ? means(column) : shares(column));
  }

  private static String means(ColumnSummary column) {
    double early = 0;
    double late = 0;
    double earlyRows = 0;
    double lateRows = 0;
    for (Cell cell : column.cells()) {
      early += cell.number() * cell.early();
      late += cell.number() * cell.late();
      earlyRows += cell.early();
      lateRows += cell.late();
    }
    if (earlyRows == 0 || lateRows == 0) {
      return earlyRows == 0 ? "no values early" : "no values late";
    }
    return "mean "
        + Wording.value(column.column(), early / earlyRows)
        + " → "
        + Wording.value(column.column(), late / lateRows);
  }

  /** The category whose share moved most. */
  private static String shares(ColumnSummary column) {
    List<Cell> cells = column.cellsWithMissing();
    double early = cells.stream().mapToLong(Cell::early).sum();
    double late = cells.stream().mapToLong(Cell::late).sum();
    Cell most =
        cells.stream()
            .max(
                Comparator.comparingDouble(
                    cell -> Math.abs(cell.late() / late - cell.early() / early)))
            .orElse(Cell.EMPTY);
    return String.format(
        "%s %s → %s",
        most.text(), Wording.percent(most.early() / early), Wording.percent(most.late() / late));
  }

  private static Finding label(Profile.Labels early, Profile.Labels late) {
    double more = Math.max(early.positiveShare(), late.positiveShare());
    double less = Math.min(early.positiveShare(), late.positiveShare());
    return new Finding(
        "label_drift",
        more >= MUCH * less ? MEDIUM : INFO,
        List.of(),
        String.format(
            "The share of positives goes from %s in the first third of the time to %s in the last.",
            Wording.percent(early.positiveShare()), Wording.percent(late.positiveShare())),
        "Predicted probabilities are right for the average of the time covered, and off for what comes next.",
        "Watch the calibration on new rows and retrain often.");
  }
}
