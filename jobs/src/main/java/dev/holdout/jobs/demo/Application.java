package dev.holdout.jobs.demo;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What is known when a loan is issued: a pure function of the seed, the number of rows and the
 * row's index. Indices run with time, a quarter of a year after the other.
 */
record Application(
    long number,
    Customer customer,
    LocalDate issuedOn,
    String purpose,
    long income,
    long amount,
    int termMonths,
    long ratePercentHundredths,
    long debtThousandths,
    int creditLines,
    int pastDefaults,
    boolean online,
    long savings,
    boolean savingsKnown) {
  static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
  static final int QUARTERS = 8;

  private static final double DAYS_IN_MONTH = 30.44;
  private static final String[] PURPOSES = {
    "car", "renovation", "debt_consolidation", "medical", "education", "other"
  };
  private static final double[] PURPOSE_SHARES = {0.28, 0.20, 0.22, 0.08, 0.10, 0.12};

  static Application of(long seed, long rows, long index) {
    Draws draws = new Draws(seed, "loan", index);
    Customer customer = Customer.of(seed, draws.below(customers(rows)));
    LocalDate issuedOn = dayIn(quarter(index, rows), draws);
    double month = (double) ChronoUnit.DAYS.between(FIRST_DAY, issuedOn) / DAYS_IN_MONTH;

    int past = pastDefaults(draws.uniform());
    int term = 12 + 12 * (int) draws.below(5);
    double rate = 5.3 + 0.7 * past + 0.02 * (term - 36) + 0.12 * month + 1.3 * draws.normal();
    double debt = 1 / (1 + StrictMath.exp(0.9 - 0.6 * draws.normal()));
    double logIncome = customer.logIncome() + 0.025 * (month - 12) + 0.25 * draws.normal();
    double logAmount = 9.1 + 0.2 * customer.wealth() + 0.5 * draws.normal();
    long savings = Math.round(StrictMath.exp(8.3 + 0.5 * customer.wealth() + draws.normal()));
    double richness = LoansTruth.SAVINGS.standardised((double) savings);

    return new Application(
        index + 1,
        customer,
        issuedOn,
        draws.oneOf(PURPOSES, PURPOSE_SHARES),
        Math.round(StrictMath.exp(logIncome)),
        100 * Math.max(5, Math.round(StrictMath.exp(logAmount) / 100)),
        term,
        Math.max(100, Math.round(100 * rate)),
        Math.round(1000 * debt),
        draws.poisson(4),
        past,
        draws.chance(0.55),
        savings,
        !draws.chance(sigmoid(-2.3 - 1.7 * richness)));
  }

  /** How many customers there are for so many loans: 1.6 loans each on average. */
  static long customers(long rows) {
    return Math.max(1, rows * 5 / 8);
  }

  /** The quarter of a row, from 0. */
  static int quarter(long index, long rows) {
    return (int) (index * QUARTERS / rows);
  }

  /** The first row of a quarter. */
  static long firstOf(int quarter, long rows) {
    return (quarter * rows + QUARTERS - 1) / QUARTERS;
  }

  /** The name of a quarter, such as {@code 2024-q1}. */
  static String nameOf(int quarter) {
    return FIRST_DAY.getYear() + quarter / 4 + "-q" + (quarter % 4 + 1);
  }

  /** The true logit of default. */
  double logit() {
    double numeric =
        LoansTruth.INCOME.of((double) income)
            + LoansTruth.AMOUNT.of((double) amount)
            + LoansTruth.TERM.of(termMonths)
            + LoansTruth.RATE.of(ratePercentHundredths / 100.0)
            + LoansTruth.DEBT.of(debtThousandths / 1000.0)
            + LoansTruth.YEARS.of(customer.yearsEmployed())
            + LoansTruth.LINES.of(creditLines)
            + LoansTruth.PAST.of(pastDefaults)
            + LoansTruth.SAVINGS.of((double) savings);
    boolean odd = customer.region().equals(LoansTruth.ODD_REGION);
    return LoansTruth.INTERCEPT
        + (odd ? LoansTruth.ODD_FACTOR : 1) * numeric
        + LoansTruth.effect("region", customer.region())
        + LoansTruth.effect("sex", customer.sex())
        + LoansTruth.effect("employment", customer.employment())
        + LoansTruth.effect("home", customer.home())
        + LoansTruth.effect("purpose", purpose)
        + LoansTruth.effect("age_group", customer.ageGroup());
  }

  /** Its fields in the order of {@link Loan#COLUMNS}, without the outcome. */
  List<String> fields() {
    return List.of(
        "L" + padded(number, 8),
        "C" + padded(customer.number(), 7),
        issuedOn.toString(),
        customer.region(),
        customer.ageGroup(),
        customer.sex(),
        customer.employment(),
        customer.home(),
        purpose,
        Long.toString(income),
        Long.toString(amount),
        Integer.toString(termMonths),
        decimal(ratePercentHundredths, 2),
        decimal(debtThousandths, 3),
        Integer.toString(customer.yearsEmployed()),
        Integer.toString(creditLines),
        Integer.toString(pastDefaults),
        Boolean.toString(online),
        savingsKnown ? Long.toString(savings) : "");
  }

  private static LocalDate dayIn(int quarter, Draws draws) {
    LocalDate first = FIRST_DAY.plusMonths(3L * quarter);
    return first.plusDays(draws.below(ChronoUnit.DAYS.between(first, first.plusMonths(3))));
  }

  private static int pastDefaults(double uniform) {
    return uniform < 0.86 ? 0 : uniform < 0.96 ? 1 : uniform < 0.99 ? 2 : 3;
  }

  static double sigmoid(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }

  private static String padded(long value, int digits) {
    String text = Long.toString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private static String decimal(long value, int places) {
    String digits = padded(value, places + 1);
    int point = digits.length() - places;
    return digits.substring(0, point) + "." + digits.substring(point);
  }
}
