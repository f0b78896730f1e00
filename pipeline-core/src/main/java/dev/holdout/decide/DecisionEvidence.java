package dev.holdout.decide;

import dev.holdout.decide.ThresholdBootstrap.Draws;
import dev.holdout.decide.ThresholdEvidence.Mistakes;
import dev.holdout.decide.ThresholdEvidence.Review;
import dev.holdout.decide.ThresholdEvidence.Rival;
import dev.holdout.decide.ThresholdEvidence.RivalKind;
import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.stat.AdaptiveHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Gathers the evidence for a threshold: how sure its choice is, how good its decisions are on rows
 * that it was not chosen on, and what they are worth beside something simpler.
 *
 * <p>Comparisons are of the same rows, resampled together.
 */
final class DecisionEvidence {
  private final AdaptiveHistogram all;
  private final FoldedScores apart;
  private final DecisionSpec spec;
  private final Decision decision;
  private final Confidence confidence;
  private final List<String> notes = new ArrayList<>();

  /**
   * Evidence for a decision.
   *
   * @param all the scores that it was fitted to
   * @param apart those of folds that share no row
   */
  DecisionEvidence(
      AdaptiveHistogram all,
      FoldedScores apart,
      DecisionSpec spec,
      Decision decision,
      Confidence confidence) {
    this.all = all;
    this.apart = apart;
    this.spec = spec;
    this.decision = decision;
    this.confidence = confidence;
  }

  /**
   * Gathers it.
   *
   * @param oneColumn finds the rival of one column, given the cross-fitted decisions
   */
  ThresholdEvidence gather(Function<CrossFitted, OneColumn.Result> oneColumn) {
    ThresholdRule rule = spec.rule();
    DecisionCounts raw = DecisionCounts.of(all);
    DecisionCounts calibrated = raw.calibratedBy(decision.calibrator());
    int chosen = calibrated.from(decision.threshold());
    ThresholdSearch search = new ThresholdSearch(calibrated, rule);
    List<Integer> shown = search.shown(chosen);
    List<Integer> kept = new ArrayList<>(shown);
    kept.add(chosen);
    // Repeats and combinations score a row several times.
    double copies = Math.max(1, raw.rows() / Math.max(1, apart.rows()));
    ThresholdBootstrap.Drawn drawn =
        new ThresholdBootstrap(calibrated, rule, kept, confidence, copies)
            .draw(chosen, decision.threshold(), shown);
    CrossFitted.Result crossFitted = CrossFitted.of(apart, spec);
    if (crossFitted.decisions().isEmpty()) {
      notes.add(
          "Decisions could not be judged on rows that their threshold was not chosen on: "
              + crossFitted.reason()
              + ". Figures are of the same rows, and so too good.");
    }
    DecisionCounts same = CrossFitted.divided(raw, decision);
    DecisionCounts judged = crossFitted.decisions().map(CrossFitted::decisions).orElse(same);
    Optional<OneColumn> rival = crossFitted.decisions().flatMap(found -> rival(oneColumn, found));
    DecisionCounts joint =
        rival
            .map(OneColumn::joint)
            .orElseGet(() -> judged.grouped(new int[] {0, 0, 2, 2}, new double[] {0, 1, 2, 3}));
    Outcome model = joint.outcome(DecisionEvidence::modelActs);
    Outcome sameRows = search.outcome(chosen);
    return new ThresholdEvidence(
        rule.objective(),
        rule.smallerIsBetter(),
        rule.costs().flatMap(CostMatrix::unit),
        confidence.level(),
        Math.round(model.rows()),
        Math.round(model.positives()),
        raw.rows() == 0 ? 0 : sameRows.decidedPositive() / raw.rows(),
        drawn.threshold(),
        drawn.objective(),
        crossFitted.decisions().isPresent()
            ? figure(joint, counts -> value(counts.outcome(DecisionEvidence::modelActs)))
            : Measure.undefined(crossFitted.reason()),
        drawn.band(),
        mistakes(model),
        review(same, judged),
        rivals(joint, rival),
        notes);
  }

  private Optional<OneColumn> rival(
      Function<CrossFitted, OneColumn.Result> oneColumn, CrossFitted decisions) {
    OneColumn.Result found = oneColumn.apply(decisions);
    if (found.rival().isEmpty()) {
      notes.add("There is no one-column rule to compare with: " + found.reason() + ".");
    }
    return found.rival();
  }

  private static boolean modelActs(int position) {
    return position >= 2;
  }

  private static boolean columnActs(int position) {
    return position % 2 == 1;
  }

