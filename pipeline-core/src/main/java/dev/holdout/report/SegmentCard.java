package dev.holdout.report;

import static dev.holdout.report.Markdown.cells;
import static dev.holdout.report.Markdown.text;

import dev.holdout.evaluate.Evaluation.Gap;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.Numbers;
import dev.holdout.report.words.Segments;
import dev.holdout.report.words.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The model card's part on segments, protected attributes before the others. */
final class SegmentCard {
  private static final int MOST_ROWS = 300;

  private final RunReport report;
  private final Settings settings;
  private final List<String> metrics;
  private final Optional<String> compared;

  SegmentCard(RunReport report, Settings settings) {
    this.report = report;
    this.settings = settings;
    this.metrics = Segments.metrics(report, 3);
    this.compared = Segments.compared(report);
  }

  void write(Markdown card) {
    card.heading(2, "Segments");
    List<SegmentResult> all = report.evaluation().segments();
    if (all.isEmpty()) {
      card.paragraph(
          report.evaluation().reuse().isPresent()
              ? "Segments of Test are withheld: reusable hold-out."
              : "No segments were asked for.");
      return;
    }
    if (settings.protectedAttributes().isEmpty()) {
      card.paragraph("The configuration names no protected attribute.");
    }
    List<SegmentResult> shown = Segments.shown(all, MOST_ROWS);
    part(card, "Protected attributes", shown.stream().filter(this::isProtected).toList());
    part(card, "Others", shown.stream().filter(segment -> !isProtected(segment)).toList());
    if (shown.size() < all.size()) {
      card.paragraph((all.size() - shown.size()) + " segments more in report.json.");
    }
  }

  private boolean isProtected(SegmentResult segment) {
    return Segments.isProtected(segment, settings);
  }

  private void part(Markdown card, String title, List<SegmentResult> segments) {
    if (segments.isEmpty()) {
      return;
    }
    card.heading(3, title);
    List<String> headings = new ArrayList<>(List.of("Segment", "Rows:"));
    if (report.label().task() == Task.BINARY) {
      headings.add("Positive:");
    }
    metrics.forEach(metric -> headings.add(text(Glossary.title(metric)) + ":"));
    compared.ifPresent(metric -> headings.add(text(Glossary.title(metric)) + " minus the rest:"));
    headings.add("Verdict");
    card.table(headings, segments.stream().map(this::row).toList());
  }

  private List<String> row(SegmentResult segment) {
    List<String> row = new ArrayList<>();
    row.add(text(Names.segment(segment)));
    row.add(Numbers.count(segment.rows()));
    if (report.label().task() == Task.BINARY) {
      row.add(Numbers.count(segment.positives()));
    }
    for (String metric : metrics) {
      row.add(
          figure(
              metric, Segments.measure(segment, metric).orElse(Measure.undefined("not computed"))));
    }
    compared.ifPresent(metric -> row.add(gap(metric, segment.gaps().get(metric))));
    row.add(Names.verdict(segment.verdict()));
    return cells(row.toArray(String[]::new));
  }

  private static String gap(String metric, @org.jspecify.annotations.Nullable Gap gap) {
    return gap == null
        ? Numbers.UNDEFINED
        : gap.difference()
            .undefined()
            .map(reason -> Numbers.UNDEFINED + " " + text(Names.shown(reason)))
            .orElseGet(() -> Numbers.difference(metric, gap.difference()));
  }

  private static String figure(String metric, Measure measure) {
    String interval = Numbers.interval(metric, measure);
    return Numbers.value(metric, measure)
        + measure.undefined().map(reason -> " " + text(Names.shown(reason))).orElse("")
        + (interval.isEmpty() ? "" : " (" + interval + ")");
  }
}
