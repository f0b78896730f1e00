package dev.holdout.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Where a path leads, whatever way it is written: relative or absolute, with dots, slashes at its
 * end, {@code file:} before it, or links on the way.
 *
 * @param system the file system
 * @param path absolute
 */
record Location(String system, Path path) {
  static Location of(org.apache.hadoop.fs.Path path, Configuration hadoop) throws IOException {
    FileSystem system = WholeFile.system(path, hadoop);
    if (system instanceof RawLocalFileSystem local) {
      return new Location(local.getUri().toString(), real(local.pathToFile(path).toPath()));
    }
    String absolute = system.makeQualified(path).toUri().getPath();
    return new Location(system.getUri().toString(), Path.of(absolute).normalize());
  }

  /** The folder that this process works in. */
  static Location current(Configuration hadoop) throws IOException {
    return new Location(
        WholeFile.system(new org.apache.hadoop.fs.Path("file:///"), hadoop).getUri().toString(),
        real(Path.of("")));
  }

  /** Whether this is the other or below it. */
  boolean within(Location other) {
    return system.equals(other.system) && path.startsWith(other.path);
  }

  /** Links are followed as far as the path exists. */
  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path there = absolute;
    while (!Files.exists(there)) {
      Optional<Path> above = Optional.ofNullable(there.getParent());
      if (above.isEmpty()) {
        return absolute;
      }
      there = above.get();
    }
    return there.toRealPath().resolve(there.relativize(absolute)).normalize();
  }
}
