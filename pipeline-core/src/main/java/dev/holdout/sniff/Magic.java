package dev.holdout.sniff;

/** First bytes by which formats are known. */
final class Magic {
  private Magic() {}

  static boolean begins(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int at = 0; at < magic.length; at++) {
      if ((bytes[at] & 0xFF) != magic[at]) {
        return false;
      }
    }
    return true;
  }
}
