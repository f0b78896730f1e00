package dev.holdout.report;

import dev.holdout.audit.Finding;
import dev.holdout.contract.Ingestion;
import dev.holdout.contract.QuarantineWords;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.learn.CandidateResult.FoldMetric;
import dev.holdout.learn.CrossValidation;
import dev.holdout.lineage.StageRecord;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.report.words.Attention;
import dev.holdout.report.words.EvaluationWords;
import dev.holdout.report.words.FairnessHeadline;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.Looks;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.Numbers;
import dev.holdout.report.words.Outcome;
import dev.holdout.report.words.Segments;
import dev.holdout.report.words.Settings;
import dev.holdout.report.words.SplitWords;
import dev.holdout.report.words.StudyWords;
import dev.holdout.report.words.WindowWords;
import dev.holdout.split.SplitReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run on one screen of a terminal: at most 30 lines of 100 columns of plain text, without control
 * characters. Only the path of the report may be longer than a line, since it must be usable.
 */
public final class Summary {
  private static final int WIDTH = 100;
  private static final int INDENT = 10;
  private static final int SHOWN = 3;
  private static final int STAGE_LINES = 4;
  private static final int STUDY_LINES = 4;
  private static final List<String> METRICS =
      List.of("roc_auc", "average_precision", "recall", "precision", "brier", "ece");

  private final RunReport report;
  private final StringBuilder out = new StringBuilder(2048);

  private Summary(RunReport report) {
    this.report = report;
  }

  /**
   * Writes the summary.
   *
   * @param path where the page is
   */
  public static String of(RunReport report, String path) {
    Summary summary = new Summary(report);
    summary.verdict();
    summary.data();
    summary.findings();
    summary.winner();
    summary.study();
    summary.test();
    summary.segments();
    summary.fairness();
    summary.stages();
    summary.out.append(label("Report")).append(path).append('\n');
    return summary.out.toString();
  }

  private void verdict() {
    Outcome outcome = Outcome.of(report);
    add("Verdict", outcome.kind().word().toUpperCase(Locale.ROOT) + ". " + outcome.headline());
    outcome.reasons().stream().limit(2).forEach(reason -> wrap("", reason));
  }

  private void data() {
    Ingestion data = report.ingestion();
    SplitReport split = report.split();
    add(
        "Data",
        Numbers.count(data.read())
            + " rows read = "
            + Numbers.count(data.accepted())
            + " accepted + "
            + Numbers.count(data.quarantined())
            + " in quarantine; "
            + data.dataset().reference());
    QuarantineWords.most(data).ifPresent(reason -> wrap("", reason));
    report
        .windows()
        .ifPresent(
            windows -> {
              long leftOut = windows.censored() + windows.unlabelled();
              wrap(
                  "",
                  WindowWords.made(windows)
                      + (leftOut == 0 ? "" : "; " + Numbers.count(leftOut) + " left out"));
            });
    add(
        "Split",
        "Training "
            + Numbers.count(split.training())
            + positive(split.trainingPositives(), split.training())
            + ", Test "
            + Numbers.count(split.test())
            + positive(split.testPositives(), split.test()));
    String repeated = SplitWords.repeatedRows(split);
    if (!repeated.isEmpty()) {
      wrap("", repeated);
    }
  }

  private boolean binary() {
    return report.label().task() == Task.BINARY;
  }

  private String positive(long positives, long rows) {
    return binary() ? " (" + Numbers.percent(positives, rows) + " positive)" : "";
  }

  private void findings() {
    List<String> counts = new ArrayList<>();
    for (Finding.Severity severity : Finding.Severity.values()) {
      int count = Attention.findings(report, severity).size();
      if (count > 0) {
        counts.add(count + " " + severity.name().toLowerCase(Locale.ROOT));
      }
    }
    add("Findings", counts.isEmpty() ? "none" : String.join(", ", counts));
    report.findings().stream()
        .limit(SHOWN)
        .forEach(finding -> wrap(String.format("%-7s", finding.severity()), finding.title()));
  }

  private void winner() {
    CrossValidation search = report.crossValidation();
    Optional<FoldMetric> metric =
        search.candidates().stream()
            .filter(candidate -> candidate.id().equals(search.selected()))
            .findFirst()
            .map(candidate -> candidate.metrics().get(search.metric()));
    long failed =
        search.candidates().stream().filter(candidate -> candidate.failure().isPresent()).count();
    int digits =
        metric
            .map(folds -> Numbers.digits(search.metric(), folds.mean()))
            .orElse(Numbers.digits(search.metric()));
    add(
        "Winner",
        search.selected()
            + " of "
            + Numbers.count(search.candidates().size(), "candidate", "candidates")
            + (failed == 0 ? "" : ", " + failed + " failed"));
    metric.ifPresent(
        folds ->
            add(
                "",
                Glossary.title(search.metric())
                    + " "
                    + Numbers.decimal(folds.mean(), digits)
                    + ", sd "
                    + Numbers.decimal(folds.standardDeviation(), digits)
                    + ", over "
                    + Numbers.count(folds.folds().size(), "fold", "folds")));
  }

  private void study() {
    report
        .study()
        .ifPresent(
            study -> {
              wrapStudy("Study", plain(study.answer(), WIDTH * STUDY_LINES));
              List<String> failed = StudyWords.notCompared(study);
              if (!failed.isEmpty()) {
                wrapStudy("", plain(String.join("; ", failed), WIDTH * STUDY_LINES));
              }
            });
  }

