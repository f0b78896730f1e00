package dev.holdout.table;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder that the user named for results, once it is known that nothing of anybody's is lost by
 * writing there: it is not the current folder or above it, not in or above a place that is in use,
 * and it is new, empty, or holds what an export wrote and nothing else.
 */
public record OwnFolder(FileSystem system, Path path) {
  private static final String PATH = "the path of a folder, with ./ before a name that has a colon";

  /**
   * Checks a folder that is to be replaced as a whole.
   *
   * @param inUse what else the verb reads and writes
   * @throws HoldoutException with code {@code USAGE}
   */
  static OwnFolder replaceable(String folder, List<PlaceInUse> inUse, Configuration hadoop) {
    OwnFolder own = apart(folder, inUse, hadoop);
    try {
      own.foreign()
          .ifPresent(
              found -> {
                throw refused(
                    folder,
                    found,
                    "a new or empty folder, or one that holds an earlier export and nothing else");
              });
    } catch (IOException e) {
      throw unreachable(folder, e);
    }
    return own;
  }

  /**
   * Checks a folder of which some files are replaced and all others stay.
   *
   * @param names those that are replaced
   * @param ours says whether what is there has been written by Holdout
   * @param source what is read; the folder is not in it
   * @throws HoldoutException with code {@code USAGE}
   */
  public static void shared(
      String folder,
      List<String> names,
      BooleanSupplier ours,
      PlaceInUse source,
      Configuration hadoop) {
    try {
      Path path = new Path(folder);
      Location location = Location.of(path, hadoop);
      FileSystem system = WholeFile.system(path, hadoop);
      if (system.exists(path) && !system.getFileStatus(path).isDirectory()) {
        throw refused(folder, "a file of that name", "a folder");
      }
      Optional<String> meeting =
          source.holds(location, hadoop).or(() -> workspaceAround(system, path));
      if (meeting.isPresent()) {
        throw refused(folder, meeting.get(), "a folder of its own");
      }
      for (String name : names) {
        if (system.exists(new Path(path, name)) && !ours.getAsBoolean()) {
          throw refused(
              folder,
              name + ", which Holdout did not write",
              "a folder that has none of that name");
        }
      }
    } catch (IllegalArgumentException e) {
      throw refused(folder, String.valueOf(e.getMessage()), PATH);
    } catch (IOException e) {
      throw unreachable(folder, e);
    }
  }

  /** A workspace that the folder is in, in words: what it holds there Holdout may make anew. */
  private static Optional<String> workspaceAround(FileSystem system, Path path) {
    try {
      for (Path at = system.makeQualified(path).getParent(); at != null; at = at.getParent()) {
        if (system.exists(new Path(at, "runs/runs/_delta_log"))) {
          return Optional.of("a folder in the workspace " + at.toUri().getPath());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unreachable(path.toString(), e);
    }
  }

  /** Checks where a folder is, and not what it holds. */
  static OwnFolder apart(String folder, List<PlaceInUse> inUse, Configuration hadoop) {
    if (folder.isBlank()) {
      throw refused(folder, "an empty name", "a folder");
    }
    try {
      Path path = new Path(folder);
      Location location = Location.of(path, hadoop);
      if (Location.current(hadoop).within(location)) {
        throw refused(folder, "the current folder or one above it", "a folder of its own");
      }
      for (PlaceInUse place : inUse) {
        Optional<String> meeting = place.meets(location, hadoop);
        if (meeting.isPresent()) {
          throw refused(folder, meeting.get(), "a folder of its own");
        }
      }
      Path real =
          new Path(
              path.toUri().getScheme(), path.toUri().getAuthority(), location.path().toString());
      return new OwnFolder(WholeFile.system(path, hadoop), real);
    } catch (IllegalArgumentException e) {
      throw refused(folder, String.valueOf(e.getMessage()), PATH);
    } catch (IOException e) {
      throw unreachable(folder, e);
    }
  }

  /** What is there that no export wrote, in words; empty if there is nothing of that kind. */
  private Optional<String> foreign() throws IOException {
    if (!system.exists(path)) {
      return Optional.empty();
    }
    FileStatus status = system.getFileStatus(path);
    if (!status.isDirectory()) {
      return Optional.of("a file of that name");
    }
    Manifest found = Manifest.of(system, path);
    Manifest written = manifest().orElse(new Manifest(new TreeMap<>()));
    return found
        .beyond(written)
        .map(
            file ->
                written.files().containsKey(file)
                    ? file + ", which was changed since Holdout exported it"
                    : file + ", which no export of Holdout wrote");
  }

  private Optional<Manifest> manifest() throws IOException {
    Path file = new Path(path, Manifest.NAME);
    if (!system.exists(file)) {
      return Optional.empty();
    }
    try (var in = system.open(file)) {
      return Optional.of(Manifest.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  static HoldoutException refused(String folder, String found, String expected) {
    return new HoldoutException(
        ErrorCode.USAGE,
        "Cannot write into "
            + folder
            + ": found "
            + found
            + ", expected "
            + expected
            + ". Nothing was changed. Name another folder with --out.");
  }

  private static HoldoutException unreachable(String folder, IOException cause) {
    return new HoldoutException(
        ErrorCode.USAGE,
        "Cannot write into "
            + folder
            + ": found "
            + cause.getMessage()
            + ", expected a folder that can be reached. Check the path and its permissions.",
        cause);
  }
}
