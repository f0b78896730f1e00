package dev.holdout.contract;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.sniff.Packing;
import dev.holdout.sniff.SeekableBytes;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens files and unpacks them by the ending of their name, as the executors do. A file that is
 * packed otherwise than its name says is refused: its bytes would be read as rows.
 */
final class UnpackedFiles {
  private static final int FIRST = 16;

  private final Configuration configuration;

  UnpackedFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * The bytes of a file, unpacked.
   *
   * @throws HoldoutException if it is not packed as its name says
   */
  InputStream open(SourceFile file) throws IOException {
    InputStream stored = new BufferedInputStream(stored(file));
    try {
      CompressionCodec codec = codec(file);
      check(file, stored, codec);
      return codec == null ? stored : new BufferedInputStream(codec.createInputStream(stored));
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  /** The bytes of a file that is not packed, from any place; empty for a packed one. */
  Optional<SeekableBytes> seekable(SourceFile file) {
    if (codec(file) != null) {
      return Optional.empty();
    }
    return Optional.of(
        new SeekableBytes() {
          @Override
          public long length() {
            return file.bytes();
          }

          @Override
          public InputStream from(long place) throws IOException {
            FSDataInputStream stored = stored(file);
            stored.seek(place);
            return stored;
          }
        });
  }

  /** Whether a failure to read is one of the packed bytes, and not of the disk or the network. */
  static boolean isDamage(IOException e) {
    return e instanceof EOFException
        || e instanceof ZipException
        || String.valueOf(e.getMessage()).matches("(?s).*(gzip|CRC|crc error|bzip2|bad block).*");
  }

  /** What to say of a packed file that cannot be unpacked. */
  static HoldoutException damaged(String file, IOException e) {
    return new HoldoutException(
        ErrorCode.DATA_CONTRACT,
        "Cannot unpack "
            + file
            + ": found a file that is cut off or damaged ("
            + e.getMessage()
            + "), expected a whole one. Get it again.",
        e);
  }

  private FSDataInputStream stored(SourceFile file) throws IOException {
    Path path = new Path(file.path());
    Configuration opening = SourceFiles.opening(configuration, java.util.List.of(file));
    return path.getFileSystem(opening).open(path);
  }

  private @Nullable CompressionCodec codec(SourceFile file) {
    return new CompressionCodecFactory(configuration).getCodec(new Path(file.path()));
  }

  private static void check(SourceFile file, InputStream stored, @Nullable CompressionCodec codec)
      throws IOException {
    stored.mark(FIRST);
    byte[] first = stored.readNBytes(FIRST);
    stored.reset();
    Packing found = Packing.of(first);
    String ending = codec == null ? "" : codec.getDefaultExtension();
    Packing named =
        switch (ending) {
          case ".gz" -> Packing.GZIP;
          case ".bz2" -> Packing.BZIP2;
          case ".zst" -> Packing.ZSTD;
          default -> Packing.NONE;
        };
    boolean unknown = !ending.isEmpty() && named == Packing.NONE;
    if (first.length == 0 || unknown || found == named) {
      return;
    }
    throw file.refused(
        found == Packing.NONE ? "bytes that are not " + named.shown() : found.shown(),
        named == Packing.NONE ? "plain text" : named.shown() + ", as its name says",
        remedy(file.shown(), found));
  }

  private static String remedy(String file, Packing found) {
    return switch (found) {
      case NONE -> "Rename it to what it is.";
      case GZIP -> "Give it a name that ends in .gz.";
      case BZIP2 -> "Give it a name that ends in .bz2.";
      case ZIP -> "Unpack it: unzip '" + file + "'; save a spreadsheet as CSV.";
      case ZSTD -> "Unpack it: zstd -d '" + file + "'.";
      case XZ -> "Unpack it: xz -d '" + file + "'.";
      case LZ4 -> "Unpack it: lz4 -d '" + file + "'.";
      case SEVEN_ZIP -> "Unpack it: 7z x '" + file + "'.";
    };
  }
}
