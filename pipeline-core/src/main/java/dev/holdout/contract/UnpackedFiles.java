package dev.holdout.contract;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.sniff.Packing;
import dev.holdout.sniff.SeekableBytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * Opens files and unpacks them by their first bytes; their names say nothing. Of a zip archive the
 * only file is read.
 */
final class UnpackedFiles {
  private static final int FIRST = 16;
  private static final int BUFFER = 1 << 16;

  private final Configuration configuration;

  UnpackedFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * The bytes of a file, unpacked.
   *
   * @throws HoldoutException if it is packed in a way that cannot be read
   */
  InputStream open(SourceFile file) throws IOException {
    return unpacked(stored(file), file.shown());
  }

  /** The same of a file as it is stored, which is closed if it cannot be unpacked. */
  static InputStream unpacked(InputStream stored, String shown) throws IOException {
    InputStream bytes = new BufferedInputStream(stored, BUFFER);
    try {
      Packing packing = packing(bytes);
      return switch (packing) {
        case NONE -> bytes;
        case ZIP -> UnpackedStream.of(bytes, packed -> onlyEntry(packed, shown));
        case GZIP -> decompressed(CompressorStreamFactory.GZIP, bytes);
        case BZIP2 -> decompressed(CompressorStreamFactory.BZIP2, bytes);
        case ZSTD -> decompressed(CompressorStreamFactory.ZSTANDARD, bytes);
        case XZ -> decompressed(CompressorStreamFactory.XZ, bytes);
        case LZ4 -> decompressed(CompressorStreamFactory.LZ4_FRAMED, bytes);
        case SEVEN_ZIP ->
            throw refused(
                shown,
                packing.shown(),
                "plain text, or text packed by gzip, bzip2, xz, zstd, lz4 or zip",
                "Unpack it: 7z x '" + shown + "'.");
      };
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** The packing of what a stream gives next; nothing is taken from it. */
  static Packing packing(InputStream bytes) throws IOException {
    bytes.mark(FIRST);
    Packing packing = Packing.of(bytes.readNBytes(FIRST));
    bytes.reset();
    return packing;
  }

  private static InputStream decompressed(String name, InputStream stored) throws IOException {
    // Of several members one after another all are read.
    return UnpackedStream.of(
        stored,
        packed -> {
          try {
            return new CompressorStreamFactory(true).createCompressorInputStream(name, packed);
          } catch (CompressorException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e);
          }
        });
  }

  private static InputStream onlyEntry(InputStream packed, String shown) throws IOException {
    ZipInputStream archive = new ZipInputStream(packed);
    ZipEntry entry = archive.getNextEntry();
    while (entry != null && isBeside(entry)) {
      entry = archive.getNextEntry();
    }
    if (entry == null) {
      throw refused(shown, "a zip archive without a file", "one file in it", "Check the archive.");
    }
    String name = entry.getName();
    if (name.equals("[Content_Types].xml") || name.startsWith("xl/")) {
      throw refused(
          shown, "a spreadsheet (xlsx)", "a text file", "Save the sheet as CSV in UTF-8.");
    }
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int from, int count) throws IOException {
        int read = archive.read(into, from, count);
        if (read < 0) {
          expectNoOther();
        }
        return read;
      }

      private void expectNoOther() throws IOException {
        ZipEntry other = archive.getNextEntry();
        while (other != null && isBeside(other)) {
          other = archive.getNextEntry();
        }
        if (other != null) {
          throw refused(
              shown,
              "a zip archive with several files (" + name + ", " + other.getName() + ")",
              "one file in it",
              "Unpack it, and name the file: unzip '" + shown + "'.");
        }
      }

      @Override
      public void close() throws IOException {
        archive.close();
      }
    };
  }

  /** Whether an entry is a folder, or what some systems put beside the files. */
  private static boolean isBeside(ZipEntry entry) {
    return entry.isDirectory() || entry.getName().startsWith("__MACOSX/");
  }

  static HoldoutException refused(String shown, String found, String expected, String remedy) {
    return new HoldoutException(
        ErrorCode.DATA_CONTRACT,
        "Cannot read " + shown + ": found " + found + ", expected " + expected + ". " + remedy);
  }

  /** The bytes of a file that is not packed, from any place; empty for a packed one. */
  Optional<SeekableBytes> seekable(SourceFile file) throws IOException {
    try (InputStream bytes = new BufferedInputStream(stored(file))) {
      if (packing(bytes) != Packing.NONE) {
        return Optional.empty();
      }
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

  /**
   * Opens a file.
   *
   * @throws HoldoutException if it is packed in a way that cannot be read
   */
  void check(SourceFile file) {
    try (InputStream unpacked = open(file)) {
      unpacked.read();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** What to say of a file that cannot be read. */
  static RuntimeException failed(SourceFile file, IOException e) {
    return e instanceof UnpackedStream.Damage
        ? damaged(file.shown(), e)
        : new UncheckedIOException("Cannot read " + file.shown(), e);
  }

  /** What to say of a packed file that cannot be unpacked. */
  static HoldoutException damaged(String file, IOException e) {
    return new HoldoutException(
        ErrorCode.DATA_CONTRACT,
        "Cannot unpack "
            + file
            + ": found a file that is cut off or damaged"
            + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")")
            + ", expected a whole one. Get it again.",
        e);
  }

  private FSDataInputStream stored(SourceFile file) throws IOException {
    Path path = new Path(file.path());
    Configuration opening = SourceFiles.opening(configuration, java.util.List.of(file));
    return path.getFileSystem(opening).open(path);
  }
}
