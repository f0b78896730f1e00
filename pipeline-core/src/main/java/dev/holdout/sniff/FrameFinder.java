package dev.holdout.sniff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds where in the head of a text the table begins, and which records name its columns. */
final class FrameFinder {
  private static final int TOP = 200;
  private static final int BODY = 400;
  private static final int MOST_HEADER_ROWS = 5;
  private static final int LATE = 12;

  private final List<Rec> records;
  private final int width;
  private final List<ColumnShape> columns = new ArrayList<>();
  private final int usualFilled;

  /** How many fields a header has at least: rows may have a name of their own, or end empty. */
  private final int least;

  /** The width without columns at the end that are empty in each row. */
  private final int used;

  /** What a record near the top looks like beside the body. */
  private enum Role {
    DATA,
    NAMES,
    UNDECIDED,
    OTHER
  }

  FrameFinder(List<Rec> records, List<Rec> elsewhere, int width) {
    this.records = records;
    this.width = width;
    List<Rec> body = body(elsewhere);
    for (int column = 0; column < width; column++) {
      ColumnShape shape = new ColumnShape();
      for (Rec record : body) {
        shape.add(record.fields().get(column));
      }
      columns.add(shape);
    }
    int filledColumns = width;
    while (filledColumns > 1 && columns.get(filledColumns - 1).empty()) {
      filledColumns--;
    }
    this.used = filledColumns;
    this.least = Math.min(used, Math.max(1, width - 1));
    int[] filled = body.stream().mapToInt(Rec::filled).sorted().toArray();
    this.usualFilled = filled.length == 0 ? width : filled[filled.length / 10];
  }

  List<ColumnShape> columns() {
    return columns;
  }

  /** How many fields at least nine of ten rows have filled. */
  int usualFilled() {
    return usualFilled;
  }

  /** Rows of the table's width from the lower part of the head, and from elsewhere. */
  private List<Rec> body(List<Rec> elsewhere) {
    List<Rec> fitting = records.stream().filter(this::fits).toList();
    int end = fitting.size();
    while (width > 2 && end > 3 && fitting.get(end - 1).filled() == 1) {
      end--;
    }
    fitting = fitting.subList(0, end);
    int from = Math.max(Math.min(1, fitting.size() - 1), Math.min(fitting.size() / 3, TOP / 4));
    List<Rec> body = new ArrayList<>();
    if (!fitting.isEmpty()) {
      body.addAll(fitting.subList(from, Math.min(fitting.size(), from + BODY)));
    }
    elsewhere.stream().filter(this::fits).limit(BODY).forEach(body::add);
    return body;
  }

  private boolean fits(Rec record) {
    return record.width() == width && record.problem() == null && !record.blank();
  }

  /**
   * The frame.
   *
   * @param named names that the user gave to columns
   */
  Frame find(Set<String> named) {
    if (records.stream().allMatch(Rec::blank)) {
      return new Frame(width, 0, List.of(), 0, false, "there are no records");
    }
    int top = Math.min(TOP, records.size());
    Frame found = find(top);
    boolean settled =
        Header.names(found.header()).stream()
            .anyMatch(name -> named.stream().anyMatch(name.strip()::equalsIgnoreCase));
    for (int at = 0; at < top && !settled; at++) {
      List<String> fields = records.get(at).fields().stream().map(String::strip).toList();
      for (String field : fields) {
        // A name that stands there twice is distinguished by another row of the header.
        if (named.contains(field)
            && Collections.frequency(fields, field) == 1
            && role(records.get(at)) != Role.DATA) {
          return framed(at, at, "line " + line(at) + " has the named column " + field);
        }
      }
    }
    return found;
  }

