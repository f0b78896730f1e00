package dev.holdout.contract;

import dev.holdout.table.Paths;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;

/**
 * Files and folders that a pattern matches: {@code *}, {@code ?}, {@code [a-c]} and {@code {a,b}}
 * as Hadoop reads them. Hadoop's own search fails where any name that it meets has a colon.
 */
final class PathPattern {
  private static final Pattern PATTERN = Pattern.compile("[*?\\[{\\\\]");

  private PathPattern() {}

  /** What matches; none if nothing does. */
  static List<FileStatus> matches(FileSystem system, String pattern) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    for (String one : GlobExpander.expand(pattern)) {
      found.addAll(matching(system, system.makeQualified(Paths.of(one))));
    }
    return found;
  }

  private static List<FileStatus> matching(FileSystem system, Path pattern) throws IOException {
    Path above = pattern.getParent();
    if (above == null || !PATTERN.matcher(pattern.toUri().getPath()).find()) {
      return status(system, pattern);
    }
    GlobFilter filter = new GlobFilter(pattern.getName());
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus folder : matching(system, above)) {
      if (!filter.hasPattern()) {
        String name = pattern.getName().replaceAll("\\\\(.)", "$1");
        found.addAll(status(system, new Path(folder.getPath(), new Path(null, null, name))));
      } else if (folder.isDirectory()) {
        for (FileStatus child : system.listStatus(folder.getPath())) {
          if (filter.accept(child.getPath())) {
            found.add(child);
          }
        }
      }
    }
    return found;
  }

  private static List<FileStatus> status(FileSystem system, Path path) throws IOException {
    try {
      return List.of(system.getFileStatus(path));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
