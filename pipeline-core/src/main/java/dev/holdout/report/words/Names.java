package dev.holdout.report.words;

import dev.holdout.decide.CalibratorKind;
import dev.holdout.evaluate.Evaluation.SegmentResult;
import dev.holdout.evaluate.Evaluation.Verdict;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names of segments, verdicts, methods and of things from the data, fit to be shown. */
public final class Names {
  /** How a null is shown as a segment's value. */
  public static final String MISSING = "(missing)";

  private static final int LONGEST = 120;

  private Names() {}

  /** A text from the data on one line, at most 120 characters, control characters made visible. */
  public static String shown(String text) {
    return shown(text, LONGEST);
  }

  /**
   * A text from the data on one line.
   *
   * @param longest the number of characters after which it is cut, with "…" in place of the rest
   */
  public static String shown(String text, int longest) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), longest));
    int length = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (length == longest - 1 && i < text.length()) {
        return shown.append('…').toString();
      }
      shown.appendCodePoint(visible(character));
      length++;
    }
    return shown.toString();
  }

  private static int visible(int character) {
    if ((character >= 0x202a && character <= 0x202e)
        || (character >= 0x2066 && character <= 0x2069)) {
      return '\u00b7'; // turns the direction of what follows
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL ->
          character == '\n' || character == '\r' || character == '\t' ? ' ' : '\u00b7';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.SURROGATE -> '\ufffd';
      default -> character;
    };
  }

  /** A segment as {@code region = North}; all of its columns where it has several. */
  public static String segment(SegmentResult result) {
    return segment(result.segment());
  }

  /** The same of columns and their values. */
  public static String segment(Map<String, Optional<String>> segment) {
    if (segment.isEmpty()) {
      return "all rows";
    }
    return segment.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> shown(entry.getKey()) + " = " + value(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** A segment's value; a null is {@value #MISSING}, and an empty text is said to be one. */
  public static String value(Optional<String> value) {
    return value.map(text -> text.isEmpty() ? "(empty text)" : shown(text)).orElse(MISSING);
  }

  /** A verdict in two or three words. */
  public static String verdict(Verdict verdict) {
    return switch (verdict) {
      case WORSE -> "worse";
      case NOT_WORSE -> "not worse";
      case TOO_FEW_ROWS -> "too few rows";
      case NOT_COMPARED -> "not compared";
    };
  }

  /** A calibrator in words. */
  public static String calibrator(CalibratorKind calibrator) {
    return switch (calibrator) {
      case AUTO -> "chosen by cross-fitted Brier score";
      case NONE -> "none: the scores are used as they are";
      case TEMPERATURE -> "temperature: log-odds divided by one number";
      case PLATT -> "Platt: a logistic curve through the scores";
      case BETA -> "beta: a curve of three parameters through the scores";
      case ISOTONIC -> "isotonic: a rising step function of the scores";
    };
  }

  /** How an interval was made, for people: {@code delong} → {@code DeLong}. */
  public static String method(String method) {
    return switch (method) {
      case "delong" -> "DeLong";
      case "wilson" -> "Wilson";
      case "modified-wilson" -> "Wilson, modified for few";
      case "clopper-pearson" -> "Clopper–Pearson";
      case "bca" -> "BCa bootstrap";
      case "percentile" -> "percentile bootstrap";
      case "rare-class" -> "by class, one being rare";
      case "corrected-resampled-t" -> "corrected resampled t";
      case "wald" -> "Wald";
      default -> shown(method).replace('_', ' ');
    };
  }

  /** The word in sentence case: the first letter raised, the rest untouched. */
  public static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** A text to stand within a sentence: without a full stop at its end. */
  public static String clause(String text, int longest) {
    String shown = shown(text.strip(), longest);
    return shown.endsWith(".") ? shown.substring(0, shown.length() - 1) : shown;
  }

  /** An identifier such as {@code random_forest} as words. */
  public static String words(String identifier) {
    return shown(identifier).replace('_', ' ');
  }
}
