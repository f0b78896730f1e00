package dev.holdout.decide;

import dev.holdout.learn.OutOfFoldProbabilities;
import dev.holdout.stat.Scan;

/**
 * Temperature scaling for several classes: the logarithms of the probabilities, divided by one
 * number. Which class is the likeliest does not change.
 *
 * <p>Fitted by the least log loss over temperatures from 1/20 to 20: three scans, each of the loss
 * at {@value LossByTemperature#POINTS} temperatures at once around the best so far, and a parabola
 * through the last three. Source: Guo, Pleiss, Sun & Weinberger 2017.
 *
 * @param inverse 1 / temperature, above 0: above 1 probabilities become more extreme
 */
public record ClassTemperature(double inverse) implements ClassCalibrator {
  private static final long serialVersionUID = 1L;
  private static final int SCANS = 3;

  public ClassTemperature {
    if (!(inverse > 0) || !Double.isFinite(inverse)) {
      throw new IllegalArgumentException("inverse temperature " + inverse);
    }
  }

  @Override
  public double[] logits(double[] logarithms) {
    double[] logits = new double[logarithms.length];
    for (int at = 0; at < logits.length; at++) {
      logits[at] = inverse * logarithms[at];
    }
    return logits;
  }

  /** Fits to out-of-fold rows. */
  public static ClassTemperature fit(OutOfFoldProbabilities outOfFold) {
    double centre = 0;
    double reach = Math.log(20);
    for (int scan = 0; scan < SCANS; scan++) {
      LossByTemperature.Of grid = new LossByTemperature.Of(centre, reach, outOfFold.classes());
      LossByTemperature losses = Scan.of(outOfFold.rows(), grid);
      centre = losses.best();
      reach = grid.step();
    }
    return new ClassTemperature(Math.exp(centre));
  }
}
