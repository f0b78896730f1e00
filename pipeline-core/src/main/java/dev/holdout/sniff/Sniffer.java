package dev.holdout.sniff;

import dev.holdout.sniff.FooterFinder.Footer;
import dev.holdout.sniff.Layout.Evidence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds out how a file is laid out, by bytes from its head, places in between and its tail. */
public final class Sniffer {
  private static final int RECORDS = 2000;
  private static final int CELLS = 200_000;
  private static final int PLACES = 8;

  /** So many rows of another width are no accident. */
  private static final double MANY = 0.2;

  private static final int END_LINES = 1500;
  private static final int PLACE_LINES = 60;

  private Sniffer() {}

  /** The layout of an unpacked file. */
  public static Layout sniff(byte[] all, Hints hints) {
    return sniff(Sample.of(all), hints);
  }

  /** The layout of what a stream gives; it is read to its end, or for 32 MiB, and not closed. */
  public static Layout sniff(InputStream unpacked, Hints hints) throws IOException {
    return sniff(Sample.of(unpacked), hints);
  }

  /** The layout of bytes that can be read from any place. */
  public static Layout sniff(SeekableBytes unpacked, Hints hints) throws IOException {
    return sniff(Sample.of(unpacked), hints);
  }

  private static Layout sniff(Sample sample, Hints hints) {
    List<Evidence> evidence = new ArrayList<>();
    Content content = Content.ofBytes(sample.head());
    if (content != Content.DELIMITED) {
      evidence.add(new Evidence("content", content.shown(), "by its first bytes"));
      return empty(content, "UTF-8", false, evidence);
    }
    Encoding encoding = Encoding.of(sample);
    String name = encoding.charset().name();
    String text = text(sample.head(), encoding);
    if (!encoding.wide() && text.indexOf('\0') >= 0 && text.indexOf('\0') < 1024) {
      evidence.add(new Evidence("content", Content.BINARY.shown(), firstZero(sample.head())));
      return empty(Content.BINARY, name, false, evidence);
    }
    content = Content.ofText(text);
    evidence.add(new Evidence("content", content.shown(), ""));
    evidence.add(new Evidence("encoding", name, encoding.evidence()));
    if (content != Content.DELIMITED) {
      return empty(content, name, encoding.wide(), evidence);
    }
    Lines head = Lines.of(text, false, !sample.headOnly());
    List<Lines> places = places(sample, encoding);
    evidence.add(lineEnding(text));
    return delimited(sample, encoding, head, places, hints, evidence);
  }

  /** Where the first byte stands that is no part of a text. */
  private static String firstZero(byte[] head) {
    int line = 1;
    int at = 0;
    while (at < head.length && head[at] != 0) {
      line += head[at] == '\n' ? 1 : 0;
      at++;
    }
    return "a NUL byte in line " + line + ", at byte offset " + at;
  }

  private static Layout delimited(
      Sample sample,
      Encoding encoding,
      Lines head,
      List<Lines> places,
      Hints hints,
      List<Evidence> evidence) {
    Reading reading = new DialectFinder(head, places).find(hints.delimiter().orElse(null));
    FieldSplitter splitter = new FieldSplitter(reading.dialect());
    int most = Math.max(60, Math.min(RECORDS, CELLS / Math.max(1, reading.width())));
    List<Rec> records = head.records(splitter, most);
    List<Rec> elsewhere = new ArrayList<>();
    places.forEach(place -> elsewhere.addAll(place.first(PLACE_LINES).records(splitter, most)));
    FrameFinder finder = new FrameFinder(records, elsewhere, reading.width());
    Frame frame = finder.find(hints.columns());
    Footer footer = footer(sample, encoding, head, records, frame, finder, splitter);
    boolean whole = sample.headOnly() && records.size() < most;
    List<Rec> rows =
        records.subList(
            Math.min(frame.firstRow(), records.size()),
            whole ? Math.max(frame.firstRow(), records.size() - footer.records()) : records.size());
    boolean trim =
        rows.stream()
            .flatMap(row -> row.fields().stream())
            .anyMatch(field -> !field.equals(field.strip()));
    Dialect dialect = reading.dialect();
    Dialect trimmed = dialect.trimmed(true);
    if (trim && damaged(head.records(new FieldSplitter(trimmed), most)) <= damaged(records)) {
      dialect = trimmed;
    }
    List<String> names = names(frame);
    boolean ragged =
        ragged(withoutCutOff(rows, head), frame, names.size(), finder)
            || (!names.isEmpty() && Header.unnamed(rows, names.size()) > 0);
    while (!names.isEmpty() && names.size() < frame.width()) {
      names.add("");
    }
    new LayoutEvidence(evidence).add(reading, dialect, frame, footer, rows, ragged, names);
    return new Layout(
        Content.DELIMITED,
        encoding.charset().name(),
        encoding.wide(),
        dialect,
        frame.skipLines(),
        frame.header().size(),
        names,
        kinds(finder, frame.width(), ragged && names.isEmpty() ? rows : List.of()),
        frame.rowNames(),
        ragged,
        footer.lines(),
        evidence);
  }

