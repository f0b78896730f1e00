package dev.holdout.sniff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Distinguishes column names that are numbers, such as years, from values. */
final class NumericNames {
  private static final int FEW = 3;

  private final List<ColumnShape> columns;

  /** By the columns of the rows below. */
  NumericNames(List<ColumnShape> columns) {
    this.columns = columns;
  }

  /**
   * Whether the numbers of a record are names: years or a sequence, the record below it neither.
   */
  boolean are(Rec record, Optional<Rec> below) {
    List<Long> numbers = new ArrayList<>();
    for (int column = 0; column < Math.min(columns.size(), record.width()); column++) {
      ColumnShape shape = columns.get(column);
      String cell = record.fields().get(column).strip();
      Kind kind = Kind.of(cell);
      if (!shape.measured()) {
        if (shape.holds(cell) && !shape.unique()) {
          return false;
        }
      } else if (kind == Kind.INTEGER && cell.length() < 10) {
        numbers.add(Long.parseLong(cell));
      } else if (kind.measured()) {
        return false;
      }
    }
    if (numbers.size() < FEW) {
      return !numbers.isEmpty()
          && numbers.stream().allMatch(NumericNames::isYear)
          && overOthers(record);
    }
    List<Long> next = below.map(NumericNames::integers).orElse(List.of());
    return (sequence(numbers) && !sequence(next)) || (years(numbers) && !years(next));
  }

  /**
   * Whether the numbers of a record are years that distinguish columns which the record above calls
   * alike, or names once for several.
   */
  boolean areYearsOf(Rec above, Rec record) {
    Set<String> names = new HashSet<>();
    Set<String> joined = new HashSet<>();
    int years = 0;
    for (int column = 0; column < Math.min(columns.size(), record.width()); column++) {
      String cell = record.fields().get(column).strip();
      if (Kind.of(cell).measured()) {
        boolean year = cell.matches("(1[89]|20)[0-9]{2}");
        String name = column < above.width() ? above.fields().get(column).strip() : "";
        if (!year || !joined.add(name + ' ' + cell) || columns.get(column).holdsYears()) {
          return false;
        }
        names.add(name);
        years++;
      }
    }
    return years > 1 && (names.size() < years || names.contains(""));
  }

  /** Whether a record has words, and no column of numbers below it has years or a text above it. */
  private boolean overOthers(Rec record) {
    boolean words = false;
    for (int column = 0; column < Math.min(columns.size(), record.width()); column++) {
      ColumnShape shape = columns.get(column);
      Kind kind = Kind.of(record.fields().get(column));
      if (shape.measured() && (!kind.measured() || shape.holdsYears())) {
        return false;
      }
      words = words || kind == Kind.WORD;
    }
    return words;
  }

  private static List<Long> integers(Rec record) {
    return record.fields().stream()
        .map(String::strip)
        .filter(cell -> Kind.of(cell) == Kind.INTEGER && cell.length() < 10)
        .map(Long::parseLong)
        .toList();
  }

  private static boolean isYear(long number) {
    return number >= 1800 && number <= 2100;
  }

  private static boolean years(List<Long> numbers) {
    return numbers.size() >= FEW
        && numbers.stream().allMatch(NumericNames::isYear)
        && numbers.stream().distinct().count() == numbers.size();
  }

  private static boolean sequence(List<Long> numbers) {
    if (numbers.size() < FEW || numbers.get(0).equals(numbers.get(1))) {
      return false;
    }
    long step = numbers.get(1) - numbers.get(0);
    for (int next = 2; next < numbers.size(); next++) {
      if (numbers.get(next) - numbers.get(next - 1) != step) {
        return false;
      }
    }
    return true;
  }
}
