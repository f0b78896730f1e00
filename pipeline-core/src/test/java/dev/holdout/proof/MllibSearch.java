package dev.holdout.proof;

import dev.holdout.contract.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * MLlib's own cross-validation of a logistic regression, on the folds of the block column, over a
 * {@code Pipeline} that says what Holdout's preprocessing says: medians for missing numbers,
 * standardised numbers, one feature for each category and one for missing.
 *
 * <p>The two say the same where no category is too rare (a least count of 1) and no number is
 * missing, since MLlib has neither a category of the rare nor missing indicators. Missing becomes a
 * text first, so that MLlib's index for unseen categories stands for those alone; in training its
 * feature is always 0 and gets no weight, as Holdout's all-zero features for them.
 */
public final class MllibSearch {
  private static final String MISSING = "(missing)";

  private final List<String> numbers;
  private final List<String> texts;
  private final double[] regParams;
  private final BinaryClassificationEvaluator evaluator =
      new BinaryClassificationEvaluator()
          .setLabelCol(Columns.LABEL)
          .setRawPredictionCol("mllib_raw")
          .setNumBins(0);

  /**
   * A search.
   *
   * @param numbers numeric columns without missing values
   * @param texts columns of categories
   * @param regParams the candidates
   */
  public MllibSearch(List<String> numbers, List<String> texts, double[] regParams) {
    this.numbers = List.copyOf(numbers);
    this.texts = List.copyOf(texts);
    this.regParams = regParams.clone();
  }

  /** Fits all candidates in all folds and the best on all rows, as MLlib's users do. */
  public CrossValidatorModel fit(Dataset<Row> rows, int folds, int parallelism) {
    return search(folds, parallelism).fit(rows);
  }

  /** ROC AUC of each candidate in each fold, exact: candidate, then fold. */
  public double[][] aucs(Dataset<Row> rows, int folds, int parallelism) {
    CrossValidatorModel model = search(folds, parallelism).setCollectSubModels(true).fit(rows);
    double[][] aucs = new double[regParams.length][folds];
    for (int fold = 0; fold < folds; fold++) {
      Dataset<Row> validation = rows.filter(Columns.BLOCK + " = " + fold);
      Model<?>[] candidates = model.subModels()[fold];
      for (int candidate = 0; candidate < regParams.length; candidate++) {
        aucs[candidate][fold] = evaluator.evaluate(candidates[candidate].transform(validation));
      }
    }
    return aucs;
  }

  /** The number of features that the best model has. */
  public static int features(CrossValidatorModel model) {
    PipelineModel best = (PipelineModel) model.bestModel();
    return ((org.apache.spark.ml.classification.LogisticRegressionModel)
            best.stages()[best.stages().length - 1])
        .numFeatures();
  }

  private CrossValidator search(int folds, int parallelism) {
    LogisticRegression regression =
        new LogisticRegression()
            .setLabelCol(Columns.LABEL)
            .setFeaturesCol("mllib_features")
            .setRawPredictionCol("mllib_raw")
            .setTol(1e-5)
            .setMaxIter(100)
            .setStandardization(true)
            .setFamily("binomial");
    List<PipelineStage> stages = stages();
    stages.add(regression);
    ParamMap[] grid = new ParamGridBuilder().addGrid(regression.regParam(), regParams).build();
    return new CrossValidator()
        .setEstimator(new Pipeline().setStages(stages.toArray(PipelineStage[]::new)))
        .setEstimatorParamMaps(grid)
        .setEvaluator(evaluator)
        .setNumFolds(folds)
        .setFoldCol(Columns.BLOCK)
        .setParallelism(parallelism);
  }

  private List<PipelineStage> stages() {
    List<PipelineStage> stages = new ArrayList<>();
    StringBuilder filled = new StringBuilder("SELECT *");
    texts.forEach(
        text ->
            filled.append(", coalesce(`%1$s`, '%2$s') AS `%1$s_text`".formatted(text, MISSING)));
    stages.add(new SQLTransformer().setStatement(filled + " FROM __THIS__"));
    stages.add(
        new StringIndexer()
            .setInputCols(columns(texts, "_text"))
            .setOutputCols(columns(texts, "_index"))
            .setHandleInvalid("keep"));
    stages.add(
        new OneHotEncoder()
            .setInputCols(columns(texts, "_index"))
            .setOutputCols(columns(texts, "_vector"))
            .setDropLast(false)
            .setHandleInvalid("keep"));
    stages.add(
        new Imputer()
            .setInputCols(columns(numbers, ""))
            .setOutputCols(columns(numbers, "_imputed"))
            .setStrategy("median"));
    stages.add(
        new VectorAssembler()
            .setInputCols(columns(numbers, "_imputed"))
            .setOutputCol("mllib_numbers"));
    stages.add(
        new StandardScaler()
            .setInputCol("mllib_numbers")
            .setOutputCol("mllib_scaled")
            .setWithMean(true)
            .setWithStd(true));
    List<String> parts = new ArrayList<>(List.of(columns(texts, "_vector")));
    parts.add(0, "mllib_scaled");
    stages.add(
        new VectorAssembler()
            .setInputCols(parts.toArray(String[]::new))
            .setOutputCol("mllib_features"));
    return stages;
  }

  private static String[] columns(List<String> names, String suffix) {
    return names.stream().map(name -> name + suffix).toArray(String[]::new);
  }
}
