package dev.holdout.workflow;

import dev.holdout.classify.ClassCounts;
import dev.holdout.contract.TextNumbers;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.label.LabelEncoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.ArrayType;

/**
 * The classes of predictions and the columns of their scores.
 *
 * <p>A score for each class may be a column each, listed or by a prefix such as {@code p_*}: a
 * class is what its column's name does not share with the others, up to the last character of the
 * shared part that is neither letter nor digit. Classes that are given are told apart by these
 * names where they are the same, whatever their order. Or it may be one column of lists, in the
 * order of classes that are given. Without scores, the classes are the values of label and
 * prediction, which takes a scan.
 *
 * @param columns of the scores; one of lists, one for each class, or none
 * @param classes their names as text
 * @param notes how values of label and prediction were read, where that is not plain
 */
record ClassScores(List<String> columns, List<String> classes, List<String> notes) {
  ClassScores {
    columns = List.copyOf(columns);
    classes = List.copyOf(classes);
    notes = List.copyOf(notes);
  }

  /** Those that were asked for; problems are added to the table's. */
  static ClassScores of(EvaluationRequest request, PredictionTable table) {
    List<String> columns = columns(request, table);
    List<String> classes = request.classes();
    if (columns.size() == 1 && isLists(columns.get(0), table)) {
      if (classes.isEmpty()) {
        table.problem("--score", columns.get(0), "lists", "--classes with their order");
      }
    } else if (columns.size() == 1) {
      table.problem(
          "--score", columns.get(0), "one column", "one for each class, such as 'p_*', or lists");
    } else if (!columns.isEmpty() && classes.isEmpty()) {
      columns = bySize(columns);
      classes = names(columns);
    } else if (!columns.isEmpty() && classes.size() == columns.size()) {
      columns = inOrder(columns, classes, table);
    } else if (!columns.isEmpty()) {
      table.problem(
          "--classes",
          String.join(",", classes),
          classes.size() + " classes and " + columns.size() + " scores",
          "as many of both");
    }
    columns.forEach(column -> table.isThere(column, "--score"));
    table.isThere(request.label(), "--label");
    request.prediction().ifPresent(column -> table.isThere(column, "--prediction"));
    table.throwIfAny();
    MetClasses met = classes.isEmpty() ? MetClasses.of(request, table) : MetClasses.named(classes);
    List<String> known = met.classes();
    if (known.size() < 2 || known.size() > ClassCounts.MOST_CLASSES) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          "Cannot evaluate "
              + request.source()
              + ": found "
              + (known.size() > ClassCounts.MOST_CLASSES ? "more than 100" : known.size())
              + " classes in "
              + request.label()
              + ", expected 2 to 100. Name another label, or --task regression for numbers.");
    }
    return new ClassScores(columns, known, met.notes());
  }

  private static List<String> columns(EvaluationRequest request, PredictionTable table) {
    List<String> columns = new ArrayList<>();
    for (String given : request.scores()) {
      if (!given.endsWith("*") || table.columns().contains(given)) {
        columns.add(given);
        continue;
      }
      String prefix = given.substring(0, given.length() - 1);
      List<String> found =
          table.columns().stream()
              .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
              .filter(name -> !request.prediction().equals(Optional.of(name)))
              .filter(name -> !request.label().equals(name))
              .toList();
      if (found.size() < 2) {
        table.problem(
            "--score", given, found.size() + " columns with that prefix", "one for each class");
      }
      columns.addAll(found);
    }
    return columns;
  }

  /** Columns whose names say numbers, by these; others as they stand in the table. */
  private static List<String> bySize(List<String> columns) {
    List<String> names = names(columns);
    if (!names.stream().allMatch(name -> TextNumbers.number(name).isPresent())) {
      return columns;
    }
    return IntStream.range(0, columns.size())
        .boxed()
        .sorted(Comparator.comparingDouble(at -> TextNumbers.number(names.get(at)).orElseThrow()))
        .map(columns::get)
        .toList();
  }

  /**
   * Columns in the order of the classes: by their names, where these are the classes. Names of
   * which some are classes, at other places, are refused, since scores of one class would be taken
   * for those of another.
   */
  private static List<String> inOrder(
      List<String> columns, List<String> classes, PredictionTable table) {
    LabelEncoding plain = LabelEncoding.classes(List.of());
    List<String> names = names(columns).stream().map(plain::form).toList();
    List<String> wanted = classes.stream().map(plain::form).toList();
    if (Set.copyOf(names).equals(Set.copyOf(wanted))) {
      return wanted.stream().map(name -> columns.get(names.indexOf(name))).toList();
    }
    for (int at = 0; at < names.size(); at++) {
      int place = wanted.indexOf(names.get(at));
      if (place >= 0 && place != at) {
        table.problem(
            "--classes",
            String.join(",", classes),
            "class "
                + classes.get(place)
                + " at the place of column "
                + columns.get(place)
                + ", though column "
                + columns.get(at)
                + " has its name",
            "the classes in the order of --score: " + String.join(",", columns));
        break;
      }
    }
    return columns;
  }

  /** What the names do not share. */
  static List<String> names(List<String> columns) {
    String shared = columns.get(0);
    for (String column : columns) {
      while (!column.startsWith(shared)) {
        shared = shared.substring(0, shared.length() - 1);
      }
    }
    int end = shared.length();
    while (end > 0 && Character.isLetterOrDigit(shared.charAt(end - 1))) {
      end--;
    }
    int from = end;
    return columns.stream().map(column -> column.substring(from)).toList();
  }

  private static boolean isLists(String column, PredictionTable table) {
    return table.type(column).filter(ArrayType.class::isInstance).isPresent();
  }
}
