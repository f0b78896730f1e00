package dev.holdout.sniff;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pieces of an unpacked file: its head, places in between, its tail, and what its bytes are.
 *
 * <p>Of at most {@value #WHOLE} bytes every one is looked at; of a longer file its first {@value
 * #WHOLE} and, where it can be read from any place, {@value #PLACES} places and the tail.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Sample(byte[] head, List<byte[]> places, byte[] tail, boolean whole, Utf8 utf8) {
  static final int HEAD = 1 << 19;
  static final int PIECE = 1 << 16;
  static final int WHOLE = 1 << 25;
  static final int PLACES = 64;

  Sample {
    places = List.copyOf(places);
  }

  static Sample of(byte[] all) {
    try {
      return of(new java.io.ByteArrayInputStream(all));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The pieces of a stream, which is not closed. */
  static Sample of(InputStream in) throws IOException {
    Utf8 utf8 = new Utf8();
    byte[] head = in.readNBytes(HEAD);
    utf8.take(head, head.length);
    List<byte[]> places = new ArrayList<>();
    byte[] last = new byte[0];
    byte[] before = last;
    long read = head.length;
    boolean more = head.length == HEAD;
    int pieces = 0;
    while (more && read < WHOLE) {
      byte[] piece = in.readNBytes(PIECE);
      utf8.take(piece, piece.length);
      read += piece.length;
      more = piece.length == PIECE;
      if (piece.length > 0) {
        if (pieces++ % 8 == 0) {
          places.add(piece);
        }
        before = last;
        last = piece;
      }
    }
    boolean whole = !more || in.read() < 0;
    return new Sample(head, places, whole ? joined(before, last) : new byte[0], whole, utf8);
  }

  static Sample of(SeekableBytes bytes) throws IOException {
    Sample begin;
    try (InputStream in = bytes.from(0)) {
      begin = of(in);
    }
    if (begin.whole()) {
      return begin;
    }
    List<byte[]> places = new ArrayList<>(begin.places());
    long step = (bytes.length() - WHOLE) / PLACES;
    for (int place = 1; place < PLACES; place++) {
      byte[] piece = piece(bytes, WHOLE + place * step, PIECE);
      begin.utf8().jump(piece, piece.length);
      places.add(piece);
    }
    byte[] tail = piece(bytes, bytes.length() - 2L * PIECE, 2 * PIECE);
    begin.utf8().jump(tail, tail.length);
    return new Sample(begin.head(), places, tail, false, begin.utf8());
  }

  private static byte[] piece(SeekableBytes bytes, long place, int length) throws IOException {
    try (InputStream in = bytes.from(place)) {
      return in.readNBytes(length);
    }
  }

  /** Whether the head is all there is. */
  boolean headOnly() {
    return whole && places.isEmpty();
  }

  private static byte[] joined(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
