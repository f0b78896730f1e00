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
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Rows that findings are about: for each finding its first {@value Finding#MAX_EXAMPLES} cases, and
 * of each case the first {@value #ROWS} row keys of a partition. One scan of Training and Test.
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
                    Rows.held(),
                    array(cases.toArray(Column[]::new)).as("cases")),
            new Of(cases.size()));
    return examples.found.stream()
        .map(
            byCase ->
                byCase.values().stream()
                    .map(
                        rowsOf ->
                            new Finding.Example(
                                List.copyOf(rowsOf.training()), List.copyOf(rowsOf.test())))
                    .toList())
        .toList();
  }

  private record Case(TreeSet<String> training, TreeSet<String> test) {
    Case() {
      this(new TreeSet<>(), new TreeSet<>());
    }

    TreeSet<String> of(boolean held) {
      return held ? test : training;
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
          read.add(finding, in.readLong(), in.readBoolean(), in.readUTF());
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
            row.getBoolean(1),
            key.length() > LONGEST ? key.substring(0, LONGEST) + "…" : key);
      }
    }
  }

  private void add(int finding, long number, boolean held, String key) {
    TreeMap<Long, Case> byCase = found.get(finding);
    if (byCase.size() == Finding.MAX_EXAMPLES && number > byCase.lastKey()) {
      return;
    }
    TreeSet<String> keys = byCase.computeIfAbsent(number, unseen -> new Case()).of(held);
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
              (number, rows) -> {
                rows.training().forEach(key -> add(at, number, false, key));
                rows.test().forEach(key -> add(at, number, true, key));
              });
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (TreeMap<Long, Case> byCase : found) {
      out.writeInt(
          byCase.values().stream().mapToInt(c -> c.training().size() + c.test().size()).sum());
      for (var entry : byCase.entrySet()) {
        for (boolean held : new boolean[] {false, true}) {
          for (String key : entry.getValue().of(held)) {
            out.writeLong(entry.getKey());
            out.writeBoolean(held);
            out.writeUTF(key);
          }
        }
      }
    }
  }
}
