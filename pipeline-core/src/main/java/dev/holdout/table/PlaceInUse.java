package dev.holdout.table;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a verb reads or writes beside the folder that the user named for its results.
 *
 * @param what in words, such as {@code the workspace}
 * @param path a file, a folder or a pattern
 */
public record PlaceInUse(String what, String path) {
  private static final String ABOVE = "a folder above ";

  /** How a folder meets this place, in words; empty where the two have nothing in common. */
  Optional<String> meets(Location folder, Configuration hadoop) throws IOException {
    Path written;
    try {
      written = new Path(path);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    FileSystem system = WholeFile.system(written, hadoop);
    if (!system.exists(written)
        && path.matches(".*[*?\\[{].*")
        && matches(folder, system.makeQualified(written))) {
      return Optional.of("a folder that the pattern of " + what + " matches, " + path);
    }
    for (Location used : locations(system, written, hadoop)) {
      if (folder.within(used) || used.within(folder)) {
        String how = folder.equals(used) ? "" : folder.within(used) ? "a folder in " : ABOVE;
        return Optional.of(how + what + ", " + used.path());
      }
    }
    return Optional.empty();
  }

  /** The same for a folder in or at this place alone. */
  Optional<String> holds(Location folder, Configuration hadoop) throws IOException {
    return meets(folder, hadoop).filter(how -> !how.startsWith(ABOVE));
  }

  private static List<Location> locations(FileSystem system, Path written, Configuration hadoop)
      throws IOException {
    List<Location> locations = new ArrayList<>();
    FileStatus[] matched = system.exists(written) ? null : system.globStatus(written);
    if (matched == null || matched.length == 0) {
      locations.add(Location.of(written, hadoop));
    } else {
      for (FileStatus one : matched) {
        locations.add(Location.of(one.getPath(), hadoop));
      }
    }
    return locations;
  }

  /** Whether a pattern takes in the folder, or one that it is in, once that is there. */
  private static boolean matches(Location folder, Path pattern) {
    try {
      PathMatcher matcher =
          FileSystems.getDefault().getPathMatcher("glob:" + pattern.toUri().getPath());
      for (java.nio.file.Path at = folder.path(); at != null; at = at.getParent()) {
        if (matcher.matches(at)) {
          return true;
        }
      }
      return false;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
