package dev.holdout.fault;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;

/** The same for Hadoop's other interface to file systems, which Delta's log goes through. */
public final class FaultyContext extends ChecksumFs {
  public FaultyContext(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
    super(new Raw(uri.getScheme(), hadoop));
  }

  private static final class Raw extends DelegateToFileSystem {
    Raw(String scheme, Configuration hadoop) throws IOException, URISyntaxException {
      super(URI.create(scheme + ":///"), new FaultyRawFileSystem(), hadoop, scheme, false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }

    @Override
    public boolean isValidName(String name) {
      return true;
    }
  }
}
