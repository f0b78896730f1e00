package dev.holdout.sniff;

/** How the bytes of a file are packed, by its first bytes. */
public enum Packing {
  NONE(""),
  GZIP("gzip"),
  ZIP("a zip archive"),
  BZIP2("bzip2"),
  ZSTD("Zstandard"),
  XZ("xz"),
  LZ4("LZ4"),
  SEVEN_ZIP("a 7-Zip archive");

  private final String shown;

  Packing(String shown) {
    this.shown = shown;
  }

  /** The name that messages use; empty for {@link #NONE}. */
  public String shown() {
    return shown;
  }

  /** The packing of a file that begins with these bytes. */
  public static Packing of(byte[] first) {
    if (Magic.begins(first, 0x1f, 0x8b)) {
      return GZIP;
    }
    if (Magic.begins(first, 'P', 'K', 3, 4) || Magic.begins(first, 'P', 'K', 5, 6)) {
      return ZIP;
    }
    if (Magic.begins(first, 'B', 'Z', 'h')
        && first.length > 3
        && first[3] >= '1'
        && first[3] <= '9'
        && (first.length < 10
            || (first[4] == 0x31 && first[5] == 0x41 && first[6] == 0x59)
            || (first[4] == 0x17 && first[5] == 0x72 && first[6] == 0x45))) {
      return BZIP2;
    }
    if (Magic.begins(first, 0x28, 0xb5, 0x2f, 0xfd)) {
      return ZSTD;
    }
    if (Magic.begins(first, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return XZ;
    }
    if (Magic.begins(first, 0x04, 0x22, 0x4d, 0x18)) {
      return LZ4;
    }
    return Magic.begins(first, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c) ? SEVEN_ZIP : NONE;
  }
}
