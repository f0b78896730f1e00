package dev.holdout.report;

import static dev.holdout.report.Markdown.cells;
import static dev.holdout.report.Markdown.code;
import static dev.holdout.report.Markdown.text;

import dev.holdout.audit.Finding;
import dev.holdout.contract.Ingestion;
import dev.holdout.decide.DecisionReport;
import dev.holdout.evaluate.Evaluation;
import dev.holdout.learn.CrossValidation;
import dev.holdout.lineage.TableVersion;
import dev.holdout.measure.Measure;
import dev.holdout.measure.Task;
import dev.holdout.report.words.Attention;
import dev.holdout.report.words.CalibrationWords;
import dev.holdout.report.words.DecisionWords;
import dev.holdout.report.words.FindingWords;
import dev.holdout.report.words.Glossary;
import dev.holdout.report.words.LabelWords;
import dev.holdout.report.words.Looks;
import dev.holdout.report.words.Names;
import dev.holdout.report.words.NestedWords;
import dev.holdout.report.words.Numbers;
import dev.holdout.report.words.Outcome;
import dev.holdout.report.words.PredictionWords;
import dev.holdout.report.words.RebalancingWords;
import dev.holdout.report.words.Settings;
import dev.holdout.report.words.SplitWords;
import dev.holdout.report.words.WindowWords;
import dev.holdout.slice.ConfirmedSlices;
import dev.holdout.split.SplitReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The model card (after Mitchell et al. 2019): what a reviewer asks for, from the run's record
 * alone. What the record does not hold, such as the intended use, is asked of the owner and not
 * made up.
 */
final class ModelCard {
  private static final int MOST_FINDINGS = 200;

  private final RunReport report;
  private final Settings settings;
  private final Markdown card = new Markdown();

  private ModelCard(RunReport report) {
    this.report = report;
    this.settings = Settings.of(report);
  }

  static String of(RunReport report) {
    ModelCard writer = new ModelCard(report);
    writer.details();
    writer.use();
    writer.data();
    writer.metrics();
    new SegmentCard(report, writer.settings).write(writer.card);
    writer.limits();
    writer.making();
    writer.reproduction();
    return writer.card.toString();
  }

  private void details() {
    Outcome outcome = Outcome.of(report);
    card.heading(
        1,
        "Model card: " + Names.shown(report.pipeline()) + " version " + report.model().version());
    card.paragraph(
        "**"
            + outcome.kind().word()
            + ".** "
            + text(outcome.headline())
            + " "
            + text(outcome.because()));
    card.heading(2, "Model");
    List<List<String>> facts = new ArrayList<>();
    facts.add(cells("Reference", code(report.model().reference())));
    facts.add(cells("Made", text(Numbers.moment(report.model().createdAt()))));
    facts.add(cells("Run", code(report.run())));
    facts.add(cells("Learner and hyperparameters", code(report.model().candidate())));
    if (report.label().task() == Task.BINARY) {
      facts.add(
          cells(
              "Rebalancing",
              text(
                  report.rebalancing().map(RebalancingWords::of).orElse("None.")
                      + report.study().map(study -> " " + study.answer()).orElse(""))));
    }
    report.decision().ifPresent(decision -> addDecision(decision, facts));
    report
        .classDecision()
        .ifPresent(
            decision ->
                facts.add(
                    cells(
                        "Decision",
                        text(
                            PredictionWords.decision()
                                + " "
                                + PredictionWords.calibrator(decision)))));
    report
        .intervals()
        .ifPresent(
            intervals -> facts.add(cells("Intervals", text(PredictionWords.intervals(intervals)))));
    facts.add(cells("Columns read", Numbers.count(report.model().inputs().size())));
    card.table(List.of("", ""), facts);
  }

  private static void addDecision(DecisionReport decision, List<List<String>> facts) {
    Optional<DecisionWords> words = DecisionWords.of(decision);
    facts.add(cells("Calibration", text(Names.calibrator(decision.calibrator()))));
    facts.add(
        cells(
            "Decision",
            "positive when the score is at least "
                + Numbers.threshold(decision.threshold())
                + text(words.map(DecisionWords::thresholdInterval).orElse(""))
                + ": "
                + text(Names.shown(decision.rule(), 300))));
  }

