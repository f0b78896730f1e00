package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.feature.Encoding;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.measure.Task;
import dev.holdout.split.Training;
import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A learner whose one hyperparameter says what happens, for tests of what stands around learners.
 * It remembers the keys and the first feature of the rows that each fit was given.
 */
final class ScriptedLearner implements Learner {
  static final double REMEMBER = 0;
  static final double FAIL_TO_FIT = 1;
  static final double FAIL_TO_SCORE = 2;
  static final double SCORE_NAN = 3;
  static final double FIRST_FEATURE = 4;
  static final double FAIL_IN_ONE_FOLD = 5;

  /** First feature (the fold, in these tests) → keys that were learned from. */
  final Map<Double, Set<String>> seen = new ConcurrentHashMap<>();

  static Candidate candidate(double script) {
    return Candidate.of("scripted", Map.of("script", script));
  }

  @Override
  public String family() {
    return "scripted";
  }

  @Override
  public Set<Task> tasks() {
    return EnumSet.of(Task.BINARY);
  }

  @Override
  public Encoding encoding() {
    return Encoding.INDEX;
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return List.of(Hyperparameter.whole("script", 0, 0, 5, "what happens"));
  }

  @Override
  public double complexity(Parameters parameters) {
    return 0;
  }

  @Override
  public Fitted fit(Training encoded, Parameters parameters, long seed) {
    double script = parameters.value("script");
    List<Row> rows =
        encoded.rows().select(Columns.ROW_KEY, FoldPreprocessing.FEATURES).collectAsList();
    Set<String> keys = rows.stream().map(row -> row.getString(0)).collect(Collectors.toSet());
    double first = rows.get(0).<Vector>getAs(1).apply(0);
    if (script == FAIL_TO_FIT || (script == FAIL_IN_ONE_FOLD && first == 1)) {
      throw new IllegalStateException("no model today", new OutOfMemory("heap\nand more"));
    }
    seen.put(first, keys);
    return new Fitted() {
      @Override
      public List<Transformer> stages() {
        return List.of(new Scorer(rows1 -> scored(rows1, script, keys)));
      }

      @Override
      public double[] weights(Training training) {
        return new double[0];
      }
    };
  }

  private static Dataset<Row> scored(Dataset<Row> rows, double script, Set<String> keys) {
    Column features = col(FoldPreprocessing.FEATURES);
    Column score;
    if (script == FAIL_TO_SCORE) {
      score = udf(new Failing(), DataTypes.DoubleType).apply(features);
    } else if (script == SCORE_NAN) {
      score = lit(Double.NaN);
    } else if (script == FIRST_FEATURE) {
      score = udf(new First(), DataTypes.DoubleType).apply(features);
    } else {
      score = when(col(Columns.ROW_KEY).isInCollection(keys), 1.0).otherwise(0.25);
    }
    return rows.withColumn(Fitted.SCORE, score);
  }

  private static final class OutOfMemory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfMemory(String message) {
      super(message);
    }
  }

  private static final class Failing implements UDF1<Vector, Double> {
    private static final long serialVersionUID = 1L;

    @Override
    public Double call(Vector features) {
      throw new IllegalStateException("no score today");
    }
  }

  private static final class First implements UDF1<Vector, Double> {
    private static final long serialVersionUID = 1L;

    @Override
    public Double call(Vector features) {
      return features.apply(0) / 10;
    }
  }

  /** A transformer that is never saved. */
  static final class Scorer extends Transformer {
    private static final long serialVersionUID = 1L;

    private final transient Function<Dataset<Row>, Dataset<Row>> score;

    Scorer(Function<Dataset<Row>, Dataset<Row>> score) {
      this.score = score;
    }

    @Override
    public String uid() {
      return "scorer";
    }

    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
      return score.apply(rows.toDF());
    }

    @Override
    public StructType transformSchema(StructType schema) {
      return schema.add(Fitted.SCORE, DataTypes.DoubleType);
    }

    @Override
    public Scorer copy(ParamMap extra) {
      return this;
    }
  }
}
