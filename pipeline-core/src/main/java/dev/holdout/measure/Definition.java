package dev.holdout.measure;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a metric is: everything that reports, documentation and configuration say of it comes from
 * here.
 *
 * @param name snake case
 * @param title its name for people
 * @param formula how it is computed
 * @param range the values it can take
 * @param direction which way is better
 * @param undefinedWhen when it has no value
 * @param source where the definition comes from
 * @param digits after the point, in reports
 * @param uses what it may be used for beside being reported
 */
public record Definition(
    String name,
    String title,
    String formula,
    Range range,
    Direction direction,
    String undefinedWhen,
    String source,
    int digits,
    Set<Use> uses) {
  /** Digits after the point, where a metric needs neither more nor fewer. */
  public static final int DIGITS = 3;

  /** What a metric may be used for. */
  public enum Use {
    /** Candidates are chosen by it: {@code selection.metric}. */
    SELECT,
    /** Champion and challenger are compared by it: {@code gate.metric}. */
    GATE
  }

  public Definition {
    uses = Set.copyOf(uses);
  }

  /**
   * One with its name as the title and three digits, which is only reported; where it has a better
   * and a worse it may gate.
   */
  public Definition(
      String name,
      String formula,
      Range range,
      Direction direction,
      String undefinedWhen,
      String source) {
    this(name, sentence(name), formula, range, direction, undefinedWhen, source, DIGITS, Set.of());
  }

  private static String sentence(String name) {
    String words = name.replace('_', ' ');
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The same under another title. */
  public Definition titled(String other) {
    return new Definition(
        name, other, formula, range, direction, undefinedWhen, source, digits, uses);
  }

  /** The same with other digits after the point. */
  public Definition digits(int other) {
    return new Definition(
        name, title, formula, range, direction, undefinedWhen, source, other, uses);
  }

  /** The same for further uses. */
  public Definition to(Use first, Use... more) {
    EnumSet<Use> all = EnumSet.of(first, more);
    all.addAll(uses);
    return new Definition(
        name, title, formula, range, direction, undefinedWhen, source, digits, all);
  }
}
