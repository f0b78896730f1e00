package dev.holdout.decide;

import static org.apache.spark.sql.functions.udf;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * Turns the probabilities of several classes into others: a softmax of a linear function of their
 * logarithms. A probability below {@value #EDGE} counts as that.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClassTemperature.class, name = "temperature"),
  @JsonSubTypes.Type(value = Dirichlet.class, name = "dirichlet")
})
public sealed interface ClassCalibrator extends Serializable permits ClassTemperature, Dirichlet {
  /** A probability below this counts as this. */
  double EDGE = 1e-6;

  /** The argument of the softmax for the logarithms of the classes' probabilities. */
  double[] logits(double[] logarithms);

  /**
   * The calibrated probabilities; they add up to 1.
   *
   * @param probabilities of classes 0 to K − 1
   */
  default double[] calibrate(double[] probabilities) {
    return softmax(logits(logarithms(probabilities)));
  }

  /** The same for a column of arrays of doubles. */
  default Column calibrate(Column probabilities) {
    return udf(
            (UDF1<Seq<Double>, double[]>)
                array -> {
                  double[] values = new double[array.length()];
                  for (int at = 0; at < values.length; at++) {
                    values[at] = array.apply(at);
                  }
                  return calibrate(values);
                },
            DataTypes.createArrayType(DataTypes.DoubleType, false))
        .apply(probabilities);
  }

  /** The logarithm of each probability, kept off 0. */
  static double[] logarithms(double[] probabilities) {
    double[] logarithms = new double[probabilities.length];
    for (int at = 0; at < logarithms.length; at++) {
      logarithms[at] = StrictMath.log(Math.max(EDGE, probabilities[at]));
    }
    return logarithms;
  }

  private static double[] softmax(double[] logits) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    double[] softmax = new double[logits.length];
    for (int at = 0; at < softmax.length; at++) {
      softmax[at] = StrictMath.exp(logits[at] - highest);
      sum += softmax[at];
    }
    for (int at = 0; at < softmax.length; at++) {
      softmax[at] /= sum;
    }
    return softmax;
  }

  /** Copies of rows of numbers, all finite and of one length. */
  static List<List<Double>> checked(List<List<Double>> rows, int length) {
    for (List<Double> row : rows) {
      if (row.size() != length || !row.stream().allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(row + ", expected " + length + " finite numbers");
      }
    }
    return rows.stream().map(List::copyOf).toList();
  }
}
