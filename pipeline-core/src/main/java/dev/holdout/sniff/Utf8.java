package dev.holdout.sniff;

/**
 * Counts, over bytes given piece by piece, the characters beyond ASCII that are valid UTF-8 and the
 * bytes that are not.
 */
final class Utf8 {
  private long characters;
  private long invalid;
  private long c1;
  private long undefined;
  private long lines;
  private long firstInvalidLine;
  private int missing;
  private int least;
  private int greatest;

  /** Takes so many bytes, which follow on those taken before. */
  void take(byte[] bytes, int count) {
    for (int at = 0; at < count; at++) {
      int here = bytes[at];
      if (here >= 0 && missing == 0) {
        if (here == '\n') {
          lines++;
        }
      } else {
        take(here & 0xFF);
      }
    }
  }

  /** The next bytes do not follow on those taken before; this one begins a piece. */
  void jump(byte[] piece, int count) {
    missing = 0;
    int at = 0;
    while (at < Math.min(count, 3) && (piece[at] & 0xC0) == 0x80) {
      at++;
    }
    byte[] rest = java.util.Arrays.copyOfRange(piece, at, count);
    take(rest, rest.length);
    missing = 0;
  }

  private void take(int here) {
    if (missing > 0) {
      if (here >= least && here <= greatest) {
        missing--;
        least = 0x80;
        greatest = 0xBF;
        characters += missing == 0 ? 1 : 0;
        return;
      }
      missing = 0;
      fail();
    }
    c1 += here >= 0x80 && here < 0xA0 ? 1 : 0;
    undefined +=
        here == 0x81 || here == 0x8D || here == 0x8F || here == 0x90 || here == 0x9D ? 1 : 0;
    least = 0x80;
    greatest = 0xBF;
    if (here == '\n') {
      lines++;
    }
    if (here < 0x80) {
      return;
    }
    if (here >= 0xC2 && here <= 0xDF) {
      missing = 1;
    } else if (here >= 0xE0 && here <= 0xEF) {
      missing = 2;
      least = here == 0xE0 ? 0xA0 : 0x80;
      greatest = here == 0xED ? 0x9F : 0xBF;
    } else if (here >= 0xF0 && here <= 0xF4) {
      missing = 3;
      least = here == 0xF0 ? 0x90 : 0x80;
      greatest = here == 0xF4 ? 0x8F : 0xBF;
    } else {
      fail();
    }
  }

  private void fail() {
    invalid++;
    if (firstInvalidLine == 0) {
      firstInvalidLine = lines + 1;
    }
  }

  /** Characters beyond ASCII. */
  long characters() {
    return characters;
  }

  /** Bytes that are no part of a character. */
  long invalid() {
    return invalid;
  }

  /** Bytes 128 to 159 that are no part of a character. */
  long c1() {
    return c1;
  }

  /** Bytes that windows-1252 does not define. */
  long undefined() {
    return undefined;
  }

  /** Line ends among the bytes. */
  long lines() {
    return lines;
  }

  /** The line of the first invalid byte, from 1; 0 if there is none. */
  long firstInvalidLine() {
    return firstInvalidLine;
  }
}
