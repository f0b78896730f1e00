package dev.holdout.report.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.holdout.measure.Measure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One definition of group fairness over the groups of one attribute or of several crossed.
 *
 * @param metric its name in snake case, such as {@code equalized_odds_difference}
 * @param title its name for people
 * @param attributes the protected attributes whose groups are compared
 * @param measure the figure
 * @param verdict what the evidence says
 * @param sentence the verdict in words, with the groups at the extremes
 * @param definition what the figure is, in a sentence
 * @param groups the groups and their figures that it was made of
 */
public record FairnessFigure(
    String metric,
    String title,
    List<String> attributes,
    Measure measure,
    Verdict verdict,
    String sentence,
    String definition,
    List<Group> groups) {
  public FairnessFigure {
    attributes = List.copyOf(attributes);
    groups = List.copyOf(groups);
  }

  /** What the evidence says. */
  public enum Verdict {
    /** The groups differ beyond noise. */
    VIOLATED("violated"),
    /** The groups do not differ beyond noise. */
    NOT_VIOLATED("not violated"),
    TOO_FEW_ROWS("too few rows to judge"),
    /** The figure describes. */
    NOT_JUDGED("not judged");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** In words, as in files. */
    @JsonValue
    public String words() {
      return words;
    }

    /** A name for styles. */
    public String style() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One group.
   *
   * @param group attribute → value, empty for null
   * @param rows its rows
   * @param positives of them positive
   * @param reference whether others are compared with it
   * @param figures what the definition compares, by name
   */
  public record Group(
      Map<String, Optional<String>> group,
      long rows,
      long positives,
      boolean reference,
      SortedMap<String, Measure> figures) {}
}
