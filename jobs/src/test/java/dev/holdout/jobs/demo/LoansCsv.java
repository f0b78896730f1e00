package dev.holdout.jobs.demo;

import dev.holdout.TestSession;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The loans as a table, without the lines that cannot be read or break a promise. */
final class LoansCsv {
  private static final String SCHEMA =
      "loan_id string, customer_id string, issued_on date, region string, age_group string, sex"
          + " string, employment string, home string, purpose string, income double, amount double,"
          + " term_months double, interest_rate double, debt_to_income double, years_employed"
          + " double, credit_lines double, past_defaults double, is_online boolean, savings double,"
          + " collections_calls double, defaulted string";

  private LoansCsv() {}

  /** Duplicates stay in. */
  static Dataset<Row> sound(String folder) {
    return TestSession.spark()
        .read()
        .option("header", "true")
        .schema(SCHEMA)
        .csv(folder)
        .filter("defaulted is not null and amount is not null and income >= 0")
        .filter("region <> 'atlantis'");
  }
}
