package dev.holdout.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.feature.FeatureSpec.Categorical;
import dev.holdout.feature.FeatureSpec.DatePart;
import dev.holdout.feature.FeatureSpec.Imputation;
import dev.holdout.feature.FeatureSpec.Numeric;
import dev.holdout.feature.FeatureSpec.Scaling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Columns one by one: what is learned of their values and what features come of it. */
final class FittedColumnsTest {
  private final List<String> notes = new ArrayList<>();

  @Test
  void standardisesByTheDeviationOfTheValuesSeen() {
    FittedColumn fitted = number(Numeric.DEFAULT, 1.0, 2.0, null, 6.0);
    // Mean 3, deviation √((4 + 1 + 9) / 2) = √7, median 2.
    assertThat(names(fitted, Encoding.ONE_HOT)).containsExactly("x", "x=(missing)");
    assertThat(encode(fitted, 6.0)).containsExactly(3 / Math.sqrt(7), 0);
    assertThat(encode(fitted, (Object) null)).containsExactly(-1 / Math.sqrt(7), 1);
    assertThat(encode(fitted, Double.NaN)).containsExactly(-1 / Math.sqrt(7), 1);
    assertThat(encode(fitted, Double.POSITIVE_INFINITY)).containsExactly(-1 / Math.sqrt(7), 1);
    assertThat(notes).isEmpty();
  }

  @Test
  void countsEveryOneOfManyValues() {
    Double[] values =
        IntStream.rangeClosed(1, 1001).asDoubleStream().boxed().toArray(Double[]::new);
    FittedNumber fitted = number(Numeric.DEFAULT, values);
    // Of 1 … n the mean and median are (n + 1) / 2, the variance (n − 1) is n·(n + 1) / 12.
    assertThat(fitted.centre()).isEqualTo(501);
    assertThat(fitted.imputed()).isEqualTo(501);
    assertThat(fitted.scale()).isEqualTo(Math.sqrt(1001 * 1002 / 12.0));
  }

  /** NumPy 1.24: np.clip(x, *np.quantile(x, [.1, .9])) has these mean and std(ddof=1). */
  @Test
  void clipsAtQuantilesBeforeItScales() {
    Numeric settings = new Numeric(Imputation.MEAN, 0, true, 0.1, 0.9, Scaling.STANDARD);
    FittedNumber fitted = number(settings, 1.5, 2.25, -3.0, 7.0, 11.0, 4.0, 0.1, 100.0);
    FittedNumber.Clip clip = fitted.clip().orElseThrow();
    assertThat(clip.lower()).isCloseTo(-0.83, within(1e-12));
    assertThat(clip.upper()).isCloseTo(37.7, within(1e-12));
    assertThat(fitted.centre()).isCloseTo(7.84, within(1e-12));
    assertThat(fitted.scale()).isCloseTo(12.669291332080999, within(1e-12));
    assertThat(encode(fitted, 1e300))
        .containsExactly((clip.upper() - fitted.centre()) / fitted.scale());
    assertThat(encode(fitted, (Object) null)).containsExactly(0.0);
  }

  @Test
  void robustScalingFallsBackOnTheDeviationWhereTheMiddleHalfIsEqual() {
    Numeric settings = new Numeric(Imputation.CONSTANT, 4, false, 0, 1, Scaling.ROBUST);
    // Quartiles 1.75, 2.5 and 3.25.
    assertThat(encode(number(settings, 1.0, 2.0, 3.0, 4.0), 4.0)).containsExactly(1.0);
    assertThat(encode(number(settings, 1.0, 2.0, 3.0, 4.0), (Object) null)).containsExactly(1.0);
    FittedNumber mostlyZero = number(settings, 0.0, 0.0, 0.0, 0.0, 5.0);
    assertThat(mostlyZero.scale()).isEqualTo(Math.sqrt(5));
  }

