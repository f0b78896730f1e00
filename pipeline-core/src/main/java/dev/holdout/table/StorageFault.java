package dev.holdout.table;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.RootCause;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Failures of the place where things are stored: a full disk, a read-only mount, missing
 * permission, each as one sentence that names the place and the remedy. They reach Holdout in many
 * forms, from its own writes, Delta's commits and Spark's tasks alike.
 */
public final class StorageFault {
  private static final Pattern FULL =
      Pattern.compile(
          "No space left on device|not enough space on the disk|quota"
              + " exceeded|QuotaExceededException",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern READ_ONLY =
      Pattern.compile("Read-only file system|ReadOnlyFileSystemException");
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "Permission denied|AccessDeniedException|AccessControlException|Access Denied");

  /** What is said when a folder cannot be made, for whatever reason. */
  private static final Pattern NO_FOLDER =
      Pattern.compile(
          "Mkdirs failed|DELTA_CANNOT_CREATE_LOG_PATH|ParentNotDirectoryException|Parent path is"
              + " not a directory|not a directory|Not a directory");

  /** {@code /data/a.csv (Permission denied)}, as the JDK says it. */
  private static final Pattern NAMED =
      Pattern.compile("(/\\S[^\\n:]*?) \\((?:Permission denied|Read-only file system)\\)");

  private final Throwable failure;
  private final String root;
  private final String text;

  private StorageFault(Throwable failure, String root) {
    this.failure = failure;
    this.root = root;
    this.text =
        RootCause.causes(failure).stream().map(String::valueOf).collect(Collectors.joining("\n"));
  }

  /**
   * The failure in one sentence, if it is one of storage.
   *
   * @param root the workspace or folder that was written to; empty if none is known
   */
  public static Optional<HoldoutException> of(Throwable failure, String root) {
    return new StorageFault(failure, root).found();
  }

  private Optional<HoldoutException> found() {
    if (FULL.matcher(text).find()) {
      return Optional.of(full());
    }
    Optional<String> other = pathElsewhere();
    String place = other.orElse(root.isEmpty() ? "a file" : root);
    if (READ_ONLY.matcher(text).find()) {
      return Optional.of(readOnly(place));
    }
    if (FORBIDDEN.matcher(text).find()) {
      return Optional.of(forbidden(place));
    }
    return NO_FOLDER.matcher(text).find() ? local(root).flatMap(this::folder) : Optional.empty();
  }

  private HoldoutException full() {
    String temporary =
        System.getProperty("spark.local.dir", System.getProperty("java.io.tmpdir", "/tmp"));
    return new HoldoutException(
        ErrorCode.INTERNAL,
        "Cannot write to "
            + (root.isEmpty() ? "disk" : root)
            + ": the disk is full or a quota is used up ("
            + (root.isEmpty() ? "" : free(root).map(free -> free + " free there, ").orElse(""))
            + free(temporary).orElse("an unknown amount")
            + " free in Spark's temporary folder "
            + temporary
            + "). Free space, or choose another temporary folder with --conf spark.local.dir=…, and"
            + " run again: finished stages are kept.",
        failure);
  }

  private HoldoutException readOnly(String place) {
    return new HoldoutException(
        ErrorCode.CONFIGURATION,
        "Cannot write to "
            + place
            + ": found a read-only file system. Mount it writable, or name another place.",
        failure);
  }

  private HoldoutException forbidden(String place) {
    String user = System.getProperty("user.name", "this user");
    return new HoldoutException(
        ErrorCode.CONFIGURATION,
        "Cannot read or write "
            + place
            + ": found no permission for "
            + user
            + ". Give "
            + user
            + " the right to, or name another place.",
        failure);
  }

  /** Why no folder can be made below the root. */
  private Optional<HoldoutException> folder(Path folder) {
    Path nearest = folder.toAbsolutePath().normalize();
    while (nearest.getParent() != null && !Files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    if (!Files.isDirectory(nearest)) {
      return Optional.of(
          new HoldoutException(
              ErrorCode.CONFIGURATION,
              "Cannot write to "
                  + root
                  + ": found "
                  + (Files.exists(nearest) ? "a file at " : "nothing at ")
                  + nearest
                  + ", expected a folder. Name another place.",
              failure));
    }
    try {
      if (Files.getFileStore(nearest).isReadOnly()) {
        return Optional.of(readOnly(root));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Files.isWritable(nearest) ? Optional.empty() : Optional.of(forbidden(root));
  }

  /** The file that the failure names, if it is not below the root. */
  private Optional<String> pathElsewhere() {
    Matcher named = NAMED.matcher(text);
    Optional<String> path =
        named.find()
            ? Optional.of(named.group(1))
            : RootCause.causes(failure).stream()
                .filter(FileSystemException.class::isInstance)
                .map(cause -> ((FileSystemException) cause).getFile())
                .filter(file -> file != null && file.startsWith("/"))
                .findFirst();
    Optional<Path> base = local(root).map(Path::toAbsolutePath).map(Path::normalize);
    return path.filter(
        file -> root.isEmpty() || base.filter(Path.of(file).normalize()::startsWith).isEmpty());
  }

  private static Optional<String> free(String place) {
    return local(place)
        .map(Path::toAbsolutePath)
        .flatMap(
            path -> {
              Path nearest = path;
              while (nearest.getParent() != null && !Files.exists(nearest)) {
                nearest = nearest.getParent();
              }
              try {
                return Optional.of(
                    Files.getFileStore(nearest).getUsableSpace() / (1024 * 1024) + " MiB");
              } catch (IOException e) {
                return Optional.empty();
              }
            });
  }

  private static Optional<Path> local(String place) {
    String path = place.replaceFirst("^file:/+", "/");
    if (path.isEmpty() || path.matches("[a-zA-Z][a-zA-Z0-9+.-]+://?.*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
