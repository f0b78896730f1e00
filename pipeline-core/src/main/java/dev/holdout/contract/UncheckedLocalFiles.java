package dev.holdout.contract;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * Local files without the check files that Hadoop looks for beside them: it cannot make their names
 * where a file's name has a colon. Public for Hadoop, which makes it.
 */
public final class UncheckedLocalFiles extends LocalFileSystem {
  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    setVerifyChecksum(false);
  }
}
