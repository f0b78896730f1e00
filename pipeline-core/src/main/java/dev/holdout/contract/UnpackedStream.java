package dev.holdout.contract;

import dev.holdout.error.HoldoutException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What packed bytes unpack to. A failure of the unpacking, of whatever class its library throws, is
 * {@link Damage}; one of the disk or the network stays what it is.
 */
final class UnpackedStream extends InputStream {
  private static final int BUFFER = 1 << 16;

  private final Stored stored;
  private final InputStream unpacked;

  private UnpackedStream(Stored stored, Unpacking unpacking) throws IOException {
    this.stored = stored;
    this.unpacked = stored.guarded(() -> unpacking.of(stored));
  }

  /** The bytes that these are unpacked to, buffered. */
  static InputStream of(InputStream stored, Unpacking unpacking) throws IOException {
    return new BufferedInputStream(new UnpackedStream(new Stored(stored), unpacking), BUFFER);
  }

  /** Opens packed bytes. */
  interface Unpacking {
    InputStream of(InputStream packed) throws IOException;
  }

  /** That the packed bytes are cut off, or not as their format has them. */
  static final class Damage extends IOException {
    private static final long serialVersionUID = 1L;

    Damage(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }

  @Override
  public int read() throws IOException {
    return stored.guarded(unpacked::read);
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    return stored.guarded(() -> unpacked.read(into, from, count));
  }

  @Override
  public void close() throws IOException {
    unpacked.close();
  }

  /** The packed bytes, which remember whether reading them failed. */
  private static final class Stored extends FilterInputStream {
    private boolean failed;

    Stored(InputStream bytes) {
      super(bytes);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      try {
        return super.read(into, from, count);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    <T> T guarded(Step<T> step) throws IOException {
      try {
        return step.run();
      } catch (HoldoutException refused) {
        throw refused;
      } catch (IOException | RuntimeException e) {
        if (failed) {
          throw e;
        }
        throw new Damage(e);
      }
    }
  }

  /** A step of unpacking. */
  private interface Step<T> {
    T run() throws IOException;
  }
}
