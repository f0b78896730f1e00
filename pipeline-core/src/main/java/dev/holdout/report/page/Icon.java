package dev.holdout.report.page;

import dev.holdout.audit.Finding.Severity;
import dev.holdout.evaluate.Evaluation.Verdict;
import dev.holdout.report.words.Outcome;

/** Small pictures beside words that say the same; hidden from assistive technology. */
final class Icon {
  private Icon() {}

  static Svg of(Severity severity) {
    return switch (severity) {
      case HIGH -> warning();
      case MEDIUM -> diamond();
      case INFO -> info();
    };
  }

  static Svg of(Verdict verdict) {
    return switch (verdict) {
      case WORSE -> down();
      case NOT_WORSE -> check();
      case TOO_FEW_ROWS -> few();
      case NOT_COMPARED -> level();
    };
  }

  static Svg of(Outcome.Kind kind) {
    return switch (kind) {
      case PROMOTED -> check();
      case KEPT -> hold();
      case REFUSED -> warning();
    };
  }

  static Svg check() {
    return icon("M5 12.5l4.5 4.5L19 7.5");
  }

  private static Svg hold() {
    return icon("M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9.5 9v6M14.5 9v6");
  }

  static Svg warning() {
    return icon("M12 4L2.8 20h18.4zM12 10v4.5M12 17.2v.3");
  }

  private static Svg diamond() {
    return icon("M12 3l9 9l-9 9l-9-9zM12 8v5M12 15.7v.3");
  }

  private static Svg info() {
    return icon("M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 11v5.5M12 7.6v.3");
  }

  static Svg down() {
    return icon("M12 4v15M5.5 13l6.5 6.5l6.5-6.5");
  }

  static Svg level() {
    return icon("M5 9.5h14M5 14.5h14");
  }

  static Svg few() {
    return icon("M6 12v.3M12 12v.3M18 12v.3");
  }

  private static Svg icon(String path) {
    return new Svg()
        .open("svg", "class", "icon", "viewBox", "0 0 24 24", "aria-hidden", "true")
        .empty("path", "d", path)
        .close("svg");
  }
}
