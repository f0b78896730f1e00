package dev.holdout.table;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The workspace's plain files, on any file system that Hadoop knows: whole-file reads and writes,
 * checksums.
 */
public final class Files {
  private final Configuration hadoop;

  public Files(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** The file's text, or empty if there is no such file. */
  public Optional<String> read(String path) {
    try (InputStream in = WholeFile.system(new Path(path), hadoop).open(new Path(path))) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", path, e);
    }
  }

  /**
   * The record that a file holds as JSON, or empty if there is no such file.
   *
   * @param remedy a sentence: what to do where the file is damaged
   * @throws HoldoutException with {@link ErrorCode#CORRUPT_STATE} where it is, naming it
   */
  public <T> Optional<T> read(String path, Class<T> type, String remedy) {
    return read(path).map(text -> Json.stored(text, type, path, remedy));
  }

  /**
   * Writes a file so that readers see either all of it or what was there before, also when this
   * process is killed meanwhile or the disk is full.
   */
  public void write(String path, String text) {
    try {
      whole(path, text).replace();
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  /**
   * Makes a file only if there is none: of several that try, one succeeds. Like {@link #write}, it
   * is there with all of its text or not at all.
   *
   * @return whether this call made it
   */
  public boolean reserve(String path, String text) {
    try {
      return whole(path, text).create();
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  /** When the file was last written, by the clock of its store; empty if there is no such file. */
  public Optional<Instant> modifiedAt(String path) {
    try {
      return Optional.of(
          Instant.ofEpochMilli(system(path).getFileStatus(new Path(path)).getModificationTime()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", path, e);
    }
  }

  /** Names of the entries of a folder, sorted; none if there is no such folder. */
  public List<String> list(String path) {
    try {
      return Arrays.stream(system(path).listStatus(new Path(path)))
          .map(FileStatus::getPath)
          .map(Path::getName)
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw failed("list", path, e);
    }
  }

  /** The path with its file system, as Spark and Hadoop name it. */
  String absolute(String path) {
    return system(path).makeQualified(new Path(path)).toString();
  }

  /** Names of all files below a folder; none if there is no such folder. */
  Set<String> names(String folder) {
    Set<String> names = new HashSet<>();
    try {
      RemoteIterator<LocatedFileStatus> files = system(folder).listFiles(new Path(folder), true);
      while (files.hasNext()) {
        names.add(files.next().getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return Set.of();
    } catch (IOException e) {
      throw failed("list", folder, e);
    }
    return names;
  }

  /** Deletes a file or folder, if it is there. */
  public void delete(String path) {
    try {
      system(path).delete(new Path(path), true);
    } catch (IOException e) {
      throw failed("delete", path, e);
    }
  }

  /**
   * SHA-256 of every file below a folder, by path relative to it; none if there is no such folder.
   * The check files that Hadoop adds are left out.
   */
  public SortedMap<String, String> checksums(String folder) {
    SortedMap<String, String> checksums = new TreeMap<>();
    try {
      FileSystem system = system(folder);
      String root = system.makeQualified(new Path(folder)).toUri().getPath();
      RemoteIterator<LocatedFileStatus> files = system.listFiles(new Path(folder), true);
      while (files.hasNext()) {
        Path file = files.next().getPath();
        if (!file.getName().endsWith(".crc")) {
          String relative = file.toUri().getPath().substring(root.length() + 1);
          checksums.put(relative, sha256(system, file));
        }
      }
    } catch (FileNotFoundException e) {
      return Collections.emptySortedMap();
    } catch (IOException e) {
      throw failed("read", folder, e);
    }
    return Collections.unmodifiableSortedMap(checksums);
  }

  private static String sha256(FileSystem system, Path file) throws IOException {
    try (InputStream in = system.open(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (ChecksumException e) {
      return "damaged";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private WholeFile whole(String path, String text) throws IOException {
    return new WholeFile(new Path(path), text.getBytes(StandardCharsets.UTF_8), hadoop);
  }

  private FileSystem system(String path) {
    try {
      return new Path(path).getFileSystem(hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HoldoutException failed(String verb, String path, IOException cause) {
    return StorageFault.of(cause, path)
        .orElseGet(
            () ->
                new HoldoutException(
                    ErrorCode.INTERNAL,
                    "Cannot "
                        + verb
                        + " "
                        + path
                        + ": "
                        + cause.getMessage()
                        + ". Check that the workspace is reachable, writable and not full.",
                    cause));
  }
}
