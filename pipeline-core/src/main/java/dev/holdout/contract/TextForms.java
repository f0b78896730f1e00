package dev.holdout.contract;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which types all texts of a column have, and the extremes of each: three numbers, two texts, six
 * flags, and what is known of numbers and dates as people write them.
 */
final class TextForms {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern CODE = Pattern.compile("[+-]?(0\\d+|\\d{19,})");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

  private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(inity)?");

  private static final Pattern LIST =
      Pattern.compile("\\[\\s*(" + NUMBER + "\\s*(,\\s*" + NUMBER + "\\s*)*)?]");

  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}([T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?"
              + "( ?(Z|[+-]\\d{2}(:?\\d{2})?))?)?");
  private static final int DATE_LENGTH = "2024-02-29".length();

  private boolean integers = true;
  private boolean numbers = true;
  private boolean booleans = true;
  private boolean dates = true;
  private boolean timestamps = true;
  private boolean lists = true;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;

  private final WrittenNumbers writtenNumbers = new WrittenNumbers();
  private final WrittenDates writtenDates = new WrittenDates();
  private @Nullable String first;
  private @Nullable String last;

  /** Whether a text is written like a day and a time of day, or a day alone. */
  static boolean isTimestamp(String text) {
    return TIMESTAMP.matcher(text).matches();
  }

  /** Whether a text is written like a day. */
  static boolean isDay(String text) {
    return text.length() == DATE_LENGTH && isTimestamp(text);
  }

  void add(String value) {
    number(value);
    writtenNumbers.add(value);
    writtenDates.add(value);
    lists = lists && value.startsWith("[") && LIST.matcher(value).matches();
    booleans = booleans && isBoolean(value);
    timestamps = timestamps && isTimestamp(value) && isDate(value);
    dates = dates && timestamps && value.length() == DATE_LENGTH;
    if (timestamps) {
      extremes(value, value);
    }
  }

  private void number(String value) {
    boolean whole = numbers && WrittenNumbers.isWhole(value);
    boolean code = numbers && !whole && CODE.matcher(value).matches();
    boolean number = whole || (numbers && !code && NUMBER.matcher(value).matches());
    double parsed = number ? Double.parseDouble(value) : Double.NaN;
    if (numbers && !number && INFINITE.matcher(value).matches()) {
      integers = false; // No integer, yet what a computation wrote for a number.
      return;
    }
    integers = integers && (whole || (number && WHOLE.matcher(value).matches()));
    numbers = number && Double.isFinite(parsed);
    if (numbers) {
      min = Math.min(min, parsed);
      max = Math.max(max, parsed);
      sum += parsed;
    }
  }

  /** Whether the text begins with a day that exists. */
  private static boolean isDate(String value) {
    try {
      return !LocalDate.parse(value.substring(0, DATE_LENGTH)).isEqual(LocalDate.MIN);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isBoolean(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.equals("true") || lower.equals("false");
  }

  private void extremes(String least, String greatest) {
    first = first == null || least.compareTo(first) < 0 ? least : first;
    last = last == null || greatest.compareTo(last) > 0 ? greatest : last;
  }

  void merge(TextForms other) {
    integers &= other.integers;
    numbers &= other.numbers;
    booleans &= other.booleans;
    dates &= other.dates;
    timestamps &= other.timestamps;
    lists &= other.lists;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    sum += other.sum;
    writtenNumbers.merge(other.writtenNumbers);
    writtenDates.merge(other.writtenDates);
    if (other.first != null && other.last != null) {
      extremes(other.first, other.last);
    }
  }

  /** Whether all texts are lists of numbers; so many there are. */
  boolean lists(long values) {
    return values > 0 && lists;
  }

  /** What all texts are; so many there are. */
  Found found(long values) {
    if (values == 0) {
      return Found.of(ColumnType.STRING, WrittenForm.USUAL);
    }
    if (integers || numbers) {
      return new Found(
          integers ? ColumnType.INTEGER : ColumnType.NUMBER,
          WrittenForm.USUAL,
          shown(min),
          shown(max),
          Optional.of(sum / values));
    }
    if (booleans) {
      return Found.of(ColumnType.BOOLEAN, WrittenForm.USUAL);
    }
    if (timestamps) {
      return new Found(
          dates ? ColumnType.DATE : ColumnType.TIMESTAMP,
          WrittenForm.USUAL,
          Optional.ofNullable(first),
          Optional.ofNullable(last),
          Optional.empty());
    }
    Optional<WrittenDates.Finding> date = writtenDates.finding(values);
    Optional<WrittenNumbers.Finding> number = writtenNumbers.finding(values);
    if (number.isPresent() && number.get().certain(values)) {
      WrittenNumbers.Fit fit = number.get().fit();
      return new Found(
          ColumnType.NUMBER,
          number.get().written(values),
          shown(fit.min()),
          shown(fit.max()),
          Optional.of(fit.sum() / values));
    }
    if (date.isPresent() && date.get().certain()) {
      return new Found(
          date.get().type(),
          date.get().written(),
          Optional.of(date.get().first()),
          Optional.of(date.get().last()),
          Optional.empty());
    }
    return Found.of(
        ColumnType.STRING,
        date.map(WrittenDates.Finding::written)
            .or(() -> number.map(found -> found.written(values)))
            .orElse(WrittenForm.USUAL));
  }

  private static Optional<String> shown(double number) {
    boolean whole = Math.rint(number) == number && Math.abs(number) < 1L << 53;
    return Optional.of(whole ? Long.toString((long) number) : Double.toString(number));
  }

  /**
   * What all texts of a column are.
   *
   * @param type the narrowest type; STRING when there are no values
   * @param min the least number, or the earliest date or time
   * @param max the greatest number, or the latest date or time
   * @param mean the mean of numbers
   */
  record Found(
      ColumnType type,
      WrittenForm written,
      Optional<String> min,
      Optional<String> max,
      Optional<Double> mean) {
    private static Found of(ColumnType type, WrittenForm written) {
      return new Found(type, written, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  void write(DataOutput out) throws IOException {
    for (boolean flag : new boolean[] {integers, numbers, booleans, dates, timestamps, lists}) {
      out.writeBoolean(flag);
    }
    for (double number : new double[] {min, max, sum}) {
      out.writeDouble(number);
    }
    out.writeBoolean(first != null);
    if (first != null && last != null) {
      out.writeUTF(first);
      out.writeUTF(last);
    }
    writtenNumbers.write(out);
    writtenDates.write(out);
  }

  void read(DataInput in) throws IOException {
    integers = in.readBoolean();
    numbers = in.readBoolean();
    booleans = in.readBoolean();
    dates = in.readBoolean();
    timestamps = in.readBoolean();
    lists = in.readBoolean();
    min = in.readDouble();
    max = in.readDouble();
    sum = in.readDouble();
    if (in.readBoolean()) {
      first = in.readUTF();
      last = in.readUTF();
    }
    writtenNumbers.read(in);
    writtenDates.read(in);
  }
}
