package dev.holdout.jobs.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * One loan and what became of it.
 *
 * @param collectionsCalls calls made after the loan was due: it tells the outcome
 */
record Loan(Application application, int collectionsCalls, boolean defaulted) {
  static final List<String> COLUMNS =
      List.of(
          "loan_id",
          "customer_id",
          "issued_on",
          "region",
          "age_group",
          "sex",
          "employment",
          "home",
          "purpose",
          "income",
          "amount",
          "term_months",
          "interest_rate",
          "debt_to_income",
          "years_employed",
          "credit_lines",
          "past_defaults",
          "is_online",
          "savings",
          "collections_calls",
          "defaulted");

  private static final int TORN_AFTER = 6;

  static Loan of(long seed, long rows, long index) {
    Application application = Application.of(seed, rows, index);
    Draws draws = new Draws(seed, "outcome", index);
    boolean defaulted = draws.chance(Application.sigmoid(application.logit()));
    int calls =
        defaulted ? (draws.chance(0.96) ? 1 + draws.poisson(4) : 0) : (draws.chance(0.03) ? 1 : 0);
    return new Loan(application, calls, defaulted);
  }

  /** The line of a row, with the fault that is planted there, if any. */
  static String line(long seed, long rows, long index) {
    LoanFault fault = LoanFault.of(index).orElse(null);
    if (fault == null) {
      return of(seed, rows, index).line();
    }
    Loan original = of(seed, rows, index - LoanFault.COPIED_FROM);
    Loan loan = of(seed, rows, index);
    return switch (fault) {
      case EXACT_DUPLICATE -> original.line();
      case CONFLICTING_DUPLICATE -> original.contradicted().line();
      case TORN_LINE -> String.join(",", loan.fields().subList(0, TORN_AFTER));
      case AMOUNT_NOT_A_NUMBER -> loan.with("amount", "12k");
      case NEGATIVE_INCOME -> loan.with("income", "-" + loan.application().income());
      case UNKNOWN_REGION -> loan.with("region", "atlantis");
      case MISSING_AMOUNT -> loan.with("amount", "");
    };
  }

  private Loan contradicted() {
    return new Loan(application, collectionsCalls, !defaulted);
  }

  private String line() {
    return String.join(",", fields());
  }

  private String with(String column, String value) {
    List<String> fields = fields();
    fields.set(COLUMNS.indexOf(column), value);
    return String.join(",", fields);
  }

  private List<String> fields() {
    List<String> fields = new ArrayList<>(application.fields());
    fields.add(Integer.toString(collectionsCalls));
    fields.add(defaulted ? "yes" : "no");
    return fields;
  }
}
