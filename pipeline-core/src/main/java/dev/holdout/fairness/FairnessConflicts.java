package dev.holdout.fairness;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which definitions of fairness cannot hold together on these rows, and why.
 *
 * <p>Said only where the evidence is there: base rates differ beyond noise. Then, unless
 * predictions are perfect, calibration within groups excludes equal error rates of either kind
 * (Kleinberg, Mullainathan & Raghavan 2016); equal precision and equal misses exclude equal false
 * alarms, since FPR = p/(1 − p) · (1 − PPV)/PPV · (1 − FNR) with base rate p (Chouldechova 2017);
 * and equal selection rates exclude equal true and false positive rates, since the selection rate
 * is p · TPR + (1 − p) · FPR, unless TPR = FPR (Hardt, Price & Srebro 2016). The figures put into
 * these identities are those of the two groups with the lowest and the highest base rate, taken
 * together.
 */
public final class FairnessConflicts {
  private FairnessConflicts() {}

  /**
   * The sentences; none where nothing conflicts beyond noise.
   *
   * @param results of {@link GroupFairness}
   * @param groupings that they are of
   * @param threshold a decision is positive when the score is at least this
   * @param level of their intervals
   */
  public static List<String> of(
      List<FairnessResult> results, List<Grouping> groupings, double threshold, double level) {
    Map<Map<String, Optional<String>>, GroupCells> cells = new HashMap<>();
    for (Grouping grouping : groupings) {
      for (Group group : grouping.groups()) {
        cells.put(group.value(), GroupCells.of(group.counts().weights(threshold)));
      }
    }
    List<String> sentences = new ArrayList<>();
    FairnessWords.byAttributes(results)
        .forEach(
            (attributes, division) -> sentences.addAll(of(attributes, division, cells, level)));
    return sentences;
  }

