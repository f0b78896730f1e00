package dev.holdout.report;

import dev.holdout.audit.Finding;
import dev.holdout.audit.Finding.Example;
import dev.holdout.audit.Finding.Figure;
import dev.holdout.audit.Finding.Severity;
import java.util.List;

/** Findings of every severity: with figures and rows, with figures alone, with neither. */
final class SampleFindings {
  private SampleFindings() {}

  static List<Finding> all() {
    return List.of(leak(), groups(), missing(), drift());
  }

  private static Finding leak() {
    return new Finding(
        "label_leak",
        Severity.HIGH,
        List.of("collection_calls"),
        "Column collection_calls alone tells defaulted loans from repaid ones with an AUC of 0.993.",
        "A value that is only known after the outcome makes the figures far better than they will be in use.",
        "Add collection_calls to roles.drop in the pipeline file, unless it is known before the loan is granted.",
        List.of(
            new Figure("AUC of the column alone", 0.9931),
            new Figure("gap to the next column", 0.2214),
            new Figure("audit.leak_auc", 0.95)),
        List.of());
  }

  private static Finding groups() {
    return new Finding(
        "group_across_partitions",
        Severity.MEDIUM,
        List.of("customer_id"),
        "2,114 of 10,012 rows in Test (21.1 %) belong to a customer that Training knows as well.",
        "The model may recognise a customer instead of learning what makes a loan fail.",
        "Set split.group: customer_id, with a random Test: rows of a customer are then never divided.",
        List.of(
            new Figure("rows of Test that share", 2_114),
            new Figure("rows of Test", 10_012),
            new Figure("label correlation within groups", 0.3127),
            new Figure("audit.shared_share", 0.1)),
        List.of(
            new Example(List.of("L-0000017", "L-0004711"), List.of("L-0000093")),
            new Example(List.of("L-0000021"), List.of("L-0038112", "L-0041209")),
            new Example(List.of("0f3b5c7a9d1e2f4068ac13579bdf0246"), List.of("L-0000455"))));
  }

  private static Finding missing() {
    return new Finding(
        "missingness_predicts_label",
        Severity.MEDIUM,
        List.of("income"),
        "Where income is missing, 14.1 % default; where it is present, 7.2 %.",
        "The fact that a value is missing carries information, and may change when forms change.",
        "Keep the missing indicator on and watch the share of missing values.",
        List.of(
            new Figure("rows without a value", 1_204),
            new Figure("positive share without", 0.1412),
            new Figure("positive share with", 0.0723),
            new Figure("audit.missingness_gap", 0.05)),
        List.of());
  }

  private static Finding drift() {
    return new Finding(
        "drift_over_time",
        Severity.INFO,
        List.of("interest_rate", "channel"),
        "2 features change from the first third of the time to the last: `interest_rate` (distance 0.21), `channel` (0.17).",
        "What was learned from early rows may hold less for late ones.",
        "Compare the segments by month before use.");
  }
}