  private Frame find(int top) {
    if (records.stream().filter(record -> !record.blank()).limit(2).count() == 1) {
      return alone();
    }
    int late = lateHeader(top);
    if (late >= 0) {
      return framed(
          late, late, "line " + line(late) + " has text where the rows have " + measuredColumns());
    }
    int data = 0;
    while (data < top && role(records.get(data)) != Role.DATA) {
      data++;
    }
    int candidate = candidate(top);
    int names = lastOfHeader(Math.min(data, top));
    if (data < top
        && names > candidate
        && role(records.get(candidate)) == Role.UNDECIDED
        && strangeness(candidate) > strangeness(names)) {
      names = candidate;
    }
    if (data < top && names >= 0) {
      boolean years =
          data == names + 1
              && new NumericNames(columns).areYearsOf(records.get(names), records.get(data));
      return framed(
          firstOfHeader(names),
          years ? data : names,
          "line " + line(names) + " has text where the rows have " + measuredColumns());
    }
    if (candidate == data && data < top) {
      return new NumericNames(columns).are(records.get(candidate), below(candidate))
          ? framed(
              candidate,
              candidate,
              "line " + line(candidate) + " has numbers in sequence, the rows below it others")
          : bare(
              candidate,
              "line "
                  + line(candidate)
                  + " has numbers or dates as the rows below it have: "
                  + measuredColumns());
    }
    double strangeness = strangeness(candidate);
    if (strangeness >= 0) {
      return framed(
          firstOfHeader(candidate),
          candidate,
          "line " + line(candidate) + " has " + width + " texts unlike the values below them");
    }
    return bare(candidate, "line " + line(candidate) + " has the same values as the rows below it");
  }

  /**
   * The end of a run of records that have texts where the rows have numbers, of several runs the
   * one with the most fields filled; -1 if there is none.
   */
  private int lastOfHeader(int to) {
    int last = -1;
    int most = 0;
    for (int at = 0; at < to; at++) {
      Rec record = records.get(at);
      if (role(record) != Role.NAMES) {
        continue;
      }
      boolean goesOn = last == at - 1 && last >= 0 && strangeness(at) >= 1;
      if (goesOn || record.filled() > most) {
        last = at;
        most = Math.max(most, record.filled());
      }
    }
    return last;
  }

  /** Whether none of its fields is a number, date or time like the values of its column. */
  private boolean onlyNames(Rec record) {
    for (int column = 0; column < Math.min(width, record.width()); column++) {
      if (columns.get(column).measured()
          && columns.get(column).alike(Kind.of(record.fields().get(column)))) {
        return false;
      }
    }
    return true;
  }

  /** A text of one record: names without rows, unless it has a value that is no name. */
  private Frame alone() {
    int at = 0;
    while (records.get(at).blank()) {
      at++;
    }
    Set<String> distinct = new HashSet<>();
    boolean names = true;
    for (String field : records.get(at).fields()) {
      Kind kind = Kind.of(field);
      names = names && (kind == Kind.WORD || kind == Kind.PHRASE) && distinct.add(field.strip());
    }
    return names
        ? framed(at, at, "the only record has a different text in each field")
        : bare(at, "the only record has values that are no names");
  }

  /** A record below others that has text in most of the columns of numbers; -1 if none does. */
  private int lateHeader(int top) {
    for (int at = 1; at < Math.min(top, LATE); at++) {
      Rec record = records.get(at);
      int unlike = 0;
      int alike = 0;
      for (int column = 0; column < Math.min(width, record.width()); column++) {
        Kind kind = Kind.of(record.fields().get(column));
        if (columns.get(column).measured()) {
          unlike += kind.text() ? 1 : 0;
          alike += kind.measured() ? 1 : 0;
        }
      }
      long measured = columns.stream().filter(ColumnShape::measured).count();
      if (unlike >= 3
          && alike == 0
          && unlike * 5L >= measured * 4
          && role(records.get(at - 1)) == Role.DATA) {
        return at;
      }
    }
    return -1;
  }

  private String measuredColumns() {
    long measured = columns.stream().filter(ColumnShape::measured).count();
    return "numbers or dates in " + measured + " of " + width + " columns";
  }

  /** The first record of which most of the table's fields are filled. */
  private int candidate(int top) {
    for (int at = 0; at < top; at++) {
      Rec record = records.get(at);
      if (record.width() >= least
          && record.filled() >= Math.max(Math.min(2, width), Math.min(usualFilled, width / 2))) {
        return at;
      }
    }
    for (int at = 0; at < top; at++) {
      if (!records.get(at).blank()) {
        return at;
      }
    }
    return 0;
  }

