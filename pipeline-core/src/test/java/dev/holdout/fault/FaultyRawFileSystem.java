package dev.holdout.fault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.Arrays;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;

/** Local files; whatever changes them is admitted by the disk first. */
final class FaultyRawFileSystem extends RawLocalFileSystem {
  @Override
  public URI getUri() {
    return URI.create(FaultyDisk.SCHEME + ":///");
  }

  @Override
  protected OutputStream createOutputStream(Path file, boolean append) throws IOException {
    admit(Operation.Kind.CREATE, file);
    return new Admitted(super.createOutputStream(file, append), file);
  }

  @Override
  protected OutputStream createOutputStreamWithMode(
      Path file, boolean append, @Nullable FsPermission permission) throws IOException {
    admit(Operation.Kind.CREATE, file);
    return new Admitted(super.createOutputStreamWithMode(file, append, permission), file);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    admit(Operation.Kind.RENAME, to);
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    admit(Operation.Kind.DELETE, path);
    return super.delete(path, recursive);
  }

  @Override
  protected boolean mkOneDirWithMode(
      Path path, java.io.File file, @Nullable FsPermission permission) throws IOException {
    if (!file.isDirectory()) {
      admit(Operation.Kind.MKDIRS, path);
    }
    return super.mkOneDirWithMode(path, file, permission);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return plain(super.getFileStatus(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return Arrays.stream(super.listStatus(path))
        .map(FaultyRawFileSystem::plain)
        .toArray(FileStatus[]::new);
  }

  /** Without the permissions, for which Hadoop starts a process for each file. */
  private static FileStatus plain(FileStatus status) {
    return new FileStatus(
        status.getLen(),
        status.isDirectory(),
        status.getReplication(),
        status.getBlockSize(),
        status.getModificationTime(),
        status.getPath());
  }

  /** Permissions start a process each, and no test of faults looks at them. */
  @Override
  public void setPermission(Path path, FsPermission permission) {}

  private void admit(Operation.Kind kind, Path path) throws IOException {
    FaultyDisk.admit(kind, pathToFile(path).getPath(), true);
  }

  /** What Hadoop makes of a write that fails. */
  private static FSError fatal(IOException failure) {
    try {
      Constructor<FSError> constructor = FSError.class.getDeclaredConstructor(Throwable.class);
      constructor.setAccessible(true);
      return constructor.newInstance(failure);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file being written: a fault at its first bytes leaves half of them. */
  private final class Admitted extends FilterOutputStream {
    private final Path file;
    private boolean begun;

    Admitted(OutputStream out, Path file) {
      super(out);
      this.file = file;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        FaultyDisk.admit(Operation.Kind.WRITE, pathToFile(file).getPath(), !begun);
      } catch (IOException e) {
        out.write(bytes, offset, length / 2);
        throw fatal(e);
      }
      begun = true;
      out.write(bytes, offset, length);
    }
  }
}
