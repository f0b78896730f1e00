package dev.holdout.contract;

import dev.holdout.contract.RecordParser.Parsed;
import dev.holdout.contract.TextRecords.Layout;
import dev.holdout.table.WideText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The records of one split, in order.
 *
 * <p>Where a record ends inside quoted text, further lines are joined to it if, and only if, they
 * make it a readable record; otherwise the first line alone is unreadable and reading goes on with
 * the next. At most {@value #JOINED_LINES} lines are held.
 *
 * <p>A file that was cut off ends without a line terminator, inside a record of fewer fields than
 * all before it in the split: that record is unreadable, although ragged rows may be short.
 */
final class TextRecordIterator implements Iterator<SourceRecord> {
  private static final int JOINED_LINES = 1000;
  private static final String CUT_OFF = "the file ends inside the record";

  private final Iterator<Tuple2<LongWritable, Text>> lines;
  private final RecordParser parser;
  private final String encoding;
  private final Charset charset;
  private final boolean wide;
  private final String file;
  private final long split;
  private final long fileBytes;
  private final int leadingLines;
  private final @Nullable RecordPlaces places;
  private final Deque<Line> ahead = new ArrayDeque<>();
  private long line;
  private int fewestFields = Integer.MAX_VALUE;
  private @Nullable SourceRecord next;

  TextRecordIterator(FileSplit split, Iterator<Tuple2<LongWritable, Text>> lines, Layout layout) {
    String path = split.getPath().toString();
    this.lines = lines;
    this.parser = layout.parser();
    this.wide = WideText.isWide(layout.encoding());
    this.charset = wide ? StandardCharsets.UTF_8 : Charset.forName(layout.encoding());
    this.encoding = layout.encoding();
    this.file = SourceFile.shown(path);
    this.split = split.getStart();
    this.fileBytes = layout.bytes().getOrDefault(path, -1L);
    this.leadingLines = split.getStart() == 0 ? layout.leadingLines().getOrDefault(path, 0) : 0;
    this.places = layout.places().get(path);
  }

  @Override
  public boolean hasNext() {
    while (next == null && hasLine()) {
      Line start = nextLine();
      line = start.number() > 0 ? start.number() : line + 1;
      if (line > leadingLines && !isBlank(start.text())) {
        next = record(start);
      }
    }
    return next != null;
  }

  @Override
  public SourceRecord next() {
    SourceRecord record = hasNext() ? next : null;
    if (record == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return record;
  }

  private SourceRecord record(Line start) {
    long first = line;
    if (start.damaged()) {
      return row(first, start.text(), Parsed.unreadable("bytes that are not " + encoding));
    }
    Parsed parsed = parser.parse(start.text());
    if (parsed.open()) {
      return continued(first, start.text(), parsed);
    }
    if (start.unterminated()
        && parsed.fields() < fewestFields
        && fewestFields < Integer.MAX_VALUE) {
      return row(first, start.text(), Parsed.unreadable(CUT_OFF));
    }
    return row(first, start.text(), parsed);
  }

  private SourceRecord continued(long first, String text, Parsed alone) {
    StringBuilder joined = new StringBuilder(text);
    Deque<Line> taken = new ArrayDeque<>();
    boolean open = true;
    while (open && taken.size() < JOINED_LINES && hasLine()) {
      Line more = nextLine();
      taken.add(more);
      joined.append('\n').append(more.text());
      if (parser.mayClose(more.text())) {
        Parsed whole = parser.parse(joined.toString());
        if (whole.values() != null && taken.stream().noneMatch(Line::damaged)) {
          line += taken.size();
          return row(first, joined.toString(), whole);
        }
        open = whole.open();
      }
    }
    while (!taken.isEmpty()) {
      ahead.addFirst(taken.removeLast());
    }
    return row(first, text, alone);
  }

  private SourceRecord row(long first, String text, Parsed parsed) {
    @Nullable Object @Nullable [] values = parsed.values();
    if (values != null) {
      fewestFields = Math.min(fewestFields, parsed.fields());
    }
    if (values != null && places != null) {
      values = places.row(values);
    }
    return new SourceRecord(file, split, first, text, parsed.problem(), values);
  }

  private boolean hasLine() {
    if (!ahead.isEmpty()) {
      return true;
    }
    try {
      return lines.hasNext();
    } catch (Exception e) {
      // Spark's iterators are Scala's: checked exceptions of the stream pass through undeclared.
      if (e instanceof UnpackedStream.Damage damaged) {
        throw UnpackedFiles.damaged(file, damaged);
      }
      throw e;
    }
  }

  private Line nextLine() {
    return ahead.isEmpty() ? decoded(lines.next()) : ahead.removeFirst();
  }

  private Line decoded(Tuple2<LongWritable, Text> next) {
    Text bytes = next._2();
    String text = new String(bytes.getBytes(), 0, bytes.getLength(), charset);
    boolean replaced = text.indexOf('\ufffd') >= 0;
    long place = next._1().get();
    return new Line(
        text,
        replaced && (wide || damaged(bytes)),
        -place,
        place >= 0 && place + bytes.getLength() == fileBytes);
  }

  private boolean damaged(Text bytes) {
    try {
      charset.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(), 0, bytes.getLength()));
      return false;
    } catch (CharacterCodingException e) {
      return true;
    }
  }

  private static boolean isBlank(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) != ' ') {
        return false;
      }
    }
    return true;
  }

  /**
   * A line.
   *
   * @param number from 1 where the file is read as a whole; else its place in bytes, negated
   * @param unterminated whether the file ends with it and without a line terminator
   */
  private record Line(String text, boolean damaged, long number, boolean unterminated) {}
}
