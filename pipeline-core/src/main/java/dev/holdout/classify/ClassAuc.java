package dev.holdout.classify;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Areas under the ROC curve, averaged over classes or pairs of classes; ties count one half.
 *
 * <p>Classes that no row is of are left out. Where a class's scores are binned, pairs within a bin
 * count one half each.
 *
 * <p>Interval: those of the areas ({@link ScoreArea}) averaged as the areas are, narrowed by how
 * much of their errors they do not share ({@link SharedError}); not narrowed, hence wide, where a
 * class has fewer than {@value #FEWEST} rows and where pairs are not counted.
 */
final class ClassAuc implements ClassMetric {
  /** Which areas are averaged, and by what. */
  private enum Form {
    PLAIN,
    BY_ROWS,
    PAIRS,
    PAIRS_BY_ROWS;

    boolean ofPairs() {
      return this == PAIRS || this == PAIRS_BY_ROWS;
    }
  }

  /** Fewer rows of a class do not tell how much errors have in common. */
  private static final double FEWEST = 10;

  private final Definition definition;
  private final Form form;

  private ClassAuc(
      String name,
      String title,
      String formula,
      Form form,
      String undefined,
      String source,
      Definition.Use... uses) {
    this.form = form;
    this.definition =
        new Definition(
            name,
            title,
            formula,
            Range.of(0, 1, "0 to 1, 0.5 without skill"),
            Direction.LARGER_IS_BETTER,
            undefined,
            source,
            Definition.DIGITS,
            Set.of(uses));
  }

  static List<ClassAuc> all() {
    String none = "there are no scores, or rows of one class only";
    return List.of(
        new ClassAuc(
            "roc_auc_ovr_macro",
            "ROC AUC, one against the rest, macro",
            "mean over classes of the ROC AUC of each class's score against all other rows",
            Form.PLAIN,
            none,
            "Provost & Domingos 2000",
            Definition.Use.SELECT),
        new ClassAuc(
            "roc_auc_ovr_weighted",
            "ROC AUC, one against the rest, weighted",
            "the same mean, by the classes' rows",
            Form.BY_ROWS,
            none,
            "Provost & Domingos 2000"),
        new ClassAuc(
            "roc_auc_ovo",
            "ROC AUC, pairs of classes",
            "mean over ordered pairs of classes (i, j) of the ROC AUC of score i between the rows"
                + " of i and those of j",
            Form.PAIRS,
            none + ", or more than " + ClassShape.MOST_IN_PAIRS + " classes",
            "Hand & Till 2001"),
        new ClassAuc(
            "roc_auc_ovo_weighted",
            "ROC AUC, pairs of classes, weighted",
            "the same mean, by the rows of both classes",
            Form.PAIRS_BY_ROWS,
            none + ", or more than " + ClassShape.MOST_IN_PAIRS + " classes",
            "as scikit-learn's roc_auc_score(multi_class='ovo', average='weighted')"));
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ClassCounts counts) {
    Optional<String> reason = Lacking.scores(counts).or(() -> lacking(counts));
    return Lacking.unless(
        reason,
        () -> {
          double sum = 0;
          double total = 0;
          for (AreaPart part : parts(counts)) {
            sum += part.weight() * part.area().area();
            total += part.weight();
          }
          return sum / total;
        });
  }

  private Optional<String> lacking(ClassCounts counts) {
    if (form.ofPairs() && !counts.shape().pairs()) {
      return Optional.of(
          "pairs of " + counts.classes() + " classes are not counted for so many states");
    }
    return counts.byClass().occurring() < 2
        ? Optional.of("rows with scores are of one class only")
        : Optional.empty();
  }

  private List<AreaPart> parts(ClassCounts counts) {
    ScoresByClass scores = counts.byClass();
    List<AreaPart> parts = new ArrayList<>();
    for (int own = 0; own < counts.classes(); own++) {
      double share = scores.share(own);
      if (share == 0) {
        continue;
      }
      if (!form.ofPairs()) {
        ScoreArea area = scores.againstRest(own);
        double weight = form == Form.PLAIN ? 1 : share;
        parts.add(new AreaPart(area, weight, own, AreaPart.REST, share, 1 - share));
        continue;
      }
      for (int other = 0; other < counts.classes(); other++) {
        if (other != own && scores.rows(other) > 0) {
          ScoreArea area = scores.against(own, other);
          double weight = form == Form.PAIRS ? 1 : share + scores.share(other);
          parts.add(new AreaPart(area, weight, own, other, share, scores.share(other)));
        }
      }
    }
    return parts;
  }

  @Override
  public Estimate estimate(ClassCounts counts, Confidence confidence) {
    List<AreaPart> parts = parts(counts);
    List<Estimate> areas = parts.stream().map(part -> part.area().estimate()).toList();
    double total = parts.stream().mapToDouble(AreaPart::weight).sum();
    double value = 0;
    for (int at = 0; at < areas.size(); at++) {
      value += parts.get(at).weight() * areas.get(at).value() / total;
    }
    double mean = Math.min(1, value);
    double share =
        parts.stream()
            .mapToDouble(part -> Math.min(part.ownShare(), part.otherShare()))
            .min()
            .orElse(0);
    double shared =
        counts.shape().pairs() && share * counts.scores().effectiveRows() >= FEWEST
            ? SharedError.of(parts, counts.byClass())
            : 1;
    boolean delong = areas.stream().allMatch(area -> area.method().equals("delong"));
    return new Estimate(
        mean,
        delong ? "delong" : "newcombe",
        z -> {
          double below = 0;
          double above = 0;
          for (int at = 0; at < areas.size(); at++) {
            Interval one = areas.get(at).at(z);
            double weight = parts.get(at).weight() / total;
            below += weight * (areas.get(at).value() - one.lower());
            above += weight * (one.upper() - areas.get(at).value());
          }
          return new Interval(mean - shared * below, mean + shared * above);
        });
  }
}
