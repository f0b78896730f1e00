package dev.holdout.audit;

import static dev.holdout.audit.Finding.Severity.HIGH;
import static dev.holdout.audit.Finding.Severity.MEDIUM;

import dev.holdout.audit.Finding.Figure;
import dev.holdout.audit.Overlaps.Neighbours;
import dev.holdout.audit.Overlaps.Overlap;
import dev.holdout.audit.Overlaps.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Labels that persist in time while the split is blind to time: whoever knows the rows around a row
 * then knows its label.
 *
 * <p>Measured on pairs of rows of Training that lie in the same spell of time, for spells of about
 * 4, 64 and 1,024 rows: the correlation of their labels, which exceeds chance if the rates of
 * spells vary more than those of binomial counts do (Tarone's test, 0.001 over all spells). Labels
 * of Test are not needed: it is enough that its rows lie in the same spells. {@code
 * label_autocorrelation}: the strongest correlation reaches {@link AuditLimits#timeCorrelation} and
 * at least {@link AuditLimits#sharedShare} of Test's rows share a spell with Training; HIGH. {@code
 * label_autocorrelation_across_folds}: the same between blocks of Training, while Test is apart;
 * MEDIUM.
 */
final class TimeNeighbours implements Check {
  private static final String PARTITIONS = "label_autocorrelation";
  private static final String GAP =
      ", with a `split.windows.gap` if labels persist across a boundary.";

  @Override
  public List<Finding> findings(Evidence evidence) {
    AuditLimits limits = evidence.limits();
    return strongest(evidence)
        .filter(near -> near.overlap().labelCorrelation() >= limits.timeCorrelation())
        .filter(
            near ->
                near.overlap().testShare() >= limits.sharedShare()
                    || near.overlap().blockShare() >= limits.sharedShare())
        .map(near -> List.of(finding(near, evidence)))
        .orElse(List.of());
  }

  @Override
  public Optional<Column> cases(Finding finding, Evidence evidence) {
    Shown shown = finding.code().equals(PARTITIONS) ? Shown.ACROSS_PARTITIONS : Shown.ACROSS_BLOCKS;
    return strongest(evidence).map(near -> near.overlap().cases(shown));
  }

  private static Optional<Neighbours> strongest(Evidence evidence) {
    List<Neighbours> spells = evidence.overlaps().neighbours();
    return spells.stream()
        .filter(
            near ->
                Significance.beyond(near.overlap().correlationScore())
                    < Evidence.level(spells.size()))
        .max(Comparator.comparingDouble(near -> near.overlap().labelCorrelation()));
  }

  private static Finding finding(Neighbours near, Evidence evidence) {
    Overlap overlap = near.overlap();
    boolean partitions = overlap.testShare() >= evidence.limits().sharedShare();
    double share = overlap.pairedShare();
    double chance = 1 - 2 * share * (1 - share);
    double agreement = 1 - 2 * share * (1 - share) * (1 - overlap.labelCorrelation());
    String time = near.buckets().line().axis().name();
    return new Finding(
            partitions ? PARTITIONS : "label_autocorrelation_across_folds",
            partitions ? HIGH : MEDIUM,
            List.of(time),
            String.format(
                "Labels persist in time: two rows next to each other by `%s` have the same label in %s of the cases,"
                    + " against %s by chance, and %s of the rows %s have a neighbour %s.",
                time,
                Wording.percent(agreement),
                Wording.percent(chance),
                Wording.percent(partitions ? overlap.testShare() : overlap.blockShare()),
                partitions ? "in Test" : "in Training",
                partitions ? "in Training" : "in another fold"),
            "A model can look up the label of a row's neighbours instead of learning the rule, and looks far better "
                + (partitions ? "on Test" : "in cross-validation")
                + " than it will on a future whose neighbours are not known yet.",
            partitions
                ? "Divide by time: set `split.test_scheme: time` and `split.scheme: walk_forward`"
                    + GAP
                : "Validate each fold on later rows: set `split.scheme: walk_forward`" + GAP)
        .with(figures(evidence).toArray(Figure[]::new));
  }

  private static List<Figure> figures(Evidence evidence) {
    List<Figure> figures = new ArrayList<>();
    for (Neighbours near : evidence.overlaps().neighbours()) {
      figures.add(
          new Figure(
              "label correlation within about " + near.buckets().rowsPerBucket() + " rows",
              near.overlap().labelCorrelation()));
    }
    figures.add(new Figure("audit.time_correlation", evidence.limits().timeCorrelation()));
    figures.add(new Figure("audit.shared_share", evidence.limits().sharedShare()));
    return figures;
  }
}