  private void use() {
    card.heading(2, "Intended use");
    card.paragraph(
        report.label().task() == Task.BINARY
            ? "The model predicts whether "
                + code(report.label().column())
                + " is "
                + code(report.label().positive())
                + "."
            : text(LabelWords.predicts(report.label())) + ".");
    card.paragraph(
        "*To be written by the owner: who may use it, for which decisions, and for which not. The"
            + " pipeline's configuration does not say.*");
  }

  private void data() {
    Ingestion data = report.ingestion();
    SplitReport split = report.split();
    card.heading(2, "Data");
    if (report.label().task() == Task.BINARY) {
      binaryRows(split);
    } else {
      card.table(
          List.of("", "Rows:"),
          List.of(
              cells("Training", Numbers.count(split.training())),
              cells("Test", Numbers.count(split.test()))));
    }
    if (!split.classes().isEmpty()) {
      card.table(
          List.of("Class", "Training:", "Test:"),
          split.classes().stream()
              .map(
                  one ->
                      cells(
                          text(Names.shown(one.label())),
                          Numbers.count(one.training()),
                          Numbers.count(one.test())))
              .toList());
    }
    List<String> facts = new ArrayList<>();
    facts.add("Dataset: " + pinned(report.model().dataset()));
    facts.add("Split: " + pinned(report.model().split()));
    String repeated = SplitWords.repeatedRows(split);
    if (!repeated.isEmpty()) {
      facts.add(text(repeated));
    }
    split
        .numbers()
        .ifPresent(
            numbers -> {
              facts.add(text(LabelWords.spread("Training", numbers.training())));
              facts.add(text(LabelWords.spread("Test", numbers.test())));
            });
    facts.add(
        "Last ingest: "
            + Numbers.count(data.read(), "row", "rows")
            + " read = "
            + Numbers.count(data.accepted())
            + " accepted + "
            + Numbers.count(data.quarantined())
            + " in quarantine");
    report
        .windows()
        .ifPresent(
            windows ->
                facts.add(
                    text(
                        (WindowWords.made(windows)
                                + ". "
                                + WindowWords.label(windows)
                                + " "
                                + WindowWords.leftOut(windows))
                            .strip())));
    if (data.keyFromContent()) {
      facts.add(
          "The row key is made from the content of the row; "
              + Numbers.count(data.duplicateContents(), "row has", "rows have")
              + " a content that occurs more than once");
    }
    card.list(facts);
  }

  private void binaryRows(SplitReport split) {
    card.table(
        List.of("", "Rows:", "Positive:", "Share positive:"),
        List.of(
            cells(
                "Training",
                Numbers.count(split.training()),
                Numbers.count(split.trainingPositives()),
                Numbers.percent(split.trainingPositives(), split.training())),
            cells(
                "Test",
                Numbers.count(split.test()),
                Numbers.count(split.testPositives()),
                Numbers.percent(split.testPositives(), split.test()))));
  }

  private void metrics() {
    Evaluation evaluation = report.evaluation();
    card.heading(2, "Metrics on Test");
    card.paragraph(
        "n = "
            + Numbers.count(evaluation.rows())
            + (report.label().task() == Task.BINARY
                ? ", "
                    + Numbers.count(evaluation.overall().positives())
                    + " positive; threshold "
                    + Numbers.threshold(evaluation.threshold())
                : "")
            + ". "
            + text(Looks.sentences(report)));
    List<List<String>> rows =
        evaluation.overall().metrics().entrySet().stream()
            .sorted(Comparator.comparingInt(entry -> Glossary.order(entry.getKey())))
            .map(ModelCard::metric)
            .toList();
    card.table(
        List.of("Metric", "Value:", Names.sentence(settings.interval()) + ":", "Method"), rows);
  }

  private static List<String> metric(Map.Entry<String, Measure> entry) {
    Measure measure = entry.getValue();
    String undefined =
        measure.undefined().map(reason -> " " + text(Names.shown(reason))).orElse("");
    return cells(
        text(Glossary.title(entry.getKey())),
        Numbers.value(entry.getKey(), measure) + undefined,
        Numbers.interval(entry.getKey(), measure),
        text(measure.method().map(Names::method).orElse("")));
  }

