package dev.holdout.decide;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.learn.Fitted;
import dev.holdout.learn.Likeliest;
import dev.holdout.lineage.Json;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Adds to each row with scores of several classes its {@link #PROBABILITIES}, the calibrated
 * scores, and its {@link #DECISION}, the class of the highest, of equals the first.
 *
 * <p>Both replace columns of that name, and are null where there are no scores. Its whole state is
 * one parameter, a text of JSON, so that it is saved within a {@code PipelineModel}.
 */
public final class ClassDecider extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** The column with the calibrated scores, an array of doubles in the order of the classes. */
  public static final String PROBABILITIES = "_probabilities";

  /** The column with the decision, the name of a class. */
  public static final String DECISION = Decider.DECISION;

  private final String uid;
  private final Param<String> decision;

  /** For reading a saved one: its parameter is still to be set. */
  public ClassDecider(String uid) {
    this.uid = uid;
    // After the uid, by which a parameter knows whose it is.
    this.decision = new Param<>(this, "decision", "classes and calibrator, as JSON");
  }

  /** Decides so. */
  public static ClassDecider of(ClassDecision decision) {
    ClassDecider decider = new ClassDecider("class_decider_" + Json.digest(decision));
    decider.set(decider.decision, decision.toJson());
    return decider;
  }

  /** Reads one that was saved. */
  public static MLReader<ClassDecider> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The parameter that holds classes and calibrator. */
  public Param<String> decision() {
    return decision;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    ClassDecision fitted = ClassDecision.of(getOrDefault(decision));
    Column scores = col(Fitted.SCORES);
    Column probabilities =
        fitted
            .calibrator()
            .map(calibrator -> when(scores.isNotNull(), calibrator.calibrate(scores)))
            .orElse(scores);
    Column names = array(fitted.classes().stream().map(functions::lit).toArray(Column[]::new));
    Column place = Likeliest.of(col(PROBABILITIES)).cast("int").plus(lit(1));
    return dataset
        .toDF()
        .withColumn(PROBABILITIES, probabilities)
        .withColumn(DECISION, element_at(names, place));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Set<String> names = Set.of(PROBABILITIES, DECISION);
    return new StructType(
            Arrays.stream(schema.fields())
                .filter(field -> !names.contains(field.name()))
                .toArray(StructField[]::new))
        .add(PROBABILITIES, DataTypes.createArrayType(DataTypes.DoubleType, false), true)
        .add(DECISION, DataTypes.StringType, true);
  }

  @Override
  public ClassDecider copy(ParamMap extra) {
    return defaultCopy(extra);
  }
}
