package dev.holdout.contract;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;

/** The texts of one kind; the second range is that of the other order of day and month. */
final class DateStats {
  long rows;
  private boolean padded = true;
  private boolean paddedHour = true;
  String least = "";
  long min = Long.MAX_VALUE;
  long max = Long.MIN_VALUE;
  private long turnedMin = Long.MAX_VALUE;
  private long turnedMax = Long.MIN_VALUE;

  void add(Matcher date, LocalDateTime at, LocalDateTime turned) {
    String text = date.group();
    least = rows == 0 || text.compareTo(least) < 0 ? text : least;
    rows++;
    padded =
        padded
            && date.group(1).length() > 1
            && date.group(3).length() > 1
            && date.group(4).length() > 1;
    paddedHour = paddedHour && (date.group(6) == null || date.group(6).length() == 2);
    min = Math.min(min, at.toEpochSecond(ZoneOffset.UTC));
    max = Math.max(max, at.toEpochSecond(ZoneOffset.UTC));
    turnedMin = Math.min(turnedMin, turned.toEpochSecond(ZoneOffset.UTC));
    turnedMax = Math.max(turnedMax, turned.toEpochSecond(ZoneOffset.UTC));
  }

  void merge(DateStats more) {
    least = rows == 0 || (more.rows > 0 && more.least.compareTo(least) < 0) ? more.least : least;
    rows += more.rows;
    padded &= more.padded;
    paddedHour &= more.paddedHour;
    min = Math.min(min, more.min);
    max = Math.max(max, more.max);
    turnedMin = Math.min(turnedMin, more.turnedMin);
    turnedMax = Math.max(turnedMax, more.turnedMax);
  }

  DateStats turned() {
    DateStats other = new DateStats();
    other.merge(this);
    other.min = turnedMin;
    other.max = turnedMax;
    other.turnedMin = min;
    other.turnedMax = max;
    return other;
  }

  /** The pattern with as many digits as the texts have. */
  String padded(String pattern) {
    String date = padded ? pattern.replace("d", "dd").replaceAll("(?<!M)M(?!M)", "MM") : pattern;
    return paddedHour ? date.replace("H", "HH").replace("h", "hh") : date;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    out.writeBoolean(padded);
    out.writeBoolean(paddedHour);
    out.writeUTF(least);
    for (long second : new long[] {min, max, turnedMin, turnedMax}) {
      out.writeLong(second);
    }
  }

  void read(DataInput in) throws IOException {
    rows = in.readLong();
    padded = in.readBoolean();
    paddedHour = in.readBoolean();
    least = in.readUTF();
    min = in.readLong();
    max = in.readLong();
    turnedMin = in.readLong();
    turnedMax = in.readLong();
  }
}
