package dev.holdout.sniff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The records that name the columns of a text.
 *
 * @param names as they are written, empty ones included; the parts of a name of several rows are
 *     joined by a blank
 * @param lines how many lines the records have
 * @param problem what is wrong with one of them
 */
public record Header(List<String> names, int lines, Optional<String> problem) {
  private static final Pattern RULE = Pattern.compile("[-+:=]+");

  public Header {
    names = List.copyOf(names);
  }

  /** The header that lines begin with, of so many records; fewer where the lines end before. */
  public static Header read(List<String> lines, Dialect dialect, int rows) {
    List<Rec> records = Lines.ofLines(lines).records(new FieldSplitter(dialect), rows);
    int taken = records.stream().mapToInt(Rec::lines).sum();
    Optional<String> problem =
        records.stream()
            .flatMap(record -> Optional.ofNullable(record.problem()).stream())
            .findFirst();
    return new Header(names(records), taken, problem);
  }

  /** The most fields that one of the first records has. */
  public static int width(List<String> lines, Dialect dialect) {
    return Lines.ofLines(lines).records(new FieldSplitter(dialect), lines.size()).stream()
        .filter(record -> record.problem() == null)
        .mapToInt(Rec::used)
        .max()
        .orElse(0);
  }

  /**
   * How many fields most of the records have beyond the names of a header, empty ones at their end
   * apart.
   *
   * @param from how many lines the records follow
   */
  public static int unnamed(List<String> lines, int from, Dialect dialect, int names) {
    List<String> rows = lines.subList(Math.min(from, lines.size()), lines.size());
    return unnamed(Lines.ofLines(rows).records(new FieldSplitter(dialect), rows.size()), names);
  }

  static int unnamed(List<Rec> rows, int names) {
    List<Rec> filled = rows.stream().filter(row -> !row.blank() && row.problem() == null).toList();
    List<Integer> wider =
        filled.stream().map(Rec::used).filter(width -> width > names).sorted().toList();
    return 2 * wider.size() > filled.size() ? wider.get(wider.size() / 2) - names : 0;
  }

  /** Whether a record is a line that is drawn below the names, as in Markdown or by psql. */
  static boolean isRule(Rec record) {
    List<String> drawn =
        record.fields().stream().map(String::strip).filter(field -> !field.isEmpty()).toList();
    return drawn.stream().allMatch(field -> RULE.matcher(field).matches())
        && drawn.stream().anyMatch(field -> field.contains("---") || field.contains("==="));
  }

  static List<String> names(List<Rec> all) {
    List<Rec> records = all.stream().filter(record -> !isRule(record)).toList();
    if (records.size() == 1) {
      return records.get(0).fields();
    }
    List<String> names = new ArrayList<>();
    int width = records.stream().mapToInt(Rec::width).max().orElse(0);
    for (int column = 0; column < width; column++) {
      int at = column;
      names.add(
          records.stream()
              .filter(record -> at < record.width())
              .map(record -> record.fields().get(at).strip())
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(" ")));
    }
    return names;
  }
}
