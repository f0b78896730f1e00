package dev.holdout.report;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.evaluate.ModelComparison;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.report.evaluation.EvaluationReport;
import dev.holdout.report.words.EvaluationWords;
import dev.holdout.report.words.FairnessHeadline;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.Numbers;
import dev.holdout.report.words.Segments;
import dev.holdout.report.words.SurestWorst;
import dev.holdout.slice.ConfirmedSlices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An evaluation in about a dozen lines of a terminal, at most 100 columns wide. */
public final class EvaluationSummary {
  private static final int WIDTH = 100;
  private static final int INDENT = 11;
  private static final int WORST = 3;
  private static final int SAID = 170;
  private static final int STORY = 300;

  private final StringBuilder out = new StringBuilder(1024);

  private EvaluationSummary() {}

  /**
   * Writes the summary.
   *
   * @param page where the page is; empty where none was written
   */
  public static String of(EvaluationReport report, Optional<String> page) {
    EvaluationSummary summary = new EvaluationSummary();
    summary.verdict(report);
    summary.metrics(report.evaluation());
    summary.worst(report.evaluation());
    summary.fairness(report);
    report.slices().ifPresent(summary::slices);
    report.comparison().ifPresent(summary::comparison);
    report.evaluation().notes().stream()
        .filter(note -> note.contains("part of no metric"))
        .forEach(note -> summary.add("Left out", note));
    summary.out.append(
        page.map(path -> label("Report") + path + "\n" + label("Next") + "Open it in a browser.")
            .orElse(
                label("Next") + "Add --out FOLDER for the page, report.json and rows in Delta."));
    return summary.out.toString();
  }

  private void verdict(EvaluationReport report) {
    Evaluation evaluation = report.evaluation();
    String positives =
        evaluation.task() == Task.BINARY
            ? ", "
                + Numbers.percent(evaluation.overall().positives(), evaluation.rows())
                + " positive"
            : "";
    add(
        "Evaluated",
        Numbers.count(evaluation.rows(), "row", "rows")
            + " of "
            + Names.shown(report.source())
            + ": "
            + EvaluationWords.predicts(report)
            + positives);
    if (!evaluation.segments().isEmpty()) {
      add(
          "Verdict",
          EvaluationWords.headline(report)
              + EvaluationWords.byMetric(evaluation).map(sentence -> " " + sentence).orElse(""));
    }
  }

  private void metrics(Evaluation evaluation) {
    String interval = " (" + EvaluationWords.interval(evaluation) + ")";
    String name = "Metrics";
    for (String metric : EvaluationWords.mainMetrics(evaluation, 4)) {
      Measure measure = Segments.measure(evaluation.overall(), metric).orElseThrow();
      String value =
          measure
              .undefined()
              .map(reason -> "undefined: " + reason)
              .orElseGet(
                  () ->
                      Numbers.value(metric, measure)
                          + (measure.lower().isPresent()
                              ? ", " + Numbers.interval(metric, measure)
                              : ""));
      add(name, String.format("%-26s %s", Glossary.title(metric), value) + interval);
      name = "";
      interval = "";
    }
    if (evaluation.task() == Task.BINARY
        && Segments.value(evaluation.overall(), "recall").isPresent()) {
      Segments.value(evaluation.overall(), "selection_rate")
          .ifPresent(
              flagged ->
                  add("", String.format("%-26s %s", "Share flagged", Numbers.percent(flagged))));
    }
  }

  private void worst(Evaluation evaluation) {
    List<SurestWorst> worse =
        SurestWorst.of(evaluation).stream()
            .filter(entry -> entry.segment().verdict() == Verdict.WORSE)
            .toList();
    String name = "Worst";
    for (SurestWorst entry : worse.subList(0, Math.min(WORST, worse.size()))) {
      add(name, EvaluationWords.gap(entry));
      name = "";
    }
    if (worse.size() > WORST) {
      add("", "… and " + Numbers.count(worse.size() - WORST, "segment", "segments") + " more");
    }
    long few = EvaluationWords.count(evaluation, Verdict.TOO_FEW_ROWS);
    if (few > 0) {
      add("Too few", Numbers.count(few, "segment", "segments") + " cannot be judged");
    }
  }

  private void fairness(EvaluationReport report) {
    List<String> said = new ArrayList<>();
    FairnessHeadline.of(report.fairness())
        .ifPresent(sentence -> said.add(sentence.replaceFirst("^Fairness: ", "")));
    report
        .fairness()
        .ifPresent(
            found -> {
              found.verdictsOfGroups().stream().limit(2).forEach(said::add);
              said.addAll(found.verdictsOfSingleRows());
            });
    for (int at = 0; at < said.size(); at++) {
      add(at == 0 ? "Fairness" : "", Names.shown(said.get(at), SAID));
    }
  }

  private void slices(ConfirmedSlices slices) {
    List<ConfirmedSlices.ConfirmedSlice> confirmed =
        slices.slices().stream()
            .filter(slice -> slice.verdict() == ConfirmedSlices.Verdict.CONFIRMED)
            .toList();
    add(
        "Slices",
        slices.slices().isEmpty()
            ? "The search found none."
            : (confirmed.isEmpty() ? "none" : Numbers.count(confirmed.size()))
                + " of "
                + Numbers.count(slices.slices().size(), "slice", "slices")
                + " found in one half of the rows "
                + (confirmed.size() == 1 ? "is" : "are")
                + " confirmed in the other");
    confirmed.stream().limit(WORST).forEach(slice -> add("", Names.shown(slice.story(), STORY)));
  }

  private void comparison(ModelComparison comparison) {
    add("Baseline", comparison.overall().story());
    long worse =
        comparison.segments().stream()
            .filter(one -> one.verdict() == ModelComparison.Verdict.WORSE)
            .count();
    if (worse > 0) {
      add("", "worse than the baseline in " + Numbers.count(worse, "segment", "segments"));
    }
  }

  /** A labelled line, wrapped between words. */
  private void add(String name, String text) {
    StringBuilder line = new StringBuilder(label(name));
    int words = 0;
    for (String word : text.replace('\u00a0', ' ').split(" ", -1)) {
      if (words > 0 && line.length() + word.length() > WIDTH) {
        out.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(" ".repeat(INDENT));
      }
      line.append(word).append(' ');
      words++;
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static String label(String name) {
    return String.format("%-" + INDENT + "s", name);
  }
}