  private void limits() {
    card.heading(2, "Findings and limits");
    List<String> limits = new ArrayList<>();
    for (Finding finding : report.findings().stream().limit(MOST_FINDINGS).toList()) {
      limits.add(
          "**"
              + finding.severity()
              + "** "
              + text(Names.shown(finding.title(), 400))
              + " "
              + text(Names.shown(finding.reason(), 600))
              + " *"
              + text(Names.shown(finding.remedy(), 600))
              + "*"
              + evidence(finding));
    }
    if (report.findings().isEmpty()) {
      limits.add("The audit found nothing.");
    }
    if (report.findings().size() > MOST_FINDINGS) {
      limits.add((report.findings().size() - MOST_FINDINGS) + " findings more in report.json.");
    }
    Attention.worse(report).stream()
        .limit(MOST_FINDINGS)
        .forEach(
            segment -> limits.add("**Worse segment** " + text(Names.shown(segment.story(), 300))));
    report.slices().stream()
        .flatMap(slices -> slices.slices().stream())
        .filter(slice -> slice.verdict() == ConfirmedSlices.Verdict.CONFIRMED)
        .forEach(
            slice -> limits.add("**Slice nobody named** " + text(Names.shown(slice.story(), 400))));
    report.fairness().stream()
        .flatMap(fairness -> fairness.verdicts().stream())
        .forEach(verdict -> limits.add("**Fairness** " + text(Names.shown(verdict, 400))));
    report.evaluation().notes().forEach(note -> limits.add(text(Names.shown(note, 400))));
    card.list(limits);
  }

  /** Figures and row keys, small print after the sentences. */
  private static String evidence(Finding finding) {
    String rows =
        finding.examples().stream().map(FindingWords::rows).collect(Collectors.joining("; "));
    return (finding.figures().isEmpty()
            ? ""
            : " Figures: " + text(FindingWords.line(finding)) + ".")
        + (rows.isEmpty() ? "" : " Row keys: " + text(rows) + ".");
  }

  private void making() {
    CrossValidation search = report.crossValidation();
    long failed =
        search.candidates().stream().filter(candidate -> candidate.failure().isPresent()).count();
    card.heading(2, "How it was made");
    List<String> facts = new ArrayList<>();
    facts.add(
        Numbers.count(search.candidates().size(), "candidate", "candidates")
            + " were compared by "
            + text(Glossary.title(search.metric()))
            + " over "
            + Numbers.count(report.split().folds().size(), "fold", "folds")
            + " of Training"
            + (failed == 0 ? "" : "; " + failed + " failed"));
    facts.add(text(Names.shown(search.reason(), 400)));
    search.nested().ifPresent(nested -> facts.add(text(NestedWords.figure(nested))));
    facts.add(
        "Preprocessing was fitted on each fold's training rows alone, then on all of Training.");
    report.decision().ifPresent(decision -> addDecisionFacts(decision, facts));
    report
        .intervals()
        .ifPresent(unused -> facts.add("Intervals: " + text(PredictionWords.method())));
    card.list(facts);
  }

  private static void addDecisionFacts(DecisionReport decision, List<String> facts) {
    decision
        .calibration()
        .ifPresent(calibration -> facts.add(text(CalibrationWords.choice(calibration))));
    facts.add(
        "Calibrator and threshold were learned from out-of-fold scores; Brier score before "
            + Numbers.decimal(decision.brierBefore(), 4)
            + decision
                .brierAfter()
                .map(after -> ", after, cross-fitted, " + Numbers.decimal(after, 4))
                .orElse(""));
    DecisionWords.of(decision)
        .ifPresent(
            words -> {
              facts.add(text(words.objective()));
              facts.add(text(words.mistakes()));
              words.comparisons().forEach(comparison -> facts.add(text(comparison)));
              words.review().forEach(sentence -> facts.add(text(sentence)));
            });
  }

  private void reproduction() {
    card.heading(2, "How to make it again");
    card.list(
        List.of(
            "Code: Holdout "
                + text(report.code().version())
                + ", commit "
                + code(report.code().commit()),
            "Built for Spark "
                + text(report.code().spark())
                + ", Delta "
                + text(report.code().delta())
                + ", Scala "
                + text(report.code().scala()),
            "Ran on Spark "
                + text(report.environment().spark())
                + " at "
                + code(report.environment().master())
                + ", JDK "
                + text(report.environment().jdk())
                + ", "
                + text(report.environment().os()),
            "Data: " + pinned(report.model().dataset()),
            "Split: " + pinned(report.model().split()),
            "Configuration: digest " + code(report.model().configuration()) + ", in full below"));
    card.block("", report.configuration());
  }

  private static String pinned(TableVersion table) {
    return code(table.reference())
        + ", "
        + Numbers.count(table.rows(), "row", "rows")
        + ", fingerprint "
        + code(table.fingerprint());
  }
}
