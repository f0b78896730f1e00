package dev.holdout.classify;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Definition;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Estimate;
import dev.holdout.measure.MeanEstimate;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Range;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A mean loss of probabilities: log loss and Brier's score.
 *
 * <p>Weights: the weighted mean. Interval: {@link MeanEstimate}, of Kish's effective number of
 * rows.
 */
final class MeanLoss implements ClassMetric {
  private static final double LARGEST = -Math.log(Math.ulp(1.0));

  private final Definition definition;
  private final ToDoubleFunction<ScoreSums> sum;
  private final ToDoubleFunction<ScoreSums> squares;
  private final ToDoubleFunction<ScoreSums> cubes;
  private final double largest;

  private MeanLoss(
      Definition definition,
      ToDoubleFunction<ScoreSums> sum,
      ToDoubleFunction<ScoreSums> squares,
      ToDoubleFunction<ScoreSums> cubes,
      double largest) {
    this.definition = definition;
    this.sum = sum;
    this.squares = squares;
    this.cubes = cubes;
    this.largest = largest;
  }

  static List<MeanLoss> all() {
    return List.of(
        new MeanLoss(
            definition(
                    "log_loss",
                    "mean of −ln of the true class's probability, clipped to [ε, 1 − ε] with ε ="
                        + " 2⁻⁵²",
                    Range.of(0, LARGEST, "0 to 36.04"),
                    "Good 1952")
                .to(Definition.Use.SELECT, Definition.Use.GATE),
            ScoreSums::logLoss,
            ScoreSums::squaredLogLoss,
            ScoreSums::cubedLogLoss,
            LARGEST),
        new MeanLoss(
            definition(
                    "brier",
                    "mean over rows of Σ over classes of (probability − 1 if the class is true,"
                        + " else 0)²; twice the form for two classes",
                    Range.of(0, 2, "0 to 2"),
                    "Brier 1950")
                .titled("Brier score")
                .to(Definition.Use.SELECT),
            ScoreSums::brier,
            ScoreSums::squaredBrier,
            ScoreSums::cubedBrier,
            2));
  }

  private static Definition definition(String name, String formula, Range range, String source) {
    return new Definition(
            name,
            formula,
            range,
            Direction.SMALLER_IS_BETTER,
            "there are no scores, or some are no probabilities that sum to 1",
            source)
        .digits(4);
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Measure value(ClassCounts counts) {
    return Lacking.unless(
        Lacking.probabilities(counts),
        () -> sum.applyAsDouble(counts.scores()) / counts.scores().weight());
  }

  @Override
  public Estimate estimate(ClassCounts counts, Confidence confidence) {
    ScoreSums scores = counts.scores();
    double rows = scores.effectiveRows();
    double scale = rows / scores.weight();
    return MeanEstimate.of(
        rows,
        sum.applyAsDouble(scores) * scale,
        squares.applyAsDouble(scores) * scale,
        cubes.applyAsDouble(scores) * scale,
        largest);
  }
}
