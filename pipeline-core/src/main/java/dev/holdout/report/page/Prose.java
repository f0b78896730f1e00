package dev.holdout.report.page;

import java.util.ArrayList;
import java.util.List;

/** A sentence in pieces: what stands between backticks is a name, the rest are words. */
record Prose(List<Piece> pieces) {
  /** Words, or a name from the data or the pipeline file. */
  record Piece(String text, boolean name) {}

  /** A backtick without a partner stays what it is. */
  static Prose of(String sentence) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    while (from < sentence.length()) {
      int opens = sentence.indexOf('`', from);
      int closes = opens < 0 ? -1 : sentence.indexOf('`', opens + 1);
      if (closes < 0) {
        pieces.add(new Piece(sentence.substring(from), false));
        break;
      }
      if (opens > from) {
        pieces.add(new Piece(sentence.substring(from, opens), false));
      }
      pieces.add(new Piece(sentence.substring(opens + 1, closes), true));
      from = closes + 1;
    }
    return new Prose(pieces);
  }
}
