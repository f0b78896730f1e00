package dev.holdout.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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

  /**
   * The character set of text with such first bytes; empty if the bytes are those of other text.
   */
  public static Optional<Charset> charset(byte[] first) {
    return encoding(first)
        .map(
            name -> {
              // Of the letter A or a byte order mark the lower byte comes first, or the higher one.
              boolean little = first[0] != 0 && first[0] != (byte) 0xFE;
              boolean four = name.equals("UTF-32");
              return four
                  ? Charset.forName(little ? "UTF-32LE" : "UTF-32BE")
                  : little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            });
  }

  /** Whether an encoding of this name takes two or four bytes for each character. */
  public static boolean isWide(String encoding) {
    return encoding.toUpperCase(Locale.ROOT).matches("(X-)?UTF[-_]?(16|32).*");
  }

  /** How to go on with such a file. */
  public static String remedy(String encoding, String file) {
    return "Convert it: iconv -f " + encoding + " -t UTF-8 '" + file + "' > converted";
  }
}
