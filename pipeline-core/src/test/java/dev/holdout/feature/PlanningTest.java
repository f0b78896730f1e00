package dev.holdout.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.feature.FeatureSpec.Categorical;
import dev.holdout.feature.FeatureSpec.ColumnOverride;
import dev.holdout.feature.FeatureSpec.Imputation;
import dev.holdout.feature.FeatureSpec.Kind;
import dev.holdout.feature.FeatureSpec.Numeric;
import dev.holdout.feature.FeatureSpec.Scaling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class PlanningTest {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "_row_key STRING, id BIGINT, age INT, price DECIMAL(10,2), job STRING, member BOOLEAN,"
              + " born DATE, seen TIMESTAMP, at TIMESTAMP_NTZ, tags ARRAY<STRING>, raw BINARY");

  @Test
  void decidesKindsByTypeAndLeavesOutDroppedAndReservedColumns() {
    List<ColumnPlan> plans = Planning.plan(SCHEMA, spec(List.of("id", "tags", "raw"), Map.of()));
    assertThat(plans)
        .extracting(ColumnPlan::column)
        .containsExactly("age", "price", "job", "member", "born", "seen", "at");
    assertThat(plans)
        .extracting(plan -> plan.getClass().getSimpleName())
        .containsExactly(
            "NumberPlan",
            "NumberPlan",
            "CategoryPlan",
            "FlagPlan",
            "DatePlan",
            "DatePlan",
            "DatePlan");
  }

  @Test
  void overridesChangeKindAndSettings() {
    Numeric mean = new Numeric(Imputation.MEAN, 0, false, 0, 1, Scaling.NONE);
    List<ColumnPlan> plans =
        Planning.plan(
            StructType.fromDDL("age INT, price DOUBLE, zip INT"),
            spec(
                List.of(),
                Map.of(
                    "age",
                    new ColumnOverride(Optional.empty(), Optional.of(mean), Optional.empty()),
                    "zip",
                    new ColumnOverride(
                        Optional.of(Kind.CATEGORICAL),
                        Optional.empty(),
                        Optional.of(new Categorical(3, 7))))));
    assertThat(plans)
        .containsExactly(
            new NumberPlan("age", mean),
            new NumberPlan("price", Numeric.DEFAULT),
            new CategoryPlan("zip", Source.TEXT, new Categorical(3, 7)));
  }

  @Test
  void reportsAllThatDoesNotFitAtOnce() {
    ColumnOverride dates =
        new ColumnOverride(Optional.of(Kind.DATE), Optional.empty(), Optional.empty());
    ColumnOverride clipped =
        new ColumnOverride(
            Optional.empty(),
            Optional.of(new Numeric(Imputation.MEDIAN, 0, true, 0.9, 0.1, Scaling.NONE)),
            Optional.empty());
    assertThatThrownBy(
            () ->
                PreprocessingPlan.of(
                    SCHEMA,
                    spec(
                        List.of("nmae", "raw"),
                        Map.of("job", dates, "age", clipped, "member", clipped))))
        .isInstanceOfSatisfying(
            HoldoutException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining("(5 problems)")
        .hasMessageContaining(
            "features: found no column nmae, expected one of age, at, born, id, job")
        .hasMessageContaining("column job: found string, expected a type that can be read as DATE")
        .hasMessageContaining("column age: found clipping at quantiles 0.9 and 0.1")
        .hasMessageContaining("column member: found settings of numbers")
        .hasMessageContaining(
            "column tags: found array<string>, expected a number, a string, a boolean, a date or"
                + " a time stamp. Drop it from the features");
  }

  @Test
  void refusesAPlanWithoutColumns() {
    assertThatThrownBy(
            () -> PreprocessingPlan.of(StructType.fromDDL("a INT"), spec(List.of("a"), Map.of())))
        .hasMessageContaining("found no column left after dropping");
  }

  private static FeatureSpec spec(List<String> drop, Map<String, ColumnOverride> overrides) {
    FeatureSpec all = FeatureSpec.DEFAULT;
    return new FeatureSpec(drop, all.numeric(), all.categorical(), all.dateParts(), overrides);
  }
}
