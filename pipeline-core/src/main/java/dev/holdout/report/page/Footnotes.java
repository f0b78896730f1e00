package dev.holdout.report.page;

import dev.holdout.report.words.Names;
import java.util.ArrayList;
import java.util.List;

/** The reasons for what is undefined in one table; equal reasons share a number, from 1. */
final class Footnotes {
  private final List<String> reasons = new ArrayList<>();

  /** The number of a reason. */
  int number(String reason) {
    String shown = Names.shown(reason, 300);
    int at = reasons.indexOf(shown);
    if (at >= 0) {
      return at + 1;
    }
    reasons.add(shown);
    return reasons.size();
  }

  /** The reasons by number. */
  List<String> reasons() {
    return List.copyOf(reasons);
  }
}
