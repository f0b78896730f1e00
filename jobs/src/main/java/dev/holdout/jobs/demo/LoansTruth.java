package dev.holdout.jobs.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is true of the loans: the law by which they default.
 *
 * <p>{@code P(defaulted) = 1 / (1 + exp(−logit))}, where the logit is {@link #INTERCEPT} plus the
 * {@link #NUMERIC} effects of the values as they stand in the file plus the {@link #CATEGORICAL}
 * effects. In {@link #ODD_REGION} the numeric effects are multiplied by {@link #ODD_FACTOR}: what
 * is a good sign elsewhere is a bad one there, so one linear model for all regions fails in it.
 *
 * <p>Further truths: {@link #LEAK} counts calls made after the default; {@link #MISSING} is missing
 * the more often the smaller it is, and small savings go with default; {@link #DRIFTING} move with
 * the months; men default more often at equal circumstances ({@link #PROTECTED}).
 */
public final class LoansTruth {
  /** About 8 % of the loans default. */
  public static final double POSITIVE_SHARE = 0.08;

  /** The logit of a loan whose effects are all zero. */
  public static final double INTERCEPT = -4.05;

  /** The region in which the relation differs, home of about a tenth of the customers. */
  public static final String ODD_REGION = "islands";

  /** By what the numeric effects are multiplied in {@link #ODD_REGION}. */
  public static final double ODD_FACTOR = -0.6;

  /** The column that is filled after the event. */
  public static final String LEAK = "collections_calls";

  /** The column whose values are missing not at random. */
  public static final String MISSING = "savings";

  /** The column that names the customer, who may have several loans. */
  public static final String GROUP = "customer_id";

  /** The protected attribute with unequal base rates. */
  public static final String PROTECTED = "sex";

  /** The columns whose distribution moves over the months, the stronger first. */
  public static final List<String> DRIFTING = List.of("interest_rate", "income");

  static final NumericEffect INCOME = new NumericEffect("income", true, 10.35, 0.5, -0.45);
  static final NumericEffect AMOUNT = new NumericEffect("amount", true, 9.1, 0.55, 0.35);
  static final NumericEffect TERM = new NumericEffect("term_months", false, 36, 15, 0.25);
  static final NumericEffect RATE = new NumericEffect("interest_rate", false, 7, 1.8, 0.55);
  static final NumericEffect DEBT = new NumericEffect("debt_to_income", false, 0.3, 0.12, 0.65);
  static final NumericEffect YEARS = new NumericEffect("years_employed", false, 6, 6, -0.30);
  static final NumericEffect LINES = new NumericEffect("credit_lines", false, 4, 2, 0.15);
  static final NumericEffect PAST = new NumericEffect("past_defaults", false, 0, 1, 0.80);
  static final NumericEffect SAVINGS = new NumericEffect("savings", true, 8.3, 1.1, -0.75);

  /** The effects of numeric columns. */
  public static final List<NumericEffect> NUMERIC =
      List.of(INCOME, AMOUNT, TERM, RATE, DEBT, YEARS, LINES, PAST, SAVINGS);

  /** Column → value → effect; values and columns not listed have none. */
  public static final Map<String, Map<String, Double>> CATEGORICAL =
      Map.of(
          PROTECTED,
          Map.of("male", 0.6),
          "employment",
          Map.of("unemployed", 0.9, "self_employed", 0.35, "public", -0.3),
          "home",
          Map.of("rent", 0.35, "own", -0.25),
          "purpose",
          Map.of("debt_consolidation", 0.3, "medical", 0.4),
          "age_group",
          Map.of("18-25", 0.4, "66+", -0.3),
          "region",
          Map.of(ODD_REGION, 0.7));

  private LoansTruth() {}

  /**
   * The effect of a numeric column on the logit: {@code coefficient · (v − centre) / scale}, where
   * v is the value, or the natural logarithm of 1 + value.
   *
   * @param column the column
   * @param logarithm whether v is ln(1 + value)
   * @param centre about the mean of v
   * @param scale about the standard deviation of v
   * @param coefficient change of the logit for one scale
   */
  public record NumericEffect(
      String column, boolean logarithm, double centre, double scale, double coefficient) {
    /** The value as the truth sees it. */
    public double standardised(double value) {
      return ((logarithm ? StrictMath.log1p(value) : value) - centre) / scale;
    }

    double of(double value) {
      return coefficient * standardised(value);
    }
  }

  /** The effect of a category on the logit. */
  static double effect(String column, String value) {
    return Optional.ofNullable(CATEGORICAL.get(column))
        .map(effects -> effects.getOrDefault(value, 0.0))
        .orElse(0.0);
  }
}
