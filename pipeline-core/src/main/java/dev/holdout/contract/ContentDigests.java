package dev.holdout.contract;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Digests of the bytes of files: SHA-256 over the SHA-256 of each piece of {@value #PIECE} bytes,
 * so that it does not depend on who reads which piece. Up to {@value #FEW} bytes are read by the
 * driver, more by the executors.
 */
final class ContentDigests {
  private static final long PIECE = 64L << 20;
  private static final long FEW = 128L << 20;
  private static final int BUFFER = 1 << 16;

  private final SparkSession spark;

  ContentDigests(SparkSession spark) {
    this.spark = spark;
  }

  /** A piece of a file. */
  private record Piece(String path, long from, long bytes) implements Serializable {}

  /**
   * The files with their digests.
   *
   * @param known files with digests: one that was not touched since is not read again
   */
  List<SourceFile> of(List<SourceFile> files, Collection<SourceFile> known) {
    Map<String, Optional<String>> digests = new HashMap<>();
    known.forEach(file -> digests.put(file.stamp(), file.digest()));
    List<Piece> pieces = new ArrayList<>();
    for (SourceFile file : files) {
      if (!digests.containsKey(file.stamp())) {
        for (long from = 0; from < Math.max(1, file.bytes()); from += PIECE) {
          pieces.add(new Piece(file.path(), from, Math.min(PIECE, file.bytes() - from)));
        }
      }
    }
    Map<String, MessageDigest> read = new HashMap<>();
    List<byte[]> parts = digests(pieces);
    for (int piece = 0; piece < pieces.size(); piece++) {
      read.computeIfAbsent(pieces.get(piece).path(), unseen -> sha256()).update(parts.get(piece));
    }
    return files.stream()
        .map(
            file ->
                Optional.ofNullable(read.get(file.path()))
                    .map(digest -> HexFormat.of().formatHex(digest.digest()))
                    .or(() -> digests.getOrDefault(file.stamp(), Optional.empty()))
                    .map(file::with)
                    .orElse(file))
        .toList();
  }

  private List<byte[]> digests(List<Piece> pieces) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    if (pieces.stream().mapToLong(Piece::bytes).sum() <= FEW) {
      Stream<byte[]> digests = pieces.stream().map(piece -> digest(piece, hadoop.value()));
      return digests.toList();
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return context
        .parallelize(pieces, pieces.size())
        .map(piece -> digest(piece, hadoop.value()))
        .collect();
  }

  private static byte[] digest(Piece piece, Configuration hadoop) {
    Path path = new Path(piece.path());
    try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
      in.seek(piece.from());
      MessageDigest digest = sha256();
      byte[] buffer = new byte[BUFFER];
      long left = piece.bytes();
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
        if (read < 0) {
          break;
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
      return digest.digest();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + SourceFile.shown(piece.path()), e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
