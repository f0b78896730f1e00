package dev.holdout.contract;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In which form all texts of a column are numbers: decimal mark, groups of digits, unit, brackets.
 * Its size does not depend on the texts: a {@link Fit} for each form and a count for each unit.
 */
final class WrittenNumbers {
  /** In the order of preference where several fit equally well. */
  private static final List<NumberForm> FORMS =
      List.of(
          form(false, ""), form(false, ","), form(false, " "), form(false, "'"), form(true, ""));

  private static final int COMMA = FORMS.size() - 1;

  /** A number of more digits is not kept in full. */
  private static final int KEPT_DIGITS = 18;

  private static final int PERCENT = NumberText.UNITS.indexOf("%");
  private static final int LONGEST = 40;

  /** Fewer numbers than these are not worth a word. */
  private static final double MOST = 0.8;

  /** Numbers of so many digits and more, all of them of equally many, are rather codes. */
  private static final int CODE_DIGITS = 7;

  /** Texts of digits alone, which fit any form. */
  private final Fit whole = new Fit();

  private final Fit[] fits = new Fit[FORMS.size()];
  private final long[] units = new long[NumberText.UNITS.size()];
  private long bracketed;
  private long codes;

  WrittenNumbers() {
    for (int form = 0; form < fits.length; form++) {
      fits[form] = new Fit();
    }
  }

  private static NumberForm form(boolean decimalComma, String group) {
    return new NumberForm(decimalComma, group, "", false);
  }

  void add(String value) {
    if (isWhole(value)) {
      whole.add(value.length(), (double) Long.parseLong(value));
      return;
    }
    NumberText text = value.length() <= LONGEST && hasDigit(value) ? taken(value) : null;
    if (text == null) {
      for (Fit fit : fits) {
        fit.miss(value);
      }
      return;
    }
    codes += isCode(text.digits()) ? 1 : 0;
    boolean any = false;
    String before = "";
    double number = 0;
    String plain = FORMS.get(0).digits(text.digits());
    for (int form = 0; form < fits.length; form++) {
      // Other groups with the same decimal mark take what is read without groups.
      String digits =
          form == 0 || (plain != null && form != COMMA)
              ? plain
              : FORMS.get(form).digits(text.digits());
      if (digits != null && !digits.equals(before)) {
        before = digits;
        number = Double.parseDouble(digits);
      }
      if (digits == null || !Double.isFinite(number)) {
        fits[form].miss(value);
        continue;
      }
      any = true;
      fits[form].add(FORMS.get(form), text, text.negative() ? -number : number);
    }
    if (any) {
      bracketed += text.bracketed() ? 1 : 0;
      int unit = NumberText.UNITS.indexOf(text.unit());
      units[unit < 0 ? 0 : unit] += unit < 0 ? 0 : 1;
    }
  }

  /** Whether a text is digits alone, none of them lost or dropped in a number. */
  static boolean isWhole(String value) {
    boolean whole =
        !value.isEmpty()
            && value.length() <= KEPT_DIGITS
            && (value.charAt(0) != '0' || value.length() == 1);
    for (int at = 0; whole && at < value.length(); at++) {
      whole = value.charAt(at) >= '0' && value.charAt(at) <= '9';
    }
    return whole;
  }

  private static NumberText taken(String value) {
    return NumberText.of(value, Optional.empty(), true);
  }

  /** Whether digits are no amount: leading zeros, or more digits than a number can keep. */
  private static boolean isCode(String digits) {
    boolean zeros =
        digits.length() > 1 && digits.charAt(0) == '0' && Character.isDigit(digits.charAt(1));
    return zeros
        || (digits.length() > KEPT_DIGITS
            && digits.chars().filter(Character::isDigit).count() > KEPT_DIGITS);
  }

