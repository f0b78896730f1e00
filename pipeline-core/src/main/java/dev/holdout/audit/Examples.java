package dev.holdout.audit;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;

import dev.holdout.contract.Columns;
import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Rows that findings are about: for each finding its first {@value Finding#MAX_EXAMPLES} cases, and
 * of each case the first {@value #ROWS} row keys of a partition; of Training one of each label
 * where both occur. One scan of Training and Test.
 *
 * <p>Size: at most {@value Finding#MAX_EXAMPLES} cases for each finding.
 */
final class Examples implements State<Examples> {
  private static final int ROWS = 2;
  private static final int LONGEST = 200;

  /** By finding, by case. */
  private final List<TreeMap<Long, Case>> found = new ArrayList<>();

  private Examples(int findings) {
    for (int finding = 0; finding < findings; finding++) {
      found.add(new TreeMap<>());
    }
  }

  /**
   * Looks for the rows.
   *
   * @param cases for each finding, the case that a row belongs to, null if to none
   * @return the examples of each finding
   */
  static List<List<Finding.Example>> of(Rows rows, List<Column> cases) {
    Examples examples =
        Scan.of(
            rows.both()
                .select(
                    col(Columns.ROW_KEY),
                    col(Columns.LABEL),
                    array(cases.toArray(Column[]::new)).as("cases")),
            new Of(cases.size()));
    return examples.found.stream()
        .map(byCase -> byCase.values().stream().map(Case::example).toList())
        .toList();
  }

  /** What a row is. */
  private enum Kind {
    NEGATIVE,
    POSITIVE,
    TEST
  }

  /** Keys of the rows of a case, by what they are. */
  private record Case(EnumMap<Kind, TreeSet<String>> keys) {
    Case() {
      this(new EnumMap<>(Kind.class));
    }

    TreeSet<String> of(Kind kind) {
      return keys.computeIfAbsent(kind, unseen -> new TreeSet<>());
    }

    Finding.Example example() {
      List<String> training = new ArrayList<>();
      if (of(Kind.NEGATIVE).isEmpty() || of(Kind.POSITIVE).isEmpty()) {
        training.addAll(of(Kind.NEGATIVE));
        training.addAll(of(Kind.POSITIVE));
      } else {
        training.add(of(Kind.NEGATIVE).first());
        training.add(of(Kind.POSITIVE).first());
      }
      return new Finding.Example(training, List.copyOf(of(Kind.TEST)));
    }
  }

  private record Of(int findings) implements Statistic<Examples> {
    @Override
    public Examples empty() {
      return new Examples(findings);
    }

    @Override
    public Examples read(DataInput in) throws IOException {
      Examples read = new Examples(findings);
      for (int finding = 0; finding < findings; finding++) {
        for (int rows = in.readInt(); rows > 0; rows--) {
          read.add(finding, in.readLong(), Kind.valueOf(in.readUTF()), in.readUTF());
        }
      }
      return read;
    }
  }

  @Override
  public void add(Row row) {
    List<Long> cases = row.getList(2);
    for (int finding = 0; finding < cases.size(); finding++) {
      if (cases.get(finding) != null) {
        String key = row.getString(0);
        add(
            finding,
            cases.get(finding),
            row.isNullAt(1) ? Kind.TEST : row.getDouble(1) == 1 ? Kind.POSITIVE : Kind.NEGATIVE,
            key.length() > LONGEST ? key.substring(0, LONGEST) + "…" : key);
      }
    }
  }

  private void add(int finding, long number, Kind kind, String key) {
    TreeMap<Long, Case> byCase = found.get(finding);
    if (byCase.size() == Finding.MAX_EXAMPLES && number > byCase.lastKey()) {
      return;
    }
    TreeSet<String> keys = byCase.computeIfAbsent(number, unseen -> new Case()).of(kind);
    keys.add(key);
    if (keys.size() > ROWS) {
      keys.pollLast();
    }
    if (byCase.size() > Finding.MAX_EXAMPLES) {
      byCase.pollLastEntry();
    }
  }

  @Override
  public void merge(Examples other) {
    for (int finding = 0; finding < found.size(); finding++) {
      int at = finding;
      other
          .found
          .get(at)
          .forEach(
              (number, rows) ->
                  rows.keys()
                      .forEach((kind, keys) -> keys.forEach(key -> add(at, number, kind, key))));
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (TreeMap<Long, Case> byCase : found) {
      out.writeInt(
          byCase.values().stream()
              .flatMap(rows -> rows.keys().values().stream())
              .mapToInt(TreeSet::size)
              .sum());
      for (Map.Entry<Long, Case> rows : byCase.entrySet()) {
        for (Map.Entry<Kind, TreeSet<String>> keys : rows.getValue().keys().entrySet()) {
          for (String key : keys.getValue()) {
            out.writeLong(rows.getKey());
            out.writeUTF(keys.getKey().name());
            out.writeUTF(key);
          }
        }
      }
    }
  }
}