  /**
   * Of one division.
   *
   * @param cells of each group what its rows weigh: what groups have in common is by their weights
   */
  private static List<String> of(
      List<String> attributes,
      Map<String, FairnessResult> results,
      Map<Map<String, Optional<String>>, GroupCells> cells,
      double level) {
    FairnessResult rates = results.get("base_rate_difference");
    if (rates == null || rates.verdict() != FairnessVerdict.BEYOND_NOISE) {
      return List.of();
    }
    List<GroupResult> judged =
        rates.groups().stream()
            .filter(group -> group.leftOut().isEmpty())
            .sorted(Comparator.comparingDouble(group -> group.value().orElseThrow()))
            .toList();
    GroupResult low = judged.get(0);
    GroupResult high = judged.get(judged.size() - 1);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "Base rates differ by %s: %s of the rows of %s are positive, %s of those of %s"
                + " (difference %s). Unless predictions are perfect, scores that are calibrated"
                + " within groups then cannot also have equal false and true positive rates"
                + " (Kleinberg, Mullainathan & Raghavan 2016).",
            FairnessWords.name(attributes),
            percent(high.value().orElseThrow()),
            Group.words(high.group()),
            percent(low.value().orElseThrow()),
            Group.words(low.group()),
            FairnessWords.figures(rates, level)));
    GroupCells lowCells = requireNonNull(cells.get(low.group()));
    GroupCells highCells = requireNonNull(cells.get(high.group()));
    boolean bothClasses =
        Math.min(lowCells.positives(), lowCells.negatives()) > 0
            && Math.min(highCells.positives(), highCells.negatives()) > 0;
    if (bothClasses) {
      sentences.addAll(identities(high, highCells, low, lowCells));
    }
    side(results).ifPresent(sentences::add);
    return sentences;
  }

  private static List<String> identities(
      GroupResult high, GroupCells highCells, GroupResult low, GroupCells lowCells) {
    GroupCells both = highCells.plus(lowCells);
    if (both.wrong() == 0) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    double p = highCells.positives() / highCells.rows();
    double q = lowCells.positives() / lowCells.rows();
    double missed = both.fn() / both.positives();
    double alarms = both.fp() / both.negatives();
    if (both.tp() > 0 && both.fp() > 0 && p < 1) {
      double precision = both.tp() / both.decidedPositive();
      double there = Math.min(1, alarmsNeeded(p, precision, missed));
      sentences.add(
          String.format(
              Locale.ROOT,
              "Equal precision and equal miss rates force unequal false alarms: with their common"
                  + " precision of %s and miss rate of %s, the false positive rate would have to be"
                  + " %s for %s and %s for %s (Chouldechova 2017).",
              FairnessWords.decimal(precision),
              FairnessWords.decimal(missed),
              FairnessWords.decimal(there),
              Group.words(high.group()),
              FairnessWords.decimal(alarmsNeeded(q, precision, missed)),
              Group.words(low.group())));
    }
    sentences.add(
        String.format(
            Locale.ROOT,
            "Demographic parity conflicts with equalised odds: with equal rates of %s among"
                + " positives and %s among negatives, %s of %s and %s of %s would be selected; and"
                + " perfect predictions would select as many as are positive, %s and %s.",
            FairnessWords.decimal(1 - missed),
            FairnessWords.decimal(alarms),
            percent(p * (1 - missed) + (1 - p) * alarms),
            Group.words(high.group()),
            percent(q * (1 - missed) + (1 - q) * alarms),
            Group.words(low.group()),
            percent(p),
            percent(q)));
    return sentences;
  }

  /** Chouldechova's identity. */
  static double alarmsNeeded(double baseRate, double precision, double missed) {
    return baseRate / (1 - baseRate) * (1 - precision) / precision * (1 - missed);
  }

  /** Which of two that exclude each other is given up here. */
  private static Optional<String> side(Map<String, FairnessResult> results) {
    FairnessVerdict calibration =
        requireNonNull(results.get("calibration_within_groups")).verdict();
    FairnessVerdict odds = requireNonNull(results.get("equalized_odds_difference")).verdict();
    if (calibration == FairnessVerdict.WITHIN_NOISE && odds == FairnessVerdict.BEYOND_NOISE) {
      return Optional.of(
          "Here it is equal error rates that are given up: they differ beyond noise, while scores"
              + " are calibrated within every group as far as these rows can tell.");
    }
    if (calibration == FairnessVerdict.BEYOND_NOISE && odds == FairnessVerdict.WITHIN_NOISE) {
      return Optional.of(
          "Here it is calibration that is given up: error rates are alike as far as these rows can"
              + " tell, while scores of some group do not mean what they say.");
    }
    if (calibration == FairnessVerdict.BEYOND_NOISE && odds == FairnessVerdict.BEYOND_NOISE) {
      return Optional.of(
          "Here neither holds: error rates differ, and scores of some group do not mean what they"
              + " say; calibrating each group would mend the second.");
    }
    return Optional.empty();
  }

  /** The decisions of a group, from its rates. */
  static Optional<GroupCells> cells(
      Map<String, FairnessResult> results, Map<String, Optional<String>> group) {
    Optional<GroupResult> misses = of(results.get("fnr_difference"), group);
    Optional<GroupResult> alarms = of(results.get("fpr_difference"), group);
    if (misses.flatMap(GroupResult::value).isEmpty()
        || alarms.flatMap(GroupResult::value).isEmpty()) {
      return Optional.empty();
    }
    GroupResult one = misses.get();
    double rows = one.rows().orElseThrow();
    double positives =
        Math.rint(
            rows
                * of(results.get("base_rate_difference"), group)
                    .flatMap(GroupResult::value)
                    .orElseThrow());
    double negatives = rows - positives;
    double fn = Math.rint(one.value().orElseThrow() * positives);
    double fp = Math.rint(alarms.get().value().orElseThrow() * negatives);
    return Optional.of(new GroupCells(positives - fn, fp, fn, negatives - fp));
  }

  private static Optional<GroupResult> of(
      @Nullable FairnessResult result, Map<String, Optional<String>> group) {
    return result == null
        ? Optional.empty()
        : result.groups().stream().filter(one -> one.group().equals(group)).findFirst();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
