package dev.holdout.learn;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.feature.FoldPreprocessing;
import dev.holdout.rebalance.RebalanceSpec;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import dev.holdout.tune.Parameters;
import java.util.Map;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class TreeSettingsTest {
  @Test
  void aFeatureMayHaveMoreCategoriesThanNumbersHaveBins() {
    Training encoded = GivenTraining.of(withCategories(150));

    assertThat(TreeSettings.maxBins(encoded, 64)).isEqualTo(150);
    for (String family : new String[] {"random_forest", "gradient_boosted_trees"}) {
      Learner learner = Learners.of(family);
      String trees = family.equals("random_forest") ? "num_trees" : "max_iter";
      Parameters two = Parameters.of(learner, Map.of(trees, 2.0));
      // MLlib refuses a nominal feature with more values than bins.
      assertThat(learner.fit(encoded, two, 1).weights(encoded)).hasSize(2);
    }
  }

  @Test
  void fewCategoriesLeaveTheBinsOfNumbersAsTheyAre() {
    assertThat(TreeSettings.maxBins(GivenTraining.of(withCategories(3)), 256)).isEqualTo(256);
  }

  @Test
  void aShareOfTheFeaturesIsNeverTakenForACount() {
    assertThat(TreeSettings.featureSubset(1.0, "sqrt")).isEqualTo("all");
    assertThat(TreeSettings.featureSubset(0.0, "sqrt")).isEqualTo("sqrt");
    assertThat(TreeSettings.featureSubset(0.25, "sqrt")).isEqualTo("0.25");
  }

  private static Dataset<Row> withCategories(int categories) {
    Dataset<Row> rows =
        TestSession.spark()
            .range(600)
            .selectExpr(
                "cast(id AS string) AS _row_key",
                "cast(id % 7 < 3 AS double) AS _label",
                "cast(id % " + categories + " AS double) AS category",
                "cast(id AS double) AS number");
    Dataset<Row> nominal =
        rows.withColumn(
            "category",
            col("category")
                .as(
                    "category",
                    NominalAttribute.defaultAttr()
                        .withName("category")
                        .withNumValues(categories)
                        .toMetadata()));
    return MlColumns.columnsForFit(
        new VectorAssembler()
            .setInputCols(new String[] {"category", "number"})
            .setOutputCol(FoldPreprocessing.FEATURES)
            .transform(nominal),
        Target.BINARY,
        RebalanceSpec.NONE);
  }
}
