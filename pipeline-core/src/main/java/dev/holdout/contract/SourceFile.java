package dev.holdout.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One file of a source as it was when it was listed.
 *
 * <p>A file with the path, size and time of another is taken for the same file. So is one with the
 * same content under another path or time, unless the values of partition columns in its path
 * differ.
 *
 * @param path the full path; for a Delta or catalog table the table, its version and identity
 * @param root the path of the source specification that led to it
 * @param bytes its size as stored
 * @param modifiedMillis when it was last changed, in milliseconds since 1970
 * @param skipLines leading lines that are no data
 * @param digest of its bytes; empty where they were not read
 */
record SourceFile(
    String path,
    String root,
    long bytes,
    long modifiedMillis,
    int skipLines,
    Optional<String> digest) {
  /** A file whose bytes were not read. */
  SourceFile(String path, String root, long bytes, long modifiedMillis, int skipLines) {
    this(path, root, bytes, modifiedMillis, skipLines, Optional.empty());
  }

  SourceFile with(String found) {
    return new SourceFile(path, root, bytes, modifiedMillis, skipLines, Optional.of(found));
  }

  /** The same file with more or fewer lines before its rows. */
  SourceFile skipping(int lines) {
    return new SourceFile(path, root, bytes, modifiedMillis, lines, digest);
  }

  /** That the file cannot be read as it is. */
  HoldoutException refused(String found, String expected, String remedy) {
    return new HoldoutException(
        ErrorCode.DATA_CONTRACT,
        "Cannot read " + shown() + ": found " + found + ", expected " + expected + ". " + remedy);
  }

  /** What is equal for a file that nobody touched. */
  @JsonIgnore
  String stamp() {
    return String.join("\n", path, bytes + " " + modifiedMillis + " " + skipLines);
  }

  /** What is equal for files with equal rows; the stamp where the bytes were not read. */
  @JsonIgnore
  String content() {
    return digest
        .map(bytesRead -> String.join("\n", bytesRead, bytes + " " + skipLines, partitionValues()))
        .orElseGet(this::stamp);
  }

  private String partitionValues() {
    return partitionFolders().stream().map(folder -> folder + "/").collect(Collectors.joining());
  }

  /** Folders below the root such as {@code year=2020}. */
  @JsonIgnore
  List<String> partitionFolders() {
    int from = path.startsWith(root) ? root.length() : 0;
    String folders = path.substring(from, Math.max(from, path.lastIndexOf('/')));
    return Arrays.stream(folders.split("/", -1)).filter(name -> name.indexOf('=') > 0).toList();
  }

  /** The path as people write it. */
  String shown() {
    return shown(path);
  }

  static String shown(String path) {
    return path.startsWith("file:/") ? "/" + path.substring(5).replaceFirst("^/+", "") : path;
  }
}
