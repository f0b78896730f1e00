package dev.holdout.contract;

/**
 * One file of a source as it was when it was listed. A file with the same path, size and time is
 * taken for the same file.
 *
 * @param path the full path; for a Delta or catalog table the table, its version and identity
 * @param root the path of the source specification that led to it
 * @param bytes its size as stored
 * @param modifiedMillis when it was last changed, in milliseconds since 1970
 * @param skipLines leading lines that are no data
 */
record SourceFile(String path, String root, long bytes, long modifiedMillis, int skipLines) {
  /** The path as people write it. */
  String shown() {
    return shown(path);
  }

  static String shown(String path) {
    return path.startsWith("file:/") ? "/" + path.substring(5).replaceFirst("^/+", "") : path;
  }
}
