package dev.holdout.contract;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which types all texts of a column have, and the extremes of each: four numbers, two texts, two
 * sums and seven flags.
 */
final class TextForms {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern CODE = Pattern.compile("[+-]?(0\\d+|\\d{19,})");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}([T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?"
              + "(Z|[+-]\\d{2}:\\d{2})?)?");
  private static final int DATE_LENGTH = "2024-02-29".length();

  private boolean integers = true;
  private boolean numbers = true;
  private boolean booleans = true;
  private boolean dates = true;
  private boolean timestamps = true;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;

  /** Numbers with a decimal comma, and whether one of them cannot be anything else. */
  private boolean commas = true;

  private boolean evident;
  private double commaMin = Double.POSITIVE_INFINITY;
  private double commaMax = Double.NEGATIVE_INFINITY;
  private double commaSum;
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
    if (commas) {
      commaNumber(value);
    }
    booleans = booleans && isBoolean(value);
    timestamps = timestamps && isTimestamp(value) && isDate(value);
    dates = dates && timestamps && value.length() == DATE_LENGTH;
    if (timestamps) {
      extremes(value, value);
    }
  }

  private void number(String value) {
    boolean code = numbers && CODE.matcher(value).matches();
    boolean number = numbers && !code && NUMBER.matcher(value).matches();
    double parsed = number ? Double.parseDouble(value) : Double.NaN;
    integers = integers && number && WHOLE.matcher(value).matches();
    numbers = number && Double.isFinite(parsed);
    if (numbers) {
      min = Math.min(min, parsed);
      max = Math.max(max, parsed);
      sum += parsed;
    }
  }

  private void commaNumber(String value) {
    String plain = CommaNumbers.plain(value);
    commas = plain != null && !CODE.matcher(value).matches();
    if (commas && plain != null) {
      double parsed = Double.parseDouble(plain);
      evident = evident || CommaNumbers.evident(value);
      commaMin = Math.min(commaMin, parsed);
      commaMax = Math.max(commaMax, parsed);
      commaSum += parsed;
    }
  }

  /** Whether the values are numbers with a decimal comma. */
  boolean decimalComma() {
    return !numbers && commas && evident;
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
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    sum += other.sum;
    commas &= other.commas;
    evident |= other.evident;
    commaMin = Math.min(commaMin, other.commaMin);
    commaMax = Math.max(commaMax, other.commaMax);
    commaSum += other.commaSum;
    if (other.first != null && other.last != null) {
      extremes(other.first, other.last);
    }
  }

  /** The narrowest type; STRING when there are no values. */
  ColumnType type(long values) {
    if (values == 0) {
      return ColumnType.STRING;
    }
    if (integers) {
      return ColumnType.INTEGER;
    }
    if (numbers || decimalComma()) {
      return ColumnType.NUMBER;
    }
    if (booleans) {
      return ColumnType.BOOLEAN;
    }
    if (dates) {
      return ColumnType.DATE;
    }
    return timestamps ? ColumnType.TIMESTAMP : ColumnType.STRING;
  }

  double min() {
    return decimalComma() ? commaMin : min;
  }

  double max() {
    return decimalComma() ? commaMax : max;
  }

  double sum() {
    return decimalComma() ? commaSum : sum;
  }

  @Nullable String first() {
    return first;
  }

  @Nullable String last() {
    return last;
  }

  void write(DataOutput out) throws IOException {
    for (boolean flag :
        new boolean[] {integers, numbers, booleans, dates, timestamps, commas, evident}) {
      out.writeBoolean(flag);
    }
    for (double number : new double[] {min, max, sum, commaMin, commaMax, commaSum}) {
      out.writeDouble(number);
    }
    out.writeBoolean(first != null);
    if (first != null && last != null) {
      out.writeUTF(first);
      out.writeUTF(last);
    }
  }

  void read(DataInput in) throws IOException {
    integers = in.readBoolean();
    numbers = in.readBoolean();
    booleans = in.readBoolean();
    dates = in.readBoolean();
    timestamps = in.readBoolean();
    commas = in.readBoolean();
    evident = in.readBoolean();
    min = in.readDouble();
    max = in.readDouble();
    sum = in.readDouble();
    commaMin = in.readDouble();
    commaMax = in.readDouble();
    commaSum = in.readDouble();
    if (in.readBoolean()) {
      first = in.readUTF();
      last = in.readUTF();
    }
  }
}