  /**
   * Rows without the last where a file that was cut off ends inside it: it has no line terminator
   * and fewer fields than all others.
   */
  private static List<Rec> withoutCutOff(List<Rec> rows, Lines head) {
    Rec last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
    if (last == null || !head.unterminated() || last.line() + last.lines() < head.count()) {
      return rows;
    }
    List<Rec> others = rows.subList(0, rows.size() - 1);
    int fewest =
        others.stream()
            .filter(row -> !row.blank() && row.problem() == null)
            .mapToInt(Rec::width)
            .min()
            .orElse(0);
    return last.problem() == null && last.width() < fewest ? others : rows;
  }

  /** What the columns hold; one for each field of the longest of the rows. */
  private static List<Kind> kinds(FrameFinder finder, int width, List<Rec> rows) {
    List<Kind> kinds =
        new ArrayList<>(finder.columns().stream().limit(width).map(ColumnShape::kind).toList());
    int longest = rows.stream().mapToInt(Rec::used).max().orElse(0);
    while (kinds.size() < longest) {
      kinds.add(Kind.EMPTY);
    }
    return kinds;
  }

  private static long damaged(List<Rec> records) {
    return records.stream().filter(record -> record.problem() != null).count();
  }

  private static Footer footer(
      Sample sample,
      Encoding encoding,
      Lines head,
      List<Rec> records,
      Frame frame,
      FrameFinder finder,
      FieldSplitter splitter) {
    if (sample.headOnly()) {
      Rec last = records.isEmpty() ? null : records.get(records.size() - 1);
      if (last != null && last.line() + last.lines() == head.count()) {
        return FooterFinder.find(
            records, frame.firstRow(), head.count(), finder.columns().size(), finder);
      }
      Lines end = head.from(Math.max(0, head.count() - END_LINES));
      return FooterFinder.find(
          end.records(splitter, RECORDS), 0, end.count(), finder.columns().size(), finder);
    }
    if (sample.tail().length == 0) {
      return new Footer(0, 0);
    }
    Lines tail = Lines.of(text(sample.tail(), encoding), true, false);
    Lines end = tail.from(Math.max(0, tail.count() - END_LINES));
    return FooterFinder.find(
        end.records(splitter, RECORDS), 0, end.count(), finder.columns().size(), finder);
  }

  private static List<String> names(Frame frame) {
    if (frame.header().isEmpty()) {
      return List.of();
    }
    List<String> names =
        new ArrayList<>(Header.names(frame.header()).stream().map(String::strip).toList());
    if (frame.rowNames()) {
      names.add(0, "");
    }
    return names;
  }

  /** Whether rows of another width are whole but for empty fields at their end. */
  private static boolean ragged(List<Rec> rows, Frame frame, int names, FrameFinder finder) {
    int width = Math.max(frame.width(), names);
    int whole = 0;
    int other = 0;
    int cut = 0;
    for (Rec row : rows) {
      if (row.blank() || row.problem() != null) {
        continue;
      }
      if (row.width() == width) {
        whole++;
      } else {
        other++;
        cut += row.used() <= width && finder.agrees(row) ? 1 : 0;
      }
    }
    return (cut > 0 && cut >= 0.8 * other) || other > MANY * (whole + other);
  }

  private static List<Lines> places(Sample sample, Encoding encoding) {
    List<Lines> places = new ArrayList<>();
    if (encoding.wide()) {
      return places;
    }
    int step = Math.max(1, sample.places().size() / PLACES);
    for (int at = 0; at < sample.places().size(); at += step) {
      places.add(Lines.of(text(sample.places().get(at), encoding), true, true));
    }
    return places;
  }

  private static String text(byte[] bytes, Encoding encoding) {
    int from = Math.min(encoding.mark(), bytes.length);
    String text = new String(Arrays.copyOfRange(bytes, from, bytes.length), encoding.charset());
    return encoding.charset().equals(StandardCharsets.UTF_8) && text.endsWith("\ufffd")
        ? text.substring(0, text.length() - 1)
        : text;
  }

  private static Evidence lineEnding(String text) {
    int both = 0;
    int returns = 0;
    int feeds = 0;
    for (int at = 0; at < text.length(); at++) {
      char here = text.charAt(at);
      if (here == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
        both++;
        at++;
      } else if (here == '\r') {
        returns++;
      } else if (here == '\n') {
        feeds++;
      }
    }
    String found = both > feeds && both > returns ? "CR LF" : returns > feeds ? "CR" : "LF";
    return new Evidence(
        "line ending", found, feeds + " LF, " + both + " CR LF, " + returns + " CR");
  }

  private static Layout empty(
      Content content, String encoding, boolean wide, List<Evidence> evidence) {
    return new Layout(
        content,
        encoding,
        wide,
        Dialect.RFC_4180,
        0,
        1,
        List.of(),
        List.of(),
        false,
        false,
        0,
        evidence);
  }
}
