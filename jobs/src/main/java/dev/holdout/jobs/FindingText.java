package dev.holdout.jobs;

import dev.holdout.audit.Finding;
import dev.holdout.report.words.FindingWords;
import dev.holdout.split.SplitReport;
import dev.holdout.workflow.AuditRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Findings in plain words, gravest first, for a terminal. */
final class FindingText {
  private static final int WIDTH = 100;
  private static final String INDENT = "        ";

  private FindingText() {}

  static String of(AuditRun.AuditOutcome outcome) {
    SplitReport split = outcome.split();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: Training %,d rows, Test %,d rows. %s",
            outcome.table().reference(),
            split.training(),
            split.test(),
            outcome.findings().isEmpty() ? "Nothing was found." : count(outcome.findings())));
    for (Finding finding : outcome.findings()) {
      lines.add("");
      wrap(String.format("%-8s", finding.severity()), finding.title(), lines);
      wrap(INDENT, "Why: " + finding.reason(), lines);
      wrap(INDENT, "Do: " + finding.remedy(), lines);
      if (!finding.figures().isEmpty()) {
        wrap(INDENT, "Figures: " + FindingWords.line(finding), lines);
      }
      if (!finding.examples().isEmpty()) {
        wrap(INDENT, "Rows: " + examples(finding), lines);
      }
    }
    return String.join("\n", lines);
  }

  private static String count(List<Finding> findings) {
    List<String> counts = new ArrayList<>();
    for (Finding.Severity severity : Finding.Severity.values()) {
      long found = findings.stream().filter(each -> each.severity() == severity).count();
      if (found > 0) {
        counts.add(found + " " + severity.name().toLowerCase(Locale.ROOT));
      }
    }
    return "Findings: " + String.join(", ", counts) + ".";
  }

  private static String examples(Finding finding) {
    return finding.examples().stream().map(FindingWords::rows).collect(Collectors.joining("; "));
  }

  /** A text over lines of the terminal's width, the first behind a word, broken at blanks. */
  private static void wrap(String word, String text, List<String> lines) {
    StringBuilder line = new StringBuilder(word);
    for (String part : text.replaceAll("[\\p{Cntrl}\u00a0]", " ").split(" ", -1)) {
      if (line.length() > INDENT.length() && line.length() + part.length() + 1 > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(INDENT);
      }
      line.append(line.length() > INDENT.length() ? " " : "").append(part);
    }
    lines.add(line.toString().stripTrailing());
  }
}