  @Test
  void leavesConstantAndEmptyColumnsOutAndSaysSo() {
    assertThat(names(number(Numeric.DEFAULT, 3.0, 3.0), Encoding.ONE_HOT)).isEmpty();
    assertThat(names(number(Numeric.DEFAULT, 3.0, null), Encoding.ONE_HOT))
        .containsExactly("x=(missing)");
    assertThat(names(number(Numeric.DEFAULT, null, Double.NaN), Encoding.INDEX)).isEmpty();
    assertThat(names(categories(1, 9, "a", "a"), Encoding.INDEX)).isEmpty();
    assertThat(names(categories(1, 9, (Object) null), Encoding.INDEX)).isEmpty();
    assertThat(names(categories(3, 9, "a", "b"), Encoding.ONE_HOT)).isEmpty();
    assertThat(names(fit(new FlagPlan("x"), true, true), Encoding.INDEX)).isEmpty();
    assertThat(names(fit(new FlagPlan("x"), (Object) null), Encoding.INDEX)).isEmpty();
    assertThat(names(fit(new DatePlan("x", List.of(DatePart.YEAR)), 0L, 9L), Encoding.INDEX))
        .isEmpty();
    assertThat(notes)
        .containsExactly(
            "x: values left out, all training rows have the same",
            "x: values left out, all training rows have the same",
            "x: NaN and infinite values count as missing",
            "x: left out, no training row has a value",
            "x: left out, all training rows are of one category",
            "x: left out, no training row has a value",
            "x: left out, all training rows are of one category",
            "x: values left out, all training rows have the same",
            "x: left out, no training row has a value",
            "x: year left out, all training rows have the same");
  }

  @Test
  void neverYieldsWhatIsNotFinite() {
    double max = Double.MAX_VALUE;
    for (Scaling scaling : Scaling.values()) {
      Numeric settings = new Numeric(Imputation.MEDIAN, 0, true, 0, 1, scaling);
      for (FittedColumn fitted :
          List.of(
              number(settings, -max, max),
              number(settings, 0.0, Double.MIN_VALUE),
              number(settings, max, max, -max, null))) {
        for (double value : new double[] {max, -max, 0, Double.MIN_VALUE, Double.NaN}) {
          assertThat(Arrays.stream(encode(fitted, value))).allMatch(Double::isFinite);
        }
      }
    }
  }

  @Test
  void keepsTheMostFrequentCategoriesThenByName() {
    FittedCategories fitted = categories(2, 2, "c", "b", "a", "a", "b", "c", "d", null);
    assertThat(fitted.kept()).containsExactly("a", "b");
    assertThat(names(fitted, Encoding.ONE_HOT))
        .containsExactly("x=a", "x=b", "x=(rare)", "x=(missing)");
    assertThat(encode(fitted, "b")).containsExactly(0, 1, 0, 0);
    assertThat(encode(fitted, "c")).containsExactly(0, 0, 1, 0);
    assertThat(encode(fitted, "never seen")).containsExactly(0, 0, 1, 0);
    assertThat(encode(fitted, (Object) null)).containsExactly(0, 0, 0, 1);
    assertThat(encode(fitted, Encoding.INDEX, "c")).containsExactly(2);
    assertThat(encode(fitted, Encoding.INDEX, (Object) null)).containsExactly(3);
    assertThat(fitted.features(Encoding.INDEX)).containsExactly(new Feature("x", "x", 4));
  }

  @Test
  void unseenCategoriesWithoutARareLevelAreNoLevel() {
    FittedCategories fitted = categories(1, 9, "a", "b", "b");
    assertThat(encode(fitted, "never seen")).containsExactly(0, 0);
    assertThat(encode(fitted, (Object) null)).containsExactly(0, 0);
    assertThat(encode(fitted, Encoding.INDEX, "b")).containsExactly(0);
    assertThat(encode(fitted, Encoding.INDEX, "a")).containsExactly(1);
    assertThat(encode(fitted, Encoding.INDEX, "never seen")).containsExactly(2);
    assertThat(encode(fitted, Encoding.INDEX, (Object) null)).containsExactly(2);
    assertThat(fitted.features(Encoding.INDEX)).containsExactly(new Feature("x", "x", 3));
  }

