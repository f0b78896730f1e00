package dev.holdout.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.feature.FeatureSpec.Categorical;
import dev.holdout.feature.FeatureSpec.ColumnOverride;
import dev.holdout.feature.FeatureSpec.Kind;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenTraining;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.DecisionTreeClassificationModel;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.SAME_THREAD)
final class PreprocessorTest {
  private static final ColumnOverride AS_CATEGORY =
      new ColumnOverride(Optional.of(Kind.CATEGORICAL), Optional.empty(), Optional.empty());
  private static final FeatureSpec SPEC =
      new FeatureSpec(
          List.of(),
          FeatureSpec.Numeric.DEFAULT,
          new Categorical(2, 5),
          Arrays.asList(FeatureSpec.DatePart.values()),
          Map.of("zone", AS_CATEGORY));
  private static final Dataset<Row> ROWS = GivenLoans.table(120).cache();
  private static final FittedFolds FITTED =
      PreprocessingPlan.of(GivenLoans.SCHEMA, SPEC).fit(GivenTraining.of(ROWS), FoldPlan.kFold(5));

  @Test
  void addsAVectorAndLeavesAllElseAsItIs() {
    Preprocessor preprocessor = FITTED.forAll(Encoding.ONE_HOT);
    Dataset<Row> encoded = preprocessor.transform(ROWS);
    assertThat(encoded.schema()).isEqualTo(preprocessor.transformSchema(ROWS.schema()));
    assertThat(encoded.drop(FoldPreprocessing.FEATURES).collectAsList())
        .isEqualTo(ROWS.collectAsList());
    for (Row row : encoded.select(FoldPreprocessing.FEATURES).collectAsList()) {
      Vector vector = row.getAs(0);
      assertThat(vector.size()).isEqualTo(preprocessor.features().size());
      assertThat(Arrays.stream(vector.toArray())).allMatch(Double::isFinite);
    }
    assertThat(preprocessor.transform(encoded).columns()).isEqualTo(encoded.columns());
  }

  @Test
  void namesEveryFeatureAndTheColumnItCameFrom() {
    Preprocessor preprocessor = FITTED.forAll(Encoding.ONE_HOT);
    assertThat(preprocessor.features())
        .contains(
            new Feature("net`in.come`", "net`in.come`", 0),
            new Feature("net`in.come`=(missing)", "net`in.come`", 2),
            new Feature("job=job 3", "job", 2),
            new Feature("job=(rare)", "job", 2),
            new Feature("zone=2", "zone", 2),
            new Feature("seen.hour.cos", "seen", 0))
        .noneMatch(feature -> feature.column().equals("always"))
        .noneMatch(feature -> feature.name().startsWith("opened.hour"));
    assertThat(preprocessor.notes())
        .containsExactly("always: left out, all training rows are of one category");
    assertThat(preprocessor.inputColumns()).doesNotContain("always", "_label").hasSize(8);
  }

  @Test
  void metadataTellTreesWhatIsACategory() {
    Preprocessor preprocessor = FITTED.forAll(Encoding.INDEX);
    Dataset<Row> encoded = preprocessor.transform(ROWS);
    AttributeGroup group =
        AttributeGroup.fromStructField(encoded.schema().apply(FoldPreprocessing.FEATURES));
    Attribute[] attributes = group.attributes().get();
    assertThat(Arrays.stream(attributes).map(attribute -> attribute.name().get()))
        .containsExactlyElementsOf(preprocessor.features().stream().map(Feature::name).toList());
    int job = group.indexOf("job");
    // Five kept, the rare and the missing.
    assertThat(((NominalAttribute) attributes[job]).getNumValues().get()).isEqualTo(7);
    DecisionTreeClassificationModel tree =
        new DecisionTreeClassifier()
            .setFeaturesCol(FoldPreprocessing.FEATURES)
            .setLabelCol("_label")
            .fit(encoded);
    assertThat(tree.numFeatures()).isEqualTo(preprocessor.features().size());
  }

  @Test
  void survivesSavingWithinAPipelineModel(@TempDir Path folder) throws Exception {
    Preprocessor preprocessor = FITTED.forAll(Encoding.ONE_HOT);
    String path = folder.resolve("model").toString();
    new Pipeline().setStages(new PipelineStage[] {preprocessor}).fit(ROWS).write().save(path);
    PipelineModel loaded = PipelineModel.load(path);
    assertThat(((Preprocessor) loaded.stages()[0]).fittedJson())
        .isEqualTo(preprocessor.fittedJson());
    assertThat(loaded.transform(ROWS).select(FoldPreprocessing.FEATURES).collectAsList())
        .isEqualTo(preprocessor.transform(ROWS).select(FoldPreprocessing.FEATURES).collectAsList());
  }

  @Test
  void readsColumnsOfCompatibleTypesAlikeInAnyOrder() {
    Dataset<Row> other =
        ROWS.select(
                IntStream.range(0, ROWS.columns().length)
                    .map(i -> ROWS.columns().length - 1 - i)
                    .mapToObj(i -> col("`" + ROWS.columns()[i].replace("`", "``") + "`"))
                    .toArray(org.apache.spark.sql.Column[]::new))
            .withColumn("age", col("age").cast("double"))
            .withColumn("fee", col("fee").cast("double"))
            .withColumn("zone", col("zone").cast("string"))
            .withColumn("opened", col("opened").cast("timestamp_ntz"))
            .withColumn("seen", col("seen").cast("timestamp_ntz"))
            .drop("always", "_block");
    Preprocessor preprocessor = FITTED.forAll(Encoding.INDEX);
    assertThat(preprocessor.transform(other).select(FoldPreprocessing.FEATURES).collectAsList())
        .isEqualTo(preprocessor.transform(ROWS).select(FoldPreprocessing.FEATURES).collectAsList());
  }

  @Test
  void readsDatesInUtcWhateverTheSessionsZone() {
    Preprocessor preprocessor = FITTED.forAll(Encoding.INDEX);
    List<Row> utc = preprocessor.transform(ROWS).select(FoldPreprocessing.FEATURES).collectAsList();
    TestSession.spark().conf().set("spark.sql.session.timeZone", "Pacific/Auckland");
    try {
      assertThat(preprocessor.transform(ROWS).select(FoldPreprocessing.FEATURES).collectAsList())
          .isEqualTo(utc);
    } finally {
      TestSession.spark().conf().set("spark.sql.session.timeZone", "UTC");
    }
  }

  @Test
  void namesAllColumnsThatAreAbsentOrOfAnotherKind() {
    Dataset<Row> other = ROWS.drop("job").withColumn("age", lit("forty"));
    assertThatThrownBy(() -> FITTED.forAll(Encoding.INDEX).transform(other))
        .isInstanceOfSatisfying(
            HoldoutException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_CONTRACT))
        .hasMessageContaining("Cannot make features of the table (2 problems)")
        .hasMessageContaining(
            "column job: found no such column, expected a string, a whole number or a boolean")
        .hasMessageContaining("column age: found string, expected a number");
  }
}
