package dev.holdout.feature;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import dev.holdout.lineage.Json;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Fitted preprocessing: adds the column {@link FoldPreprocessing#FEATURES}, a vector without NaN
 * and infinities, and leaves all other columns as they are.
 *
 * <p>Its whole state is one parameter, a text of JSON, so that it is saved within a {@code
 * PipelineModel} and read again by any later version. The vector's metadata name every feature and
 * its column and, in {@link Encoding#INDEX}, say how many categories each has.
 */
public final class Preprocessor extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Param<String> fitted;

  /** For reading a saved one: its parameter is still to be set. */
  public Preprocessor(String uid) {
    this.uid = uid;
    // After the uid, by which a parameter knows whose it is.
    this.fitted = new Param<>(this, "fitted", "what was learned from training rows, as JSON");
  }

  static Preprocessor of(FittedFeatures features) {
    Preprocessor preprocessor = new Preprocessor("preprocessor_" + Json.digest(features));
    preprocessor.set(preprocessor.fitted, features.toJson());
    return preprocessor;
  }

  /** Reads one that was saved. */
  public static MLReader<Preprocessor> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The parameter that holds what was learned. */
  public Param<String> fitted() {
    return fitted;
  }

  /** What was learned, as JSON: equal texts, equal preprocessing. */
  public String fittedJson() {
    return getOrDefault(fitted);
  }

  /** The entries of the vector, in order. */
  public List<Feature> features() {
    return learned().features();
  }

  /** What a reader of the model must know, such as columns left out and why. */
  public List<String> notes() {
    return learned().notes();
  }

  /** The columns that {@link #transform} reads; others are not needed. */
  public List<String> inputColumns() {
    return learned().inputs().stream().map(Input::column).toList();
  }

  /**
   * Adds the vector, lazily.
   *
   * @throws dev.holdout.error.HoldoutException with {@code DATA_CONTRACT} if a column that is read
   *     is absent or of another kind
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    FittedFeatures learned = learned();
    List<Column> inputs = Input.read(learned.inputs(), dataset.schema());
    Column vector =
        udf(new Encode(fittedJson()), SQLDataTypes.VectorType())
            .asNonNullable()
            .apply(struct(inputs.toArray(Column[]::new)));
    return dataset
        .toDF()
        .withColumn(
            FoldPreprocessing.FEATURES,
            vector.as(FoldPreprocessing.FEATURES, field(learned).metadata()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FittedFeatures learned = learned();
    Input.read(learned.inputs(), schema);
    return new StructType(
        Stream.concat(
                Arrays.stream(schema.fields())
                    .filter(field -> !field.name().equals(FoldPreprocessing.FEATURES)),
                Stream.of(field(learned)))
            .toArray(StructField[]::new));
  }

  @Override
  public Preprocessor copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  private FittedFeatures learned() {
    return FittedFeatures.of(fittedJson());
  }

  private static StructField field(FittedFeatures learned) {
    Attribute[] attributes =
        learned.features().stream().map(Feature::attribute).toArray(Attribute[]::new);
    StructField field = new AttributeGroup(FoldPreprocessing.FEATURES, attributes).toStructField();
    Metadata metadata =
        new MetadataBuilder()
            .withMetadata(field.metadata())
            .putStringArray(
                FeatureLayout.COLUMNS,
                learned.features().stream().map(Feature::column).toArray(String[]::new))
            .build();
    return new StructField(field.name(), field.dataType(), field.nullable(), metadata);
  }
}
