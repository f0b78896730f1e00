package dev.holdout.jobs.demo;

/**
 * What all loans of a customer share: a pure function of the seed and the customer's number.
 *
 * @param wealth standard normal; moves income, amount and savings
 */
record Customer(
    long number,
    String region,
    String ageGroup,
    String sex,
    String employment,
    String home,
    int yearsEmployed,
    double wealth) {
  private static final String[] REGIONS = {"north", "south", "east", "west", "islands"};
  private static final double[] REGION_SHARES = {0.30, 0.25, 0.20, 0.15, 0.10};
  private static final String[] AGES = {"18-25", "26-35", "36-50", "51-65", "66+"};
  private static final double[] AGE_SHARES = {0.14, 0.26, 0.32, 0.20, 0.08};
  private static final String[] WORK = {"employed", "public", "self_employed", "unemployed"};
  private static final double[] WORK_SHARES = {0.64, 0.16, 0.14, 0.06};
  private static final String[] HOMES = {"mortgage", "rent", "own"};
  private static final double[] HOME_SHARES = {0.40, 0.34, 0.26};

  static Customer of(long seed, long number) {
    Draws draws = new Draws(seed, "customer", number);
    String region = draws.oneOf(REGIONS, REGION_SHARES);
    String age = draws.oneOf(AGES, AGE_SHARES);
    String sex = draws.chance(0.48) ? "male" : "female";
    String work = age.equals("66+") ? "retired" : draws.oneOf(WORK, WORK_SHARES);
    String home = draws.oneOf(HOMES, HOME_SHARES);
    boolean works = !work.equals("retired") && !work.equals("unemployed");
    int most = age.equals("18-25") ? 7 : 40;
    int years = works ? (int) Math.min(most, -7 * StrictMath.log(draws.uniform())) : 0;
    return new Customer(number, region, age, sex, work, home, years, draws.normal());
  }

  /** Mean logarithm of the income of such a customer, before the drift. */
  double logIncome() {
    double byWork =
        switch (employment) {
          case "unemployed" -> -0.5;
          case "retired" -> -0.25;
          case "self_employed" -> 0.1;
          default -> 0.0;
        };
    return 10.35 + 0.4 * wealth + byWork;
  }
}
