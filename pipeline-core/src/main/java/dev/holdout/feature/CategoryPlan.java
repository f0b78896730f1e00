package dev.holdout.feature;

import dev.holdout.error.Problems;
import dev.holdout.feature.CategoryState.Category;
import dev.holdout.feature.FeatureSpec.Categorical;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/** A categorical column: its frequent categories, the rare ones together, and missing. */
record CategoryPlan(String column, Source source, Categorical settings) implements ColumnPlan {
  private static final long serialVersionUID = 1L;

  @Override
  public ColumnState empty() {
    return new CategoryState();
  }

  @Override
  public ColumnState read(DataInput in) throws IOException {
    return CategoryState.read(in);
  }

  @Override
  public void check(ColumnState state, Problems problems) {
    if (((CategoryState) state).overflowed()) {
      problems.add(
          "column " + column,
          "more than %,d distinct values or %,d characters in them"
              .formatted(CategoryState.MAX_CATEGORIES, CategoryState.MAX_CHARACTERS),
          "categories that rows have in common",
          "Drop it from the features, or declare it as the key if it tells rows apart");
    }
  }

  @Override
  public FittedColumn fit(ColumnState state, List<String> notes) {
    CategoryState seen = (CategoryState) state;
    List<Category> categories = seen.categories();
    List<String> kept =
        categories.stream()
            .limit(settings.maxCategories())
            .filter(category -> category.rows() >= settings.minCount())
            .map(Category::name)
            .toList();
    boolean rare = kept.size() < categories.size();
    int levels = kept.size() + (rare ? 1 : 0) + (seen.anyMissing() ? 1 : 0);
    if (levels < 2) {
      notes.add(
          column
              + (categories.isEmpty()
                  ? ": left out, no training row has a value"
                  : ": left out, all training rows are of one category"));
      return new FittedCategories(column, source, List.of(), false, false);
    }
    return new FittedCategories(column, source, kept, rare, seen.anyMissing());
  }
}
