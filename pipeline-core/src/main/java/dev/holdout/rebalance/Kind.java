package dev.holdout.rebalance;

/** What the features are, which decides how rows are compared and made. */
enum Kind {
  NUMBERS("SMOTE on numbers"),
  MIXED("SMOTE-NC, since some features are categories"),
  CATEGORIES("SMOTE-N, since all features are categories");

  private final String meaning;

  Kind(String meaning) {
    this.meaning = meaning;
  }

  static Kind of(VectorForm form) {
    if (form.categories() == 0) {
      return NUMBERS;
    }
    return form.numbers() == 0 ? CATEGORIES : MIXED;
  }

  /** For people. */
  String meaning() {
    return meaning;
  }
}
