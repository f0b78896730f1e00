package dev.holdout.table;

import java.util.Optional;

/**
 * Text of two or four bytes for each character, by its first bytes: a byte order mark, or zeros
 * beside the letters. Text of which a line ends with the byte 10 alone has neither.
 */
public final class WideText {
  /** How many first bytes are looked at. */
  public static final int BYTES = 4;

  private WideText() {}

  /** The encoding's name; empty if the bytes are those of other text. */
  public static Optional<String> encoding(byte[] first) {
    int[] at = new int[BYTES];
    for (int i = 0; i < BYTES; i++) {
      at[i] = i < first.length ? first[i] & 0xFF : -1;
    }
    boolean little = at[0] == 0xFF && at[1] == 0xFE;
    boolean big = at[0] == 0xFE && at[1] == 0xFF;
    boolean zeros = (at[2] == 0 && at[3] == 0) || (at[0] == 0 && at[1] == 0);
    if (zeros && (little || at[0] == 0 || at[1] == 0)) {
      return Optional.of("UTF-32");
    }
    return little || big || at[0] == 0 || at[1] == 0 ? Optional.of("UTF-16") : Optional.empty();
  }

  /** How to go on with such a file. */
  public static String remedy(String encoding, String file) {
    return "Convert it: iconv -f " + encoding + " -t UTF-8 '" + file + "' > converted";
  }
}
