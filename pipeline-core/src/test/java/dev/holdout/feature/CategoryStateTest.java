package dev.holdout.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.feature.CategoryState.Category;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

final class CategoryStateTest {
  @Test
  void countsTheSameWhenDividedAndWritten() throws IOException {
    CategoryState left = of(Stream.of("a", "ü", "a", "").toArray(String[]::new));
    left.merge(copy(of("b", "a", "ü")));
    assertThat(left.categories())
        .containsExactly(
            new Category("a", 3), new Category("ü", 2), new Category("", 1), new Category("b", 1));
  }

  @Test
  void overflowsByTheSetOfCategoriesAloneWhateverTheDivision() throws IOException {
    int limit = CategoryState.MAX_CATEGORIES;
    assertThat(numbers(0, limit).overflowed()).isFalse();
    assertThat(numbers(0, limit + 1).overflowed()).isTrue();
    CategoryState full = numbers(0, limit);
    full.merge(numbers(5, limit));
    assertThat(full.overflowed()).isFalse();
    full.merge(numbers(limit, limit + 1));
    assertThat(full.overflowed()).isTrue();
    CategoryState fresh = new CategoryState();
    fresh.merge(copy(full));
    assertThat(fresh.overflowed()).isTrue();
    assertThat(fresh.categories()).isEmpty();
  }

  @Test
  void overflowsWhenTextsAreLong() {
    assertThat(of("x".repeat(CategoryState.MAX_CHARACTERS)).overflowed()).isFalse();
    assertThat(of("y", "x".repeat(CategoryState.MAX_CHARACTERS)).overflowed()).isTrue();
  }

  private static CategoryState numbers(int from, int to) {
    return of(IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new));
  }

  private static CategoryState of(String... values) {
    CategoryState state = new CategoryState();
    for (String value : values) {
      state.add(RowFactory.create(value), 0);
    }
    return state;
  }

  private static CategoryState copy(CategoryState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    return CategoryState.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
