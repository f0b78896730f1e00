package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.feature.FoldPreprocessing;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;

/** What MLlib must know about columns, and tells through their metadata. */
final class MlColumns {
  /** The two class probabilities; only between a model and {@link ProbabilityScore}. */
  static final String PROBABILITY = "_probability";

  /** Tells MLlib that there are two classes, which saves it one job for each fit. */
  static final Metadata TWO_CLASSES =
      NominalAttribute.defaultAttr()
          .withName(Columns.LABEL)
          .withValues(new String[] {"negative", "positive"})
          .toMetadata();

  private MlColumns() {}

  /** Sets the columns; of what a model can add, only the probabilities are wanted. */
  static <C extends ProbabilisticClassifier<?, C, ?>> C wire(C classifier) {
    return classifier
        .setFeaturesCol(FoldPreprocessing.FEATURES)
        .setLabelCol(Columns.LABEL)
        .setProbabilityCol(PROBABILITY)
        .setRawPredictionCol("")
        .setPredictionCol("");
  }

  /** Key, label and features, the label marked as two classes. */
  static Dataset<Row> columnsForFit(Dataset<Row> encoded) {
    return encoded.select(
        col(Columns.ROW_KEY),
        col(Columns.LABEL).as(Columns.LABEL, TWO_CLASSES),
        col(FoldPreprocessing.FEATURES));
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
