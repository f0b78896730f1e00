package dev.holdout.sniff;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read from any place. */
public interface SeekableBytes {
  /** How many there are. */
  long length();

  /** The bytes from a place on. */
  InputStream from(long place) throws IOException;
}
