package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.rebalance.ClassCounts;
import java.util.Optional;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Brings the scores of a model that was fitted to a changed share of positives back to the share
 * that the rows had: odds are multiplied by what rebalancing divided them by,
 *
 * <p>r = (π / (1 − π)) / (π′ / (1 − π′)), p = r·s / (r·s + 1 − s),
 *
 * <p>π being the share of positives in the weight of the rows before, π′ after. Ranks of scores do
 * not change. Sources: Saerens, Latinne and Decaestecker 2002, equation 2.4; King and Zeng 2001,
 * whose prior correction of a logistic regression's intercept is the same; after leaving negatives
 * out at rate β it is Dal Pozzolo et al. 2015, p = β·s / (β·s − s + 1).
 */
public final class PriorCorrection extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private static final double POSITIVE = 1.0;

  /** A ratio nearer to 1 than this is rounding. */
  private static final double ROUNDING = 1e-12;

  private final String uid;
  private final DoubleParam oddsRatio;

  /** For loading. */
  public PriorCorrection(String uid) {
    this.uid = uid;
    this.oddsRatio =
        new DoubleParam(this, "oddsRatio", "what the odds of scores are multiplied by");
  }

  /** The correction that a change of the classes asks for; empty where their shares stayed. */
  static Optional<PriorCorrection> between(ClassCounts before, ClassCounts after) {
    double ratio = odds(before) / odds(after);
    if (Math.abs(ratio - 1) < ROUNDING) {
      return Optional.empty();
    }
    PriorCorrection correction = new PriorCorrection("prior_correction");
    correction.set(correction.oddsRatio, ratio);
    return Optional.of(correction);
  }

  private static double odds(ClassCounts counts) {
    double positive = counts.of(POSITIVE).weight();
    return positive / (counts.weight() - positive);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The parameter that holds the ratio r; MLlib finds it by this method. */
  public DoubleParam oddsRatio() {
    return oddsRatio;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    Column score = col(Fitted.SCORE);
    Column raised = score.multiply(lit(getOrDefault(oddsRatio)));
    return rows.withColumn(Fitted.SCORE, raised.divide(raised.plus(lit(1.0).minus(score))));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema;
  }

  @Override
  public PriorCorrection copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads what was saved. */
  public static MLReader<PriorCorrection> read() {
    return new DefaultParamsReader<>();
  }
}
