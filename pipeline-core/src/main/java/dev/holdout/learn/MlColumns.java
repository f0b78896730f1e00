package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.contract.Columns;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.measure.Task;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.split.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.Predictor;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** What MLlib must know about columns, and tells through their metadata. */
final class MlColumns {
  /** The class probabilities; only between a model and {@link #scores}. */
  static final String PROBABILITY = "_probability";

  private MlColumns() {}

  /** Sets the columns; of what a model can add, only the probabilities are wanted. */
  static <C extends ProbabilisticClassifier<?, C, ?>> C wire(C classifier, Training encoded) {
    boolean weighed = Arrays.asList(encoded.rows().columns()).contains(Columns.WEIGHT);
    if (weighed && classifier instanceof HasWeightCol weighs) {
      classifier.set(weighs.weightCol(), Columns.WEIGHT);
    }
    return classifier
        .setFeaturesCol(FoldPreprocessing.FEATURES)
        .setLabelCol(Columns.LABEL)
        .setProbabilityCol(PROBABILITY)
        .setRawPredictionCol("")
        .setPredictionCol("");
  }

  /** The same of what predicts numbers: its prediction is the score. */
  static <P extends Predictor<?, P, ?>> P wire(P predictor, Training encoded) {
    boolean weighed = Arrays.asList(encoded.rows().columns()).contains(Columns.WEIGHT);
    if (weighed && predictor instanceof HasWeightCol weighs) {
      predictor.set(weighs.weightCol(), Columns.WEIGHT);
    }
    return predictor
        .setFeaturesCol(FoldPreprocessing.FEATURES)
        .setLabelCol(Columns.LABEL)
        .setPredictionCol(Fitted.SCORE);
  }

  /** What makes scores of the class probabilities. */
  static Transformer scores(Target target) {
    return target.task() == Task.MULTICLASS ? new ProbabilityScores() : new ProbabilityScore();
  }

  /**
   * Key, label and features, the label marked as what it is; and what rebalancing works with, if
   * there is any.
   */
  static Dataset<Row> columnsForFit(Dataset<Row> encoded, Target target, RebalanceSpec rebalance) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(Columns.ROW_KEY));
    columns.add(col(Columns.LABEL).as(Columns.LABEL, target.metadata()));
    columns.add(col(FoldPreprocessing.FEATURES));
    if (!rebalance.isNothing()) {
      Column weight = rebalance.weight().map(Columns::named).orElse(lit(1.0));
      columns.add(weight.cast("double").as(Columns.WEIGHT));
      columns.add(lit(false).as(Columns.SYNTHETIC));
      columns.add(lit(null).cast("array<string>").as(Columns.PARENTS));
    }
    return encoded.select(columns.toArray(Column[]::new));
  }

  /** Coefficients as those of features whose standard deviation is 1; one scan of the rows. */
  static double[] standardised(Vector coefficients, Training encoded) {
    double[] deviations =
        ((Vector)
                encoded
                    .rows()
                    .select(Summarizer.std(col(FoldPreprocessing.FEATURES)))
                    .first()
                    .get(0))
            .toArray();
    // A copy: the vector hands out the model's own array.
    double[] weights = coefficients.toArray().clone();
    Arrays.setAll(weights, index -> weights[index] * deviations[index]);
    return weights;
  }

  /** Values of the nominal feature that has most; 0 when none is nominal. */
  static int largestArity(StructType schema) {
    return attributes(schema).stream()
        .filter(NominalAttribute.class::isInstance)
        .map(NominalAttribute.class::cast)
        .mapToInt(MlColumns::arity)
        .max()
        .orElse(0);
  }

  /** The names of the features, in the order of the vector; numbered where they are not told. */
  static List<String> featureNames(StructType schema, int features) {
    List<Attribute> attributes = attributes(schema);
    return IntStream.range(0, features)
        .mapToObj(
            index ->
                index < attributes.size() && attributes.get(index).name().isDefined()
                    ? attributes.get(index).name().get()
                    : "feature " + index)
        .toList();
  }

  private static int arity(NominalAttribute attribute) {
    return attribute.getNumValues().isDefined() ? (Integer) attribute.getNumValues().get() : 0;
  }

  private static List<Attribute> attributes(StructType schema) {
    AttributeGroup group = AttributeGroup.fromStructField(schema.apply(FoldPreprocessing.FEATURES));
    return group.attributes().isDefined() ? Arrays.asList(group.attributes().get()) : List.of();
  }
}
