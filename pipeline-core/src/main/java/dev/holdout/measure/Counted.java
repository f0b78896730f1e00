package dev.holdout.measure;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Sentences that begin with a count, whose words agree with it. */
public final class Counted {
  /** What most counts are of. */
  public static final String ROWS = "[row|rows]";

  private static final Pattern CHOICE = Pattern.compile("\\[([^|\\]]*)\\|([^\\]]*)]");

  private Counted() {}

  /**
   * The sentence.
   *
   * @param words such as {@code [row has|rows have] no label}: of each choice the first is for one
   */
  public static String of(long count, String words) {
    return String.format(Locale.ROOT, "%,d ", count) + words(count, words);
  }

  /** The words alone. */
  public static String words(long count, String words) {
    return CHOICE.matcher(words).replaceAll(count == 1 ? "$1" : "$2");
  }

  /** Adds the sentence, if there is anything to count. */
  public static void add(List<String> to, long count, String words) {
    if (count > 0) {
      to.add(of(count, words));
    }
  }
}