  /** A figure with the interval of its resamples. */
  private Measure figure(DecisionCounts counts, Function<DecisionCounts, Measure> figure) {
    Measure measured = figure.apply(counts);
    if (measured.undefined().isPresent()) {
      return measured;
    }
    Draws draws = new Draws(confidence.draws());
    RowResampler resampler = new RowResampler(counts, 1);
    SplittableRandom random = new SplittableRandom(confidence.seed());
    for (int draw = 0; draw < confidence.draws(); draw++) {
      figure.apply(resampler.draw(random)).value().ifPresent(draws::add);
    }
    return draws.measure(measured.value().orElseThrow(), confidence);
  }

  private Measure value(Outcome outcome) {
    ThresholdRule rule = spec.rule();
    return rule.undefined(outcome)
        .map(Measure::undefined)
        .orElseGet(() -> Measure.of(rule.value(outcome)));
  }

  private Mistakes mistakes(Outcome outcome) {
    Optional<CostMatrix> costs = spec.rule().costs();
    return new Mistakes(
        Math.round(outcome.fp()),
        Math.round(outcome.fn()),
        costs
            .filter(matrix -> outcome.fp() > 0)
            .map(matrix -> matrix.falsePositive().of(outcome.fp(), outcome.fpAmount()))
            .map(cost -> cost / outcome.fp()),
        costs
            .filter(matrix -> outcome.fn() > 0)
            .map(matrix -> matrix.falseNegative().of(outcome.fn(), outcome.fnAmount()))
            .map(cost -> cost / outcome.fn()));
  }

  private List<Rival> rivals(DecisionCounts joint, Optional<OneColumn> oneColumn) {
    List<Rival> rivals = new ArrayList<>();
    rivals.add(rival(RivalKind.NEVER, "", joint, position -> false));
    rivals.add(rival(RivalKind.ALWAYS, "", joint, position -> true));
    oneColumn.ifPresent(
        found ->
            rivals.add(
                rival(RivalKind.ONE_COLUMN, found.words(), joint, DecisionEvidence::columnActs)));
    return rivals;
  }

  private Rival rival(RivalKind kind, String words, DecisionCounts joint, IntPredicate acts) {
    Outcome other = joint.outcome(acts);
    return new Rival(
        kind,
        words,
        spec.rule().meets(other),
        value(other),
        figure(
            joint,
            counts -> gain(counts.outcome(DecisionEvidence::modelActs), counts.outcome(acts))));
  }

  private Measure gain(Outcome model, Outcome other) {
    Optional<String> undefined =
        spec.rule().undefined(model).or(() -> spec.rule().undefined(other));
    if (undefined.isPresent()) {
      return Measure.undefined(undefined.get());
    }
    double difference = spec.rule().value(model) - spec.rule().value(other);
    return Measure.of(spec.rule().smallerIsBetter() ? -difference : difference);
  }

  /**
   * What review does.
   *
   * @param same all rows by decision
   * @param judged the same by decisions that were fitted without them
   */
  private Optional<Review> review(DecisionCounts same, DecisionCounts judged) {
    if (spec.review().isPresent() && decision.review().isEmpty()) {
      notes.add("No row is worth a review: the model decides all of them.");
    }
    Optional<CostMatrix> costs = spec.rule().costs();
    Optional<Double> costOfReview = spec.review().flatMap(ReviewSpec::cost);
    return decision
        .review()
        .map(
            band ->
                new Review(
                    band.lower(),
                    band.upper(),
                    same.rows() == 0
                        ? 0
                        : (same.rows(CrossFitted.REVIEW_OF_LEFT)
                                + same.rows(CrossFitted.REVIEW_OF_ACTED))
                            / same.rows(),
                    costOfReview,
                    costs.isPresent()
                        ? Optional.empty()
                        : Optional.of(figure(judged, counts -> value(byModel(counts)))),
                    costs.map(
                        matrix ->
                            figure(
                                judged,
                                counts -> saving(counts, matrix, costOfReview.orElse(0.0))))));
  }

  private static Outcome byModel(DecisionCounts judged) {
    return judged.decided(CrossFitted.LEFT, false).plus(judged.decided(CrossFitted.ACTED, true));
  }

  /** What reviews save for each row: mistakes of the threshold in the band, less the reviews. */
  private static Measure saving(DecisionCounts judged, CostMatrix matrix, double costOfReview) {
    double saving = 0;
    for (int at : new int[] {CrossFitted.REVIEW_OF_LEFT, CrossFitted.REVIEW_OF_ACTED}) {
      Outcome acted = judged.decided(at, true);
      Outcome left = judged.decided(at, false);
      saving += matrix.of(at == CrossFitted.REVIEW_OF_ACTED ? acted : left);
      saving -= matrix.truePositive().of(acted.tp(), acted.tpAmount());
      saving -= matrix.trueNegative().of(left.tn(), left.tnAmount());
      saving -= costOfReview * judged.rows(at);
    }
    return judged.rows() > 0 ? Measure.of(saving / judged.rows()) : Measure.undefined("no rows");
  }
}
