package dev.holdout.feature;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What preprocessing does with each kind of column, and where a column differs.
 *
 * @param drop columns that are no features, the label and the key among them
 * @param numeric for integers and numbers
 * @param categorical for strings; booleans are 0 and 1 and have no settings
 * @param dateParts which parts of dates and time stamps become features
 * @param overrides column → what differs from its kind's settings
 */
public record FeatureSpec(
    List<String> drop,
    Numeric numeric,
    Categorical categorical,
    List<DatePart> dateParts,
    Map<String, ColumnOverride> overrides) {
  public FeatureSpec {
    drop = List.copyOf(drop);
    dateParts = List.copyOf(dateParts);
    overrides = Map.copyOf(overrides);
  }

  public static final FeatureSpec DEFAULT =
      new FeatureSpec(
          List.of(),
          Numeric.DEFAULT,
          Categorical.DEFAULT,
          List.of(DatePart.YEAR, DatePart.MONTH, DatePart.DAY_OF_WEEK),
          Map.of());

  /**
   * Settings of numeric columns.
   *
   * @param imputation what replaces null
   * @param constant the value for {@link Imputation#CONSTANT}
   * @param missingIndicator whether a column with nulls in Training also yields a 0/1 feature that
   *     tells them
   * @param clipLower quantile below which values are set to it; 0 for none
   * @param clipUpper quantile above which values are set to it; 1 for none
   * @param scaling how values are scaled after that
   */
  public record Numeric(
      Imputation imputation,
      double constant,
      boolean missingIndicator,
      double clipLower,
      double clipUpper,
      Scaling scaling)
      implements Serializable {
    public static final Numeric DEFAULT =
        new Numeric(Imputation.MEDIAN, 0.0, true, 0.0, 1.0, Scaling.STANDARD);
  }

  /**
   * Settings of categorical columns.
   *
   * @param minCount a category with fewer training rows joins the "rare" category
   * @param maxCategories at most this many categories are kept, the most frequent; the rest is rare
   */
  public record Categorical(long minCount, int maxCategories) implements Serializable {
    public static final Categorical DEFAULT = new Categorical(10, 200);
  }

  /**
   * What differs for one column.
   *
   * @param kind numeric columns may be treated as categories and integers as numbers
   * @param numeric settings if numeric
   * @param categorical settings if categorical
   */
  public record ColumnOverride(
      Optional<Kind> kind, Optional<Numeric> numeric, Optional<Categorical> categorical) {}

  /** How a column becomes features. */
  public enum Kind {
    NUMERIC,
    CATEGORICAL,
    BOOLEAN,
    DATE,
    TIMESTAMP
  }

  /** What replaces a missing number. */
  public enum Imputation {
    MEDIAN,
    MEAN,
    CONSTANT
  }

  /** How numbers are scaled. */
  public enum Scaling {
    /** (x − mean) / standard deviation (n − 1). */
    STANDARD,
    /** (x − median) / interquartile range. */
    ROBUST,
    NONE
  }

  /** Parts of dates and time stamps, in UTC. */
  public enum DatePart {
    YEAR,
    MONTH,
    DAY_OF_MONTH,
    DAY_OF_WEEK,
    HOUR
  }
}
