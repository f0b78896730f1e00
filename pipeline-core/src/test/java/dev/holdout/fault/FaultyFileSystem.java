package dev.holdout.fault;

import java.net.URI;
import org.apache.hadoop.fs.LocalFileSystem;

/** Hadoop's local file system with its check files, over a faulty one. */
public final class FaultyFileSystem extends LocalFileSystem {
  public FaultyFileSystem() {
    super(new FaultyRawFileSystem());
  }

  @Override
  public URI getUri() {
    return fs.getUri();
  }

  @Override
  public String getScheme() {
    return FaultyDisk.SCHEME;
  }
}
