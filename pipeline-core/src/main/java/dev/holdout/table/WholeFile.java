package dev.holdout.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * One file that appears with all of its content or not at all, by the one atomic operation that its
 * file system has.
 *
 * <p>On the local file system and on HDFS the content goes to a draft beside the file, which one
 * rename (locally one hard link, where the file must be new) puts in place. Object stores show an
 * object when its upload is complete, so nothing is renamed there. Hadoop's layer of check files,
 * which renames a file and its check file one after the other, is bypassed.
 */
final class WholeFile {
  /** Stores whose objects are visible once complete, and whose renames are copies. */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "oss", "cosn", "obs");

  private final Configuration hadoop;
  private final FileSystem system;
  private final Path target;
  private final byte[] content;

  WholeFile(Path path, byte[] content, Configuration hadoop) throws IOException {
    this.hadoop = hadoop;
    this.system = system(path, hadoop);
    this.target = system.makeQualified(path);
    this.content = content;
  }

  /** The file system of a path, without Hadoop's layer of check files. */
  static FileSystem system(Path path, Configuration hadoop) throws IOException {
    FileSystem system = path.getFileSystem(hadoop);
    return system instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : system;
  }

  /** Where the layer of check files keeps what belongs to a file. */
  static Path checkFile(Path file) {
    return new Path(file.getParent(), "." + file.getName() + ".crc");
  }

  /** Puts the file in place of what is there, if anything is. */
  void replace() throws IOException {
    if (uploads()) {
      fill(system.create(target, true));
      return;
    }
    Path draft = draft();
    try {
      if (system instanceof RawLocalFileSystem local) {
        // Left by whoever wrote through the layer; it would belong to other content.
        local.delete(checkFile(target), false);
        Files.move(
            local.pathToFile(draft).toPath(),
            local.pathToFile(target).toPath(),
            StandardCopyOption.ATOMIC_MOVE);
      } else {
        renameOver(draft);
      }
    } catch (IOException e) {
      system.delete(draft, false);
      throw e;
    }
  }

  /**
   * Makes the file if there is none.
   *
   * @return whether it did
   */
  boolean create() throws IOException {
    if (system.exists(target)) {
      return false;
    }
    if (uploads()) {
      return upload();
    }
    Path draft = draft();
    try {
      if (system instanceof RawLocalFileSystem local) {
        return link(local, draft);
      }
      FileContext.getFileContext(target.toUri(), hadoop).rename(draft, target, Options.Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedFileSystemException e) {
      return exclusively();
    } finally {
      system.delete(draft, false);
    }
  }

  private boolean link(RawLocalFileSystem local, Path draft) throws IOException {
    try {
      Files.createLink(local.pathToFile(target).toPath(), local.pathToFile(draft).toPath());
      return true;
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return exclusively();
    }
  }

  /** For file systems without links or renames that refuse: killed here, it leaves no content. */
  private boolean exclusively() throws IOException {
    try {
      fill(system.create(target, false));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Uploads only if there is no such object when the upload ends, where the store can tell. */
  private boolean upload() throws IOException {
    try {
      FSDataOutputStreamBuilder<?, ?> upload = system.createFile(target);
      upload.overwrite(false);
      upload.opt(Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
      fill(upload.build());
      return true;
    } catch (IOException e) {
      if (system.exists(target)) {
        return false;
      }
      throw e;
    }
  }

  private void renameOver(Path draft) throws IOException {
    try {
      FileContext.getFileContext(target.toUri(), hadoop)
          .rename(draft, target, Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      // The best there is where no rename replaces.
      if (!system.rename(draft, target)) {
        system.delete(target, false);
        if (!system.rename(draft, target)) {
          throw new IOException("cannot rename " + draft.getName(), e);
        }
      }
    }
  }

  private boolean uploads() {
    return OBJECT_STORES.contains(String.valueOf(system.getUri().getScheme()));
  }

  private Path draft() throws IOException {
    Path draft = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    try {
      fill(system.create(draft, true));
      return draft;
    } catch (IOException e) {
      system.delete(draft, false);
      throw e;
    }
  }

  private void fill(FSDataOutputStream stream) throws IOException {
    try (OutputStream out = stream) {
      out.write(content);
      if (system instanceof RawLocalFileSystem) {
        stream.hsync();
      }
    } catch (FSError e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
