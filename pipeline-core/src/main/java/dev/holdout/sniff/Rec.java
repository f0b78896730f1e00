package dev.holdout.sniff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a piece of text.
 *
 * @param fields its texts; of a damaged record what stands between the delimiters
 * @param line its first line in the piece, from 0
 * @param lines how many lines it has
 * @param problem what is wrong with it; null when nothing is
 */
record Rec(List<String> fields, int line, int lines, @Nullable String problem) {
  Rec {
    fields = List.copyOf(fields);
  }

  int width() {
    return fields.size();
  }

  /** How many fields have text. */
  int filled() {
    int filled = 0;
    for (String field : fields) {
      filled += field.isBlank() ? 0 : 1;
    }
    return filled;
  }

  boolean blank() {
    return filled() == 0;
  }

  /** The width without empty fields at its end. */
  int used() {
    int used = fields.size();
    while (used > 0 && fields.get(used - 1).isBlank()) {
      used--;
    }
    return used;
  }
}