  private void wrapStudy(String label, String answer) {
    int room = WIDTH - INDENT;
    String rest = answer;
    for (int line = 1; line <= STUDY_LINES && !rest.isEmpty(); line++) {
      int blank = rest.lastIndexOf(' ', room);
      boolean ends = rest.length() <= room || line == STUDY_LINES;
      int cut = ends ? rest.length() : blank > room / 2 ? blank : room;
      add(line == 1 ? label : "", rest.substring(0, cut));
      rest = rest.substring(cut).strip();
    }
  }

  private void test() {
    Settings settings = Settings.of(report);
    add(
        "Test",
        Numbers.count(report.evaluation().rows(), "row", "rows")
            + (binary() ? ", threshold " + Numbers.threshold(report.evaluation().threshold()) : "")
            + "; value and "
            + settings.interval());
    if (report.testOpenings() > 1 || report.evaluation().reuse().isPresent()) {
      add("", Names.sentence(Looks.brief(report)));
    }
    List<String> cells =
        (binary() ? METRICS : EvaluationWords.mainMetrics(report.evaluation(), 6))
            .stream()
                .flatMap(
                    metric ->
                        Segments.measure(report.evaluation().overall(), metric)
                            .map(measure -> figure(metric, measure))
                            .stream())
                .toList();
    columns(cells, 2, 3);
  }

  private static String figure(String metric, Measure measure) {
    String evidence = measure.undefined().orElseGet(() -> Numbers.interval(metric, measure));
    String title = metric.equals("ece") ? "Calibration error" : Glossary.title(metric);
    return String.format("%-18s %7s  %s", title, Numbers.value(metric, measure), evidence);
  }

  private void segments() {
    List<SegmentResult> all = report.evaluation().segments();
    if (all.isEmpty()) {
      return;
    }
    List<SegmentResult> worse = Attention.worse(report);
    long few = all.stream().filter(segment -> segment.verdict() == Verdict.TOO_FEW_ROWS).count();
    add(
        "Segments",
        Numbers.count(all.size())
            + ": "
            + (worse.isEmpty() ? "none" : Numbers.count(worse.size()))
            + " worse than the rest"
            + (few == 0 ? "" : ", " + Numbers.count(few) + " with too few rows to judge"));
    worse.stream().limit(SHOWN).forEach(segment -> add("", worse(segment)));
  }

  private void fairness() {
    FairnessHeadline.of(report.fairness())
        .ifPresent(sentence -> add("Fairness", sentence.replaceFirst("^Fairness: ", "")));
  }

  /** The segment with the metric in which it is worse most surely. */
  private static String worse(SegmentResult segment) {
    Optional<String> gap =
        segment.gaps().entrySet().stream()
            .filter(entry -> entry.getValue().worse())
            .min(Comparator.comparingDouble(entry -> entry.getValue().pAdjusted()))
            .map(
                entry ->
                    Glossary.title(entry.getKey())
                        + " "
                        + Numbers.difference(entry.getKey(), entry.getValue().difference()));
    return Names.segment(segment) + gap.map(figure -> ": " + figure).orElse("");
  }

  private void stages() {
    double sum = report.stages().stream().mapToDouble(StageRecord::seconds).sum();
    add(
        "Stages",
        Numbers.seconds(report.seconds())
            + " in all, "
            + Numbers.seconds(sum)
            + " in stages (* used again)");
    List<String> cells =
        report.stages().stream()
            .map(
                stage ->
                    String.format(
                        "%-16s %9s%s",
                        Names.shown(stage.stage(), 16),
                        Numbers.seconds(stage.seconds()),
                        stage.reused() ? " *" : ""))
            .toList();
    columns(cells, 3, STAGE_LINES);
  }

  /** Cells in columns, filled downward; what does not fit is counted in the last cell. */
  private void columns(List<String> cells, int columns, int mostLines) {
    int room = columns * mostLines;
    List<String> shown = new ArrayList<>(cells.subList(0, Math.min(cells.size(), room)));
    if (cells.size() > room) {
      shown.set(room - 1, "and " + (cells.size() - room + 1) + " more");
    }
    int lines = (shown.size() + columns - 1) / columns;
    int width = (WIDTH - INDENT) / columns;
    for (int line = 0; line < lines; line++) {
      StringBuilder text = new StringBuilder();
      for (int at = line; at < shown.size(); at += lines) {
        text.append(String.format("%-" + width + "s", Names.shown(shown.get(at), width - 1)));
      }
      add("", text.toString().stripTrailing());
    }
  }

  private void add(String name, String text) {
    out.append(label(name)).append(plain(text, WIDTH - INDENT)).append('\n');
  }

  /** A text on at most two lines, the first behind a word, broken at a blank where there is one. */
  private void wrap(String word, String text) {
    int room = WIDTH - INDENT - word.length();
    String all = plain(text, 2 * room);
    int blank = all.length() <= room ? -1 : all.lastIndexOf(' ', room);
    int cut = all.length() <= room ? all.length() : blank > room / 2 ? blank : room;
    add("", word + all.substring(0, cut));
    if (cut < all.length()) {
      add("", " ".repeat(word.length()) + all.substring(cut).strip());
    }
  }

  private static String plain(String text, int longest) {
    return Names.shown(text, longest).replace('\u00a0', ' ');
  }

  private static String label(String name) {
    return String.format("%-" + INDENT + "s", name);
  }
}
