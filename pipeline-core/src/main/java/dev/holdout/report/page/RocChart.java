package dev.holdout.report.page;

import dev.holdout.evaluate.Evaluation;
import dev.holdout.report.words.Numbers;
import dev.holdout.report.words.Segments;

/** True positive rate against false positive rate, with chance as the diagonal. */
final class RocChart {
  private RocChart() {}

  static Svg draw(Evaluation evaluation) {
    String auc =
        Segments.measure(evaluation.overall(), "roc_auc")
            .map(measure -> Numbers.value("roc_auc", measure))
            .orElse(Numbers.UNDEFINED);
    Plot plot =
        new Plot(
            "ROC curve, area " + auc + "; the diagonal is chance",
            Axis.unit("False positive rate"),
            Axis.unit("Recall (true positive rate)"));
    plot.line("reference", 0, 0, 1, 1).note("chance", 0.62, 0.62, "start", 6, 12);
    plot.curve("curve", evaluation.curves().roc());
    Segments.value(evaluation.overall(), "specificity")
        .ifPresent(
            specificity ->
                Segments.value(evaluation.overall(), "recall")
                    .ifPresent(
                        recall ->
                            plot.dot(
                                    "operating",
                                    1 - specificity,
                                    recall,
                                    5,
                                    "At the threshold: recall "
                                        + Numbers.decimal(recall, 3)
                                        + ", false positive rate "
                                        + Numbers.decimal(1 - specificity, 3))
                                .note(
                                    "at the threshold", 1 - specificity, recall, "start", 9, 12)));
    return plot.done();
  }
}