  private Role role(Rec record) {
    if (record.blank()
        || record.width() < Math.min(width, 2)
        || (width > 2 && record.filled() < 2)
        || (record.used() > width + 1 && !onlyNames(record))) {
      return Role.OTHER;
    }
    int alike = 0;
    int unlike = 0;
    boolean strict = false;
    for (int column = 0; column < Math.min(width, record.width()); column++) {
      Kind kind = Kind.of(record.fields().get(column));
      if (columns.get(column).measured() && !kind.absent()) {
        if (columns.get(column).alike(kind)) {
          alike++;
        } else {
          unlike++;
          strict =
              strict
                  || (columns.get(column).strictlyMeasured()
                      && (kind == Kind.WORD || kind == Kind.PHRASE));
        }
      }
    }
    if (alike + unlike == 0) {
      return Role.UNDECIDED;
    }
    if (strict) {
      return Role.NAMES;
    }
    boolean whole = record.width() >= least;
    return alike > unlike ? (whole ? Role.DATA : Role.OTHER) : Role.NAMES;
  }

  /** Whether the fields of a row have the kinds of their columns. */
  boolean agrees(Rec row) {
    int alike = 0;
    int unlike = 0;
    for (int column = 0; column < Math.min(width, row.width()); column++) {
      Kind kind = Kind.of(row.fields().get(column));
      if (columns.get(column).measured() && !kind.absent()) {
        alike += kind.measured() ? 1 : 0;
        unlike += kind.measured() ? 0 : 1;
      }
    }
    return alike >= 4 * unlike;
  }

  private Optional<Rec> below(int at) {
    return at + 1 < records.size() ? Optional.of(records.get(at + 1)) : Optional.empty();
  }

  private double strangeness(int at) {
    Rec record = records.get(at);
    double sum = 0.1;
    Set<String> seen = new HashSet<>();
    for (int column = 0; column < Math.min(width, record.width()); column++) {
      String cell = record.fields().get(column).strip();
      sum += columns.get(column).strangeness(cell);
      sum -= !cell.isEmpty() && !seen.add(cell) ? 0.3 : 0;
    }
    return sum;
  }

  /** The header may begin above the record that ends it. */
  private int firstOfHeader(int last) {
    int first = last;
    while (first > 0 && last - first < MOST_HEADER_ROWS - 1 && namesToo(first - 1)) {
      first--;
    }
    return first;
  }

  private boolean namesToo(int at) {
    Rec record = records.get(at);
    if (record.blank() || record.problem() != null || record.used() > width) {
      return false;
    }
    int filled = record.filled();
    boolean wide = record.used() > width / 2;
    return width > 1
        && filled >= 2
        && wide
        && (filled * 2 >= width || record.fields().get(0).isBlank() || filled >= 3)
        && record.width() >= Math.min(width, 2);
  }

  private Frame framed(int first, int last, String why) {
    boolean ruled = last + 1 < records.size() && Header.isRule(records.get(last + 1));
    int end = ruled ? last + 2 : last + 1;
    List<Rec> header = records.subList(first, end);
    int named = header.stream().mapToInt(Rec::used).max().orElse(0);
    boolean rowNames =
        records.get(last).width() == width - 1
            && named == width - 1
            && width > 1
            && !columns.get(width - 1).empty()
            && !columns.get(0).empty();
    boolean emptyEnd = named <= used && records.get(last).width() < width;
    return new Frame(
        Math.max(emptyEnd ? used : width, named),
        records.get(first).line(),
        header,
        end,
        rowNames,
        why);
  }

  private Frame bare(int first, String why) {
    int at = first;
    while (at > 0 && !records.get(at - 1).blank() && role(records.get(at - 1)) == Role.UNDECIDED) {
      at--;
    }
    return new Frame(width, records.get(at).line(), List.of(), at, false, why);
  }

  private int line(int record) {
    return records.get(record).line() + 1;
  }
}
