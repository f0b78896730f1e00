package dev.holdout.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sentences on why rows went to quarantine: the reasons with their counts and an example of each.
 */
public final class QuarantineWords {
  private static final int SHOWN = 5;

  private QuarantineWords() {}

  /** A line for each of the most frequent reasons; none where every row was accepted. */
  public static List<String> reasons(Ingestion ingestion) {
    return reasons(ingestion.reasons(), ingestion.examples());
  }

  /** The most frequent reason on one line; empty where every row was accepted. */
  public static Optional<String> most(Ingestion ingestion) {
    int more = ingestion.reasons().size() - 1;
    return ingestion.reasons().stream()
        .findFirst()
        .map(count -> reason(count, List.of()))
        .map(reason -> reason + (more == 0 ? "" : ", and " + more + " more reasons"));
  }

  static List<String> reasons(
      List<Ingestion.ReasonCount> reasons, List<Ingestion.Example> examples) {
    List<String> lines = new ArrayList<>();
    reasons.stream().limit(SHOWN).forEach(count -> lines.add(reason(count, examples)));
    if (reasons.size() > SHOWN) {
      lines.add("… and " + (reasons.size() - SHOWN) + " more");
    }
    return lines;
  }

  private static String reason(Ingestion.ReasonCount count, List<Ingestion.Example> examples) {
    String example =
        examples.stream()
            .filter(at -> at.reason().equals(count.reason()) && at.column().equals(count.column()))
            .findFirst()
            .map(
                at ->
                    ", such as '"
                        + at.value()
                        + "' in "
                        + at.file()
                        + at.line().map(line -> ":" + line).orElse(""))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "%s%s: %,d rows%s",
        count.reason(),
        count.column().isEmpty() ? "" : " in column " + count.column(),
        count.rows(),
        example);
  }
}
