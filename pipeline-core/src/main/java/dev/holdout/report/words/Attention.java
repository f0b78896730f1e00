package dev.holdout.report.words;

import dev.holdout.audit.Finding;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.report.RunReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Something a reader must know before relying on the figures.
 *
 * @param kind what sort of thing
 * @param title in one sentence
 * @param detail why it matters and what to do; may be empty
 * @param section the anchor of the section with the evidence
 */
public record Attention(Kind kind, String title, String detail, String section) {
  private static final int SHOWN = 8;

  /** What sort of thing needs attention. */
  public enum Kind {
    FINDING("High"),
    SEGMENT("Worse segment"),
    FAIRNESS("Fairness"),
    MORE("More");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The kind in a word or two. */
    public String word() {
      return word;
    }
  }

  /**
   * High findings, then segments that are worse, at most eight of each, the rest counted; then gaps
   * between protected groups.
   */
  public static List<Attention> of(RunReport report) {
    List<Attention> items = new ArrayList<>();
    List<Finding> high = findings(report, Finding.Severity.HIGH);
    high.stream()
        .limit(SHOWN)
        .forEach(
            finding ->
                items.add(
                    new Attention(
                        Kind.FINDING,
                        Names.shown(finding.title(), 300),
                        Names.shown(finding.remedy(), 400),
                        "findings")));
    addRest(items, high.size(), "high findings", "findings");
    List<SegmentResult> worse = worse(report);
    worse.stream()
        .limit(SHOWN)
        .forEach(
            segment ->
                items.add(
                    new Attention(
                        Kind.SEGMENT, Names.shown(segment.story(), 300), "", "segments")));
    addRest(items, worse.size(), "segments that are worse", "segments");
    if (FairnessHeadline.beyondNoise(report.fairness()) > 0) {
      items.add(
          new Attention(
              Kind.FAIRNESS,
              FairnessHeadline.of(report.fairness()).orElseThrow().replaceFirst("^Fairness: ", ""),
              report.fairness().stream()
                  .flatMap(fairness -> fairness.verdictsOfGroups().stream())
                  .findFirst()
                  .map(verdict -> Names.shown(verdict, 400))
                  .orElse(""),
              "fairness"));
    }
    return List.copyOf(items);
  }

  private static void addRest(List<Attention> items, int total, String what, String section) {
    if (total > SHOWN) {
      items.add(new Attention(Kind.MORE, (total - SHOWN) + " more " + what + ".", "", section));
    }
  }

  /** The findings of one severity. */
  public static List<Finding> findings(RunReport report, Finding.Severity severity) {
    return report.findings().stream().filter(f -> f.severity() == severity).toList();
  }

  /** The segments that are worse beyond noise. */
  public static List<SegmentResult> worse(RunReport report) {
    return report.evaluation().segments().stream()
        .filter(segment -> segment.verdict() == Verdict.WORSE)
        .toList();
  }

  /** What else there is, counted in one sentence; empty when there is nothing. */
  public static String rest(RunReport report) {
    List<String> parts = new ArrayList<>();
    int medium = findings(report, Finding.Severity.MEDIUM).size();
    int info = findings(report, Finding.Severity.INFO).size();
    long few =
        report.evaluation().segments().stream()
            .filter(segment -> segment.verdict() == Verdict.TOO_FEW_ROWS)
            .count();
    long failed =
        report.crossValidation().candidates().stream()
            .filter(candidate -> candidate.failure().isPresent())
            .count();
    add(parts, medium, "finding of medium severity", "findings of medium severity");
    add(parts, info, "note of the audit", "notes of the audit");
    add(parts, few, "segment with too few rows to judge", "segments with too few rows to judge");
    add(parts, failed, "candidate that failed", "candidates that failed");
    return parts.isEmpty() ? "" : String.join(", ", parts) + ".";
  }

  private static void add(List<String> parts, long count, String singular, String plural) {
    if (count > 0) {
      parts.add(Numbers.count(count, singular, plural));
    }
  }
}