  private static boolean hasDigit(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        return true;
      }
    }
    return false;
  }

  void merge(WrittenNumbers other) {
    whole.merge(other.whole);
    for (int form = 0; form < fits.length; form++) {
      fits[form].merge(other.fits[form]);
    }
    for (int unit = 0; unit < units.length; unit++) {
      units[unit] += other.units[unit];
    }
    bracketed += other.bracketed;
    codes += other.codes;
  }

  /** The best form, and whether the column should be read in it; empty where few texts fit. */
  Optional<Finding> finding(long values) {
    if (codes > 0) {
      return Optional.empty();
    }
    List<Fit> all = Stream.of(fits).map(whole::with).toList();
    int best = 0;
    for (int form = 1; form < all.size(); form++) {
      best = all.get(form).count > all.get(best).count ? form : best;
    }
    long commas = all.get(COMMA).count;
    boolean money = units[PERCENT] == 0 && LongStream.of(units).anyMatch(rows -> rows > 0);
    boolean groupsByPoints =
        best == 0 && money && all.get(COMMA).grouped > 0 && commas == all.get(0).count;
    best = groupsByPoints ? COMMA : best;
    Fit fit = all.get(best);
    if (fit.count == 0 || fit.count < MOST * values) {
      return Optional.empty();
    }
    List<String> facts = new ArrayList<>();
    List<String> doubts = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (int unit = 0; unit < units.length; unit++) {
      if (units[unit] > 0) {
        found.add(NumberText.UNITS.get(unit));
        facts.add(unitFact(NumberText.UNITS.get(unit), units[unit], values));
      }
    }
    if (found.size() > 1) {
      doubts.add("units differ: " + String.join(", ", found));
    } else if (units[PERCENT] > 0 && units[PERCENT] < fit.nonZero) {
      doubts.add("not all values have the %");
    }
    NumberForm form =
        new NumberForm(
            FORMS.get(best).decimalComma(),
            fit.grouped > 0 ? FORMS.get(best).group() : "",
            found.size() == 1 ? found.get(0) : "",
            bracketed > 0);
    if (fit.grouped > 0) {
      facts.add("digits in groups in " + fit.grouped + " values");
    }
    if (groupsByPoints || (form.group().equals(",") && fit.count == commas)) {
      facts.add("not decimals, as no value has other than three digits after the mark");
    }
    if (bracketed > 0) {
      facts.add(bracketed + " negative in brackets");
    }
    if (fit.grouped == values && fit.isCode() && found.isEmpty() && bracketed == 0) {
      doubts.add("all of " + fit.mostDigits + " digits, as codes are");
    }
    return Optional.of(new Finding(form, fit, facts, doubts));
  }

  /**
   * What was found.
   *
   * @param facts what speaks for the form
   * @param doubts why the column stays text although its values fit
   */
  record Finding(NumberForm form, Fit fit, List<String> facts, List<String> doubts) {
    /** Whether the column is one of numbers. */
    boolean certain(long values) {
      return fit.count == values && doubts.isEmpty();
    }

    WrittenForm written(long values) {
      return certain(values)
          ? new WrittenForm(form, Optional.empty(), facts, Optional.empty())
          : WrittenForm.doubtful(
              "numbers", ColumnType.NUMBER, form.keys(), fit.count, values, fit.misfit(), doubts);
    }
  }

  private static String unitFact(String unit, long rows, long values) {
    String where = rows == values ? "" : " in " + rows + " of " + values + " values";
    return unit.equals("%") || unit.equals("\u2030")
        ? "as written: 12.5 " + unit + " is 12.5" + where
        : "unit " + unit + where;
  }

  void write(DataOutput out) throws IOException {
    whole.write(out);
    for (Fit fit : fits) {
      fit.write(out);
    }
    for (long rows : units) {
      out.writeLong(rows);
    }
    out.writeLong(bracketed);
    out.writeLong(codes);
  }

  void read(DataInput in) throws IOException {
    whole.read(in);
    for (Fit fit : fits) {
      fit.read(in);
    }
    for (int unit = 0; unit < units.length; unit++) {
      units[unit] = in.readLong();
    }
    bracketed = in.readLong();
    codes = in.readLong();
  }

  /** How many texts are numbers in one form, and their extremes. */
  static final class Fit {
    private long count;
    private long grouped;
    private long decimals;
    private long nonZero;
    private int leastDigits = Integer.MAX_VALUE;
    private int mostDigits;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;

    /** The first in order of the texts that do not fit; null where all do. */
    private @Nullable String misfit;

    private void add(NumberForm form, NumberText text, double number) {
      int digits = 0;
      int marks = 0;
      boolean decimal = false;
      boolean exponent = false;
      for (int at = 0; at < text.digits().length(); at++) {
        char mark = text.digits().charAt(at);
        boolean digit = mark >= '0' && mark <= '9';
        decimal = decimal || mark == (form.decimalComma() ? ',' : '.');
        exponent = exponent || mark == 'e' || mark == 'E';
        digits += digit ? 1 : 0;
        marks += digit ? 0 : 1;
      }
      grouped += marks > (decimal ? 1 : 0) && !exponent ? 1 : 0;
      decimals += decimal ? 1 : 0;
      add(digits, number);
    }

    private void add(int digits, double number) {
      count++;
      nonZero += number != 0 ? 1 : 0;
      leastDigits = Math.min(leastDigits, digits);
      mostDigits = Math.max(mostDigits, digits);
      min = Math.min(min, number);
      max = Math.max(max, number);
      sum += number;
    }

    private Fit with(Fit more) {
      Fit sum = new Fit();
      sum.merge(this);
      sum.merge(more);
      return sum;
    }

    private void miss(String text) {
      String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
      misfit = misfit == null || shown.compareTo(misfit) < 0 ? shown : misfit;
    }

    private boolean isCode() {
      return leastDigits == mostDigits && mostDigits >= CODE_DIGITS && decimals == 0 && min > 0;
    }

    private void merge(Fit other) {
      count += other.count;
      grouped += other.grouped;
      decimals += other.decimals;
      nonZero += other.nonZero;
      leastDigits = Math.min(leastDigits, other.leastDigits);
      mostDigits = Math.max(mostDigits, other.mostDigits);
      min = Math.min(min, other.min);
      max = Math.max(max, other.max);
      sum += other.sum;
      if (other.misfit != null) {
        miss(other.misfit);
      }
    }

    double min() {
      return min;
    }

    double max() {
      return max;
    }

    double sum() {
      return sum;
    }

    private Optional<String> misfit() {
      return Optional.ofNullable(misfit);
    }

    private void write(DataOutput out) throws IOException {
      for (long rows : new long[] {count, grouped, decimals, nonZero, leastDigits, mostDigits}) {
        out.writeLong(rows);
      }
      for (double number : new double[] {min, max, sum}) {
        out.writeDouble(number);
      }
      out.writeBoolean(misfit != null);
      if (misfit != null) {
        out.writeUTF(misfit);
      }
    }

    private void read(DataInput in) throws IOException {
      count = in.readLong();
      grouped = in.readLong();
      decimals = in.readLong();
      nonZero = in.readLong();
      leastDigits = (int) in.readLong();
      mostDigits = (int) in.readLong();
      min = in.readDouble();
      max = in.readDouble();
      sum = in.readDouble();
      misfit = in.readBoolean() ? in.readUTF() : null;
    }
  }
}
