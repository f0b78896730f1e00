package dev.holdout.sniff;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The encoding of a text.
 *
 * @param charset how its bytes are decoded
 * @param mark how many bytes the byte order mark has; 0 without one
 * @param evidence why
 */
record Encoding(Charset charset, int mark, String evidence) {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final int LOOKED = 4096;

  /** Whether a character takes two or four bytes. */
  boolean wide() {
    return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
  }

  static Encoding of(Sample sample) {
    byte[] head = sample.head();
    if (Magic.begins(head, 0xEF, 0xBB, 0xBF)) {
      return new Encoding(StandardCharsets.UTF_8, 3, "byte order mark of UTF-8");
    }
    if (Magic.begins(head, 0xFF, 0xFE, 0, 0)) {
      return new Encoding(Charset.forName("UTF-32LE"), 4, "byte order mark of UTF-32");
    }
    if (Magic.begins(head, 0, 0, 0xFE, 0xFF)) {
      return new Encoding(Charset.forName("UTF-32BE"), 4, "byte order mark of UTF-32");
    }
    if (Magic.begins(head, 0xFF, 0xFE)) {
      return new Encoding(StandardCharsets.UTF_16LE, 2, "byte order mark of UTF-16");
    }
    if (Magic.begins(head, 0xFE, 0xFF)) {
      return new Encoding(StandardCharsets.UTF_16BE, 2, "byte order mark of UTF-16");
    }
    Encoding wide = zeros(head);
    return wide != null ? wide : narrow(sample.utf8());
  }

  /** Wide text without a mark, by the zeros beside its letters; null for other text. */
  private static @org.jspecify.annotations.Nullable Encoding zeros(byte[] head) {
    int length = Math.min(LOOKED, head.length) / 4 * 4;
    int[] zeros = new int[4];
    for (int at = 0; at < length; at++) {
      zeros[at % 4] += head[at] == 0 ? 1 : 0;
    }
    int quarter = length / 4;
    if (quarter == 0) {
      return null;
    }
    String found =
        100L * (zeros[0] + zeros[1] + zeros[2] + zeros[3]) / length + " % of the bytes are zeros";
    boolean[] mostly = new boolean[4];
    boolean[] never = new boolean[4];
    for (int at = 0; at < 4; at++) {
      mostly[at] = zeros[at] > 0.7 * quarter;
      never[at] = zeros[at] < 0.1 * quarter;
    }
    if (mostly[1] && mostly[2] && mostly[3] && never[0]) {
      return new Encoding(Charset.forName("UTF-32LE"), 0, found);
    }
    if (mostly[0] && mostly[1] && mostly[2] && never[3]) {
      return new Encoding(Charset.forName("UTF-32BE"), 0, found);
    }
    if (mostly[1] && mostly[3] && never[0] && never[2]) {
      return new Encoding(StandardCharsets.UTF_16LE, 0, found);
    }
    return mostly[0] && mostly[2] && never[1] && never[3]
        ? new Encoding(StandardCharsets.UTF_16BE, 0, found)
        : null;
  }

  private static Encoding narrow(Utf8 bytes) {
    if (bytes.invalid() == 0) {
      return new Encoding(
          StandardCharsets.UTF_8,
          0,
          bytes.characters() == 0
              ? "no byte beyond ASCII"
              : bytes.characters() + " characters beyond ASCII, all of them valid UTF-8");
    }
    String found =
        bytes.invalid()
            + " bytes that are not UTF-8, the first in line "
            + bytes.firstInvalidLine();
    if (bytes.characters() > 3 * bytes.invalid()) {
      return new Encoding(
          StandardCharsets.UTF_8,
          0,
          bytes.characters() + " characters of UTF-8 beyond ASCII, but " + found);
    }
    boolean latin = bytes.undefined() > 0;
    return new Encoding(latin ? StandardCharsets.ISO_8859_1 : WINDOWS_1252, 0, found);
  }
}
