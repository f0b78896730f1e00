package dev.holdout.report.words;

import dev.holdout.audit.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a finding rests on: its figures, the limits of the audit beside them, and its rows. */
public final class FindingWords {
  private static final String SETTING = "audit.";

  /** What each limit of the audit means; the figure stands where {@code %s} is. */
  private static final Map<String, Limit> LIMITS =
      Map.ofEntries(
          Map.entry("leak_auc", new Limit(Unit.NUMBER, "a suspected leak from an AUC of %s")),
          Map.entry("suspect_auc", new Limit(Unit.NUMBER, "pointed at from an AUC of %s")),
          Map.entry("suspect_gap", new Limit(Unit.NUMBER, "a suspect from a gap of %s")),
          Map.entry("copy_purity", new Limit(Unit.SHARE, "a copy of the label from %s")),
          Map.entry("missingness_gap", new Limit(Unit.POINTS, "reported from a difference of %s")),
          Map.entry("drift_distance", new Limit(Unit.NUMBER, "reported from a distance of %s")),
          Map.entry("identifier_share", new Limit(Unit.SHARE, "names rows from %s distinct")),
          Map.entry("shared_share", new Limit(Unit.SHARE, "many from %s of the rows")),
          Map.entry(
              "time_correlation", new Limit(Unit.NUMBER, "reported from a correlation of %s")),
          Map.entry(
              "partition_auc", new Limit(Unit.NUMBER, "reported where the lower end is above %s")),
          Map.entry("late_share", new Limit(Unit.SHARE, "reported from %s of the rows")),
          Map.entry(
              "near_duplicates.similarity",
              new Limit(Unit.SHARE, "nearly equal from %s of the words in common")));

  private FindingWords() {}

  /**
   * A figure.
   *
   * @param name what it is, or what the limit means with its value; from the data
   * @param value the figure in digits; empty where {@code name} says it
   * @param setting the key of the pipeline file that sets the limit; empty for a figure that was
   *     counted
   */
  public record Part(String name, String value, Optional<String> setting) {
    /** All of it on one line: {@code rows of Test 10,012}. */
    public String text() {
      return (value.isEmpty() ? name : name + " " + value)
          + setting.map(key -> " (" + key + ")").orElse("");
    }
  }

  /** The figures in their order, with the limits after what was counted. */
  public static List<Part> figures(Finding finding) {
    List<Part> parts = new ArrayList<>();
    for (Finding.Figure figure : finding.figures()) {
      if (!figure.name().startsWith(SETTING)) {
        String name = Names.shown(figure.name());
        parts.add(new Part(name, Unit.of(name).counted(figure.value()), Optional.empty()));
      }
    }
    for (Finding.Figure figure : finding.figures()) {
      if (figure.name().startsWith(SETTING)) {
        Limit limit =
            LIMITS.getOrDefault(
                figure.name().substring(SETTING.length()), new Limit(Unit.NUMBER, "limit %s"));
        String set = limit.unit().set(figure.value());
        parts.add(
            new Part(
                limit.meaning().replace("%s", set), "", Optional.of(Names.shown(figure.name()))));
      }
    }
    return parts;
  }

  /** The figures as one line; empty if there are none. */
  public static String line(Finding finding) {
    return figures(finding).stream().map(Part::text).collect(Collectors.joining("; "));
  }

  /** The rows of an example by their keys: {@code Training 17, 21 with Test 4}. */
  public static String rows(Finding.Example example) {
    List<String> sides = new ArrayList<>();
    if (!example.training().isEmpty()) {
      sides.add("Training " + keys(example.training()));
    }
    if (!example.test().isEmpty()) {
      sides.add("Test " + keys(example.test()));
    }
    return String.join(" with ", sides);
  }

  private static String keys(List<String> keys) {
    return keys.stream().map(Names::shown).collect(Collectors.joining(", "));
  }

  /** What a limit means. */
  private record Limit(Unit unit, String meaning) {}

  /** What a figure is counted in. */
  private enum Unit {
    COUNT,
    SHARE,
    /** A difference of shares. */
    POINTS,
    NUMBER;

    static Unit of(String name) {
      if (name.startsWith("rows") || name.startsWith("distinct")) {
        return COUNT;
      }
      return name.contains("share") || name.startsWith("chance") ? SHARE : NUMBER;
    }

    /** A figure that was counted: three digits, and four where three would make it a whole one. */
    String counted(double value) {
      return switch (this) {
        case COUNT -> Numbers.count(Math.round(value));
        case SHARE -> Numbers.percent(value);
        case POINTS, NUMBER -> Numbers.decimal(value, value > 0.9995 && value < 1 ? 4 : 3);
      };
    }

    /** A figure that was set: no digits but those that someone wrote. */
    String set(double value) {
      return switch (this) {
        case SHARE -> plain(100 * value) + "\u00a0%";
        case POINTS -> plain(100 * value) + "\u00a0percentage points";
        case COUNT, NUMBER -> plain(value);
      };
    }

    private static String plain(double value) {
      return Numbers.decimal(value, 4).replaceFirst("\\.?0+$", "");
    }
  }
}
