package dev.holdout.table;

import dev.holdout.lineage.Json;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What stands in a folder that Holdout wrote, so that a later export knows what it may replace.
 *
 * @param files by path below the folder, empty folders with a slash at the end; the manifest itself
 *     is left out
 */
record Manifest(SortedMap<String, Entry> files) {
  /** Its name: readers of tables skip what begins with an underscore. */
  static final String NAME = "_holdout_export.json";

  /** Digests are taken of files in folders up to this size, since one machine reads them. */
  private static final long DIGESTED_BYTES = 1L << 30;

  Manifest {
    files = new TreeMap<>(files);
  }

  /** A file: its length and, in folders that are not too large, its SHA-256. */
  record Entry(long bytes, Optional<String> sha256) {}

  /** Of what is there now. */
  static Manifest of(FileSystem system, Path folder) throws IOException {
    SortedMap<String, FileStatus> found = new TreeMap<>();
    collect(system, folder, "", found);
    found.remove(NAME);
    boolean digested =
        found.values().stream().filter(FileStatus::isFile).mapToLong(FileStatus::getLen).sum()
            <= DIGESTED_BYTES;
    SortedMap<String, Entry> files = new TreeMap<>();
    for (var file : found.entrySet()) {
      files.put(
          file.getKey(),
          new Entry(
              file.getValue().isFile() ? file.getValue().getLen() : 0,
              digested && file.getValue().isFile()
                  ? Optional.of(sha256(system, file.getValue().getPath()))
                  : Optional.empty()));
    }
    return new Manifest(files);
  }

  static Manifest read(String json) {
    return Json.read(json, Manifest.class);
  }

  String json() {
    return Json.pretty(this);
  }

  /** The first file that another manifest does not have, or has otherwise. */
  Optional<String> beyond(Manifest other) {
    return files.entrySet().stream()
        .filter(file -> !file.getValue().equals(other.files.get(file.getKey())))
        .map(java.util.Map.Entry::getKey)
        .findFirst();
  }

  private static void collect(
      FileSystem system, Path folder, String below, SortedMap<String, FileStatus> found)
      throws IOException {
    for (FileStatus entry : system.listStatus(folder)) {
      String name = below + entry.getPath().getName();
      if (entry.isDirectory()) {
        int before = found.size();
        collect(system, entry.getPath(), name + "/", found);
        if (found.size() == before) {
          found.put(name + "/", entry);
        }
      } else {
        found.put(name, entry);
      }
    }
  }

  private static String sha256(FileSystem system, Path file) throws IOException {
    try (InputStream in = system.open(file)) {
      DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
      digested.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
