package dev.holdout.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.audit.ColumnCounts.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

final class ColumnCountsTest {
  private static final ProfiledColumn CATEGORY =
      new ProfiledColumn("category", ProfiledColumn.Kind.CATEGORY);
  private static final ProfiledColumn NUMBER =
      new ProfiledColumn("number", ProfiledColumn.Kind.NUMBER);

  private record Value(Object value, Place place) {}

  @FunctionalInterface
  private interface Reader {
    ColumnCounts read(DataInput in) throws IOException;
  }

  @Test
  void categoriesAreAMonoidEvenWhenSampled() throws IOException {
    for (int distinct : new int[] {10, 4096, 40_000}) {
      mergesInAnyOrder(
          values(60_000, random -> "v" + random.nextInt(distinct)),
          CategoryCounts::new,
          CategoryCounts::read,
          CATEGORY);
    }
  }

  @Test
  void numbersAreAMonoid() throws IOException {
    mergesInAnyOrder(
        values(60_000, random -> random.nextGaussian()),
        NumericCounts::new,
        NumericCounts::read,
        NUMBER);
  }

  @Test
  void estimatesHowManyCategoriesThereAre() {
    ColumnCounts counts = new CategoryCounts();
    for (int row = 0; row < 100_000; row++) {
      add(
          counts,
          new Value("name " + row, Place.training(row % 2, row % Cell.PARTS, Span.UNKNOWN)));
    }
    ColumnSummary summary = counts.summary(CATEGORY);
    assertThat(summary.complete()).isFalse();
    assertThat(summary.cells()).hasSizeBetween(2048, 4096);
    assertThat(summary.distinct()).isCloseTo(100_000, within(6_000.0)); // about three times 1/√3072
  }

  @Test
  void aNameForEachRowDoesNotPredict() {
    Random random = new Random(5);
    ColumnCounts counts = new CategoryCounts();
    for (int row = 0; row < 20_000; row++) {
      add(
          counts,
          new Value(
              "name " + row,
              Place.training(random.nextInt(2), random.nextInt(Cell.PARTS), Span.EARLY)));
    }
    assertThat(counts.summary(CATEGORY).auc()).isEqualTo(0.5);
  }

  @Test
  void aCategoryThatTellsTheLabelPredictsIt() {
    ColumnCounts counts = new CategoryCounts();
    for (int row = 0; row < 1_000; row++) {
      int label = row % 2;
      // Right in 9 of 10 rows: of 2 classes, sensitivity and specificity 0.9, area 0.9.
      String value = row % 20 < 2 ? "x" + (1 - label) : "x" + label;
      add(counts, new Value(value, Place.training(label, row / 20 % Cell.PARTS, Span.EARLY)));
    }
    assertThat(counts.summary(CATEGORY).auc()).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void numbersAreReadInTheOrderAndWithTheMissingValuesThatTellMost() {
    ColumnCounts falling = new NumericCounts();
    // In each part, positives 1, 2, missing; negatives 2, 3, 4. Descending with missing at the end
    // of the small numbers: of 9 pairs 8 right, 1 tie.
    for (int part = 0; part < Cell.PARTS; part++) {
      for (Object value : new Object[] {1.0, 2.0, Double.NaN}) {
        add(falling, new Value(value, Place.training(1, part, Span.EARLY)));
      }
      for (Object value : new Object[] {2.0, 3.0, 4.0}) {
        add(falling, new Value(value, Place.training(0, part, Span.EARLY)));
      }
    }
    assertThat(falling.summary(NUMBER).auc()).isCloseTo(8.5 / 9, within(1e-12));

    ColumnCounts code = new NumericCounts();
    for (int row = 0; row < 1_000; row++) {
      int label = row % 2;
      double value = label == 1 ? 5 : row % 4 == 0 ? 4 : 6;
      add(code, new Value(value, Place.training(label, row / 4 % Cell.PARTS, Span.EARLY)));
    }
    assertThat(code.summary(NUMBER).auc()).isEqualTo(1);
  }

  @Test
  void longTextsTakeNoMoreRoomThanShortOnes() {
    ColumnCounts counts = new CategoryCounts();
    add(counts, new Value("a".repeat(1_000), Place.training(0, 0, Span.EARLY)));
    add(counts, new Value("a".repeat(1_001), Place.training(0, 0, Span.EARLY)));
    assertThat(counts.summary(CATEGORY).cells())
        .hasSize(2)
        .allSatisfy(cell -> assertThat(cell.text()).hasSizeLessThanOrEqualTo(64));
  }

  private static void mergesInAnyOrder(
      List<Value> values, Supplier<ColumnCounts> empty, Reader reader, ProfiledColumn column)
      throws IOException {
    ColumnCounts alone = empty.get();
    values.forEach(value -> add(alone, value));
    Random random = new Random(17);
    List<ColumnCounts> parts = new ArrayList<>();
    for (int part = 0; part < 4; part++) {
      parts.add(empty.get());
    }
    values.forEach(value -> add(parts.get(random.nextInt(parts.size())), value));
    ColumnCounts merged = empty.get();
    for (int part = parts.size() - 1; part >= 0; part--) {
      merged.merge(copy(parts.get(part), reader));
    }
    merged.merge(empty.get());
    assertThat(copy(merged, reader).summary(column)).isEqualTo(alone.summary(column));
  }

  private static List<Value> values(int rows, java.util.function.Function<Random, Object> value) {
    Random random = new Random(11);
    List<Value> values = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      values.add(
          new Value(
              value.apply(random),
              random.nextInt(5) == 0
                  ? Place.test(random.nextInt(Cell.PARTS))
                  : Place.training(
                      random.nextInt(2), random.nextInt(Cell.PARTS), Span.of(random.nextInt(4)))));
    }
    return values;
  }

  private static void add(ColumnCounts counts, Value value) {
    counts.add(RowFactory.create(value.value()), 0, value.place());
  }

  private static ColumnCounts copy(ColumnCounts counts, Reader reader) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    counts.write(new DataOutputStream(bytes));
    return reader.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
