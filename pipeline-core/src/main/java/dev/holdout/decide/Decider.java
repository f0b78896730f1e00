package dev.holdout.decide;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Adds to each row with a {@link #SCORE} its {@link #PROBABILITY}, the calibrated score, and its
 * {@link #DECISION}, true when the probability is at least the threshold.
 *
 * <p>Where a band is left to a person, {@link #REVIEW} is added too: true within the band, where
 * the decision is null, and false outside. A decision without a band adds no such column.
 *
 * <p>All replace columns of that name; all are null where the score is null or NaN. Its whole state
 * is one parameter, a text of JSON, so that it is saved within a {@code PipelineModel}.
 */
public final class Decider extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** The column with the learner's score. */
  public static final String SCORE = "_score";

  /** The column with the calibrated score, a double. */
  public static final String PROBABILITY = "_probability";

  /** The column with the decision, a boolean; null where a person decides. */
  public static final String DECISION = "_decision";

  /**
   * The column that says whether a person decides, a boolean; there only with a band for review.
   */
  public static final String REVIEW = "_review";

  private final String uid;
  private final Param<String> decision;

  /** For reading a saved one: its parameter is still to be set. */
  public Decider(String uid) {
    this.uid = uid;
    // After the uid, by which a parameter knows whose it is.
    this.decision = new Param<>(this, "decision", "calibrator, threshold and review, as JSON");
  }

  /** Decides so. */
  public static Decider of(Decision decision) {
    Decider decider = new Decider("decider_" + Json.digest(decision));
    decider.set(decider.decision, decision.toJson());
    return decider;
  }

  /** Reads one that was saved. */
  public static MLReader<Decider> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The parameter that holds calibrator, threshold and review. */
  public Param<String> decision() {
    return decision;
  }

  /** Calibrator, threshold and review. */
  public Decision fitted() {
    return Decision.of(getOrDefault(decision));
  }

  /**
   * Adds the columns, lazily.
   *
   * @throws HoldoutException with {@link ErrorCode#DATA_CONTRACT} if there is no score
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    checkScore(dataset.schema());
    Decision fitted = fitted();
    Column score = col(SCORE);
    Column probability =
        when(score.isNotNull().and(not(isnan(score))), fitted.calibrator().calibrate(score));
    Dataset<Row> probable = dataset.toDF().withColumn(PROBABILITY, probability);
    Column positive = col(PROBABILITY).geq(lit(fitted.threshold()));
    if (fitted.review().isEmpty()) {
      return probable.withColumn(DECISION, positive);
    }
    Band band = fitted.review().get();
    Column review =
        col(PROBABILITY).geq(lit(band.lower())).and(col(PROBABILITY).lt(lit(band.upper())));
    return probable
        .withColumn(REVIEW, review)
        .withColumn(DECISION, when(not(col(REVIEW)), positive));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    checkScore(schema);
    List<StructField> added = new ArrayList<>();
    added.add(DataTypes.createStructField(PROBABILITY, DataTypes.DoubleType, true));
    if (fitted().review().isPresent()) {
      added.add(DataTypes.createStructField(REVIEW, DataTypes.BooleanType, true));
    }
    added.add(DataTypes.createStructField(DECISION, DataTypes.BooleanType, true));
    Set<String> names = added.stream().map(StructField::name).collect(Collectors.toSet());
    return new StructType(
        Stream.concat(
                Arrays.stream(schema.fields()).filter(field -> !names.contains(field.name())),
                added.stream())
            .toArray(StructField[]::new));
  }

  @Override
  public Decider copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  private static void checkScore(StructType schema) {
    boolean scored =
        Arrays.stream(schema.fields())
            .anyMatch(
                field ->
                    field.name().equals(SCORE) && field.dataType().equals(DataTypes.DoubleType));
    if (!scored) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          "Cannot decide: found no column "
              + SCORE
              + " of type double, expected the learner's score. Put the model before the decision.");
    }
  }
}