  @Test
  void booleansAreZeroAndOneAndMissingTheMoreFrequent() {
    FittedColumn fitted = fit(new FlagPlan("x"), true, true, false, null);
    assertThat(encode(fitted, true)).containsExactly(1, 0);
    assertThat(encode(fitted, false)).containsExactly(0, 0);
    assertThat(encode(fitted, (Object) null)).containsExactly(1, 1);
  }

  @Test
  void datesAreCirclesForLinearLearnersAndNumbersForTrees() {
    DatePlan plan =
        new DatePlan(
            "x", List.of(DatePart.HOUR, DatePart.YEAR, DatePart.MONTH, DatePart.DAY_OF_WEEK));
    long monday = seconds("2024-01-01T06:30:00Z");
    long tuesday = seconds("2026-06-30T18:00:00Z");
    FittedColumn fitted = fit(plan, monday, tuesday, null);
    assertThat(names(fitted, Encoding.INDEX))
        .containsExactly("x.year", "x.month", "x.day_of_week", "x.hour", "x=(missing)");
    assertThat(encode(fitted, Encoding.INDEX, monday)).containsExactly(2024, 1, 1, 6, 0);
    assertThat(encode(fitted, Encoding.INDEX, (Object) null))
        .containsExactly(2025, 3.5, 1.5, 12, 1);
    double[] vector = encode(fitted, monday);
    assertThat(names(fitted, Encoding.ONE_HOT)).hasSize(8).startsWith("x.year", "x.month.sin");
    assertThat(vector[0]).isEqualTo(-1 / Math.sqrt(2));
    assertThat(vector[1]).isCloseTo(0.5, within(1e-15)); // sin(2π/12)
    assertThat(vector[5]).isCloseTo(1.0, within(1e-15)); // sin(2π·6/24)
    assertThat(vector[6]).isCloseTo(0.0, within(1e-15));
    assertThat(encode(fitted, (Object) null)).containsExactly(0, 0, 0, 0, 0, 0, 0, 1);
    // Before 1970 too.
    assertThat(encode(fitted, Encoding.INDEX, seconds("1969-12-31T23:59:59Z")))
        .containsExactly(1969, 12, 3, 23, 0);
  }

  private FittedNumber number(Numeric settings, @Nullable Double... values) {
    return (FittedNumber) fit(new NumberPlan("x", settings), (Object[]) values);
  }

  private FittedCategories categories(long minCount, int max, @Nullable Object... values) {
    CategoryPlan plan = new CategoryPlan("x", Source.TEXT, new Categorical(minCount, max));
    return (FittedCategories) fit(plan, values);
  }

  private FittedColumn fit(ColumnPlan plan, @Nullable Object... values) {
    ColumnState state = plan.empty();
    for (Object value : values) {
      state.add(RowFactory.create(new @Nullable Object[] {value}), 0);
    }
    return plan.fit(state, notes);
  }

  private static List<String> names(FittedColumn fitted, Encoding encoding) {
    return fitted.features(encoding).stream().map(Feature::name).toList();
  }

  private static double[] encode(FittedColumn fitted, @Nullable Object value) {
    return encode(fitted, Encoding.ONE_HOT, value);
  }

  private static double[] encode(FittedColumn fitted, Encoding encoding, @Nullable Object value) {
    Entries entries = new Entries(1);
    fitted
        .writer(encoding, 0)
        .write(RowFactory.create(Collections.singletonList(value).toArray()), 0, entries);
    Vector vector = entries.toVector(fitted.features(encoding).size());
    return vector.toArray();
  }

  private static long seconds(String instant) {
    return Instant.parse(instant).getEpochSecond();
  }
}
