package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class SmallCellsTest {
  @Test
  void hidesTheNextSmallestSoThatTheTotalDoesNotTell() {
    CellTable table = rows(Map.of("A", 500L, "B", 40L, "C", 3L));
    assertThat(SmallCells.hidden(table, 0, 10))
        .containsExactlyInAnyOrder(Groups.value("a", "C"), Groups.value("a", "B"));
  }

  @Test
  void hidesAThirdWhereTwoTogetherAreFew() {
    CellTable table = rows(Map.of("A", 500L, "B", 40L, "C", 3L, "D", 4L));
    // C and D would leave 7 together.
    assertThat(SmallCells.hidden(table, 0, 10))
        .containsExactlyInAnyOrder(
            Groups.value("a", "C"), Groups.value("a", "D"), Groups.value("a", "B"));
    assertThat(SmallCells.hidden(rows(Map.of("A", 500L, "C", 6L, "D", 4L)), 0, 10))
        .containsExactlyInAnyOrder(Groups.value("a", "C"), Groups.value("a", "D"));
  }

  @Test
  void hidesNothingWhereNothingIsSmall() {
    assertThat(SmallCells.hidden(rows(Map.of("A", 500L, "B", 10L)), 0, 10)).isEmpty();
  }

  @Test
  void aGroupOfOneLabelIsSmallAndOneWithoutAKindOfDecisionIsNot() {
    CellTable table = new CellTable();
    // rows, positives, negatives, tp, fp, fn, tn
    table.add(CellTable.ALL, 300, 150, 150, 120, 60, 30, 90);
    table.add(Groups.value("a", "A"), 200, 100, 100, 70, 40, 30, 60);
    table.add(Groups.value("a", "B"), 100, 50, 50, 50, 20, 0, 30);
    assertThat(SmallCells.hidden(table, 2, 10)).isEmpty();
    CellTable oneLabel = new CellTable();
    oneLabel.add(CellTable.ALL, 400, 150, 250, 120, 60, 30, 190);
    oneLabel.add(Groups.value("a", "A"), 200, 100, 100, 70, 40, 30, 60);
    oneLabel.add(Groups.value("a", "B"), 100, 50, 50, 50, 20, 0, 30);
    oneLabel.add(Groups.value("a", "C"), 100, 0, 100, 0, 0, 0, 100);
    assertThat(SmallCells.hidden(oneLabel, 2, 10))
        .containsExactlyInAnyOrder(Groups.value("a", "C"), Groups.value("a", "B"));
    CellTable missed = new CellTable();
    missed.add(CellTable.ALL, 300, 150, 150, 100, 50, 50, 100);
    missed.add(Groups.value("a", "A"), 200, 100, 100, 53, 30, 47, 70);
    missed.add(Groups.value("a", "B"), 100, 50, 50, 47, 20, 3, 30);
    assertThat(SmallCells.hidden(missed, 2, 10)).hasSize(2);
  }

  @Test
  void whatAColumnLeavesOverCannotBeFoundByIt() {
    // Values beyond the cap are not listed: 500 − 450 − 45 leaves 5.
    CellTable table = new CellTable();
    table.add(CellTable.ALL, 500);
    table.add(Groups.value("a", "A"), 450);
    table.add(Groups.value("a", "B"), 45);
    assertThat(SmallCells.hidden(table, 0, 10)).containsExactly(Groups.value("a", "B"));
    // What is left over is no secret where it is large: 500 − 400 − 45 leaves 55.
    CellTable large = new CellTable();
    large.add(CellTable.ALL, 500);
    large.add(Groups.value("a", "A"), 400);
    large.add(Groups.value("a", "B"), 45);
    assertThat(SmallCells.hidden(large, 0, 10)).isEmpty();
  }

  @Test
  void crossingsDoNotTellWhatTheirMarginsLeave() {
    CellTable table = crossing(new long[][] {{100, 4, 80}, {90, 70, 60}, {50, 40, 30}});
    Set<Map<String, Optional<String>>> hidden = SmallCells.hidden(table, 0, 10);
    // The small cell, another in its row, another in its column, and the corner of the rectangle.
    assertThat(hidden).hasSizeGreaterThanOrEqualTo(4).contains(Groups.value("x", "0", "y", "1"));
    assertNothingFollows(table, hidden);
  }

  @Test
  void noCountFollowsFromThoseShown() {
    SplittableRandom random = new SplittableRandom(17);
    int withHidden = 0;
    for (int trial = 0; trial < 150; trial++) {
      long[][] cells = new long[2 + random.nextInt(3)][2 + random.nextInt(4)];
      for (long[] row : cells) {
        for (int at = 0; at < row.length; at++) {
          row[at] = random.nextInt(4) == 0 ? 1 + random.nextInt(12) : 10 + random.nextInt(200);
        }
      }
      CellTable table = crossing(cells);
      Set<Map<String, Optional<String>>> hidden = SmallCells.hidden(table, 0, 10);
      assertThat(table.groups())
          .filteredOn(group -> table.counts(group)[0] < 10)
          .allMatch(hidden::contains);
      assertNothingFollows(table, hidden);
      withHidden += hidden.isEmpty() ? 0 : 1;
    }
    assertThat(withHidden).isGreaterThan(50);
  }

  /**
   * The attack: all sums of a crossing as equations in the hidden counts. A count is found if
   * adding the equation that states it adds nothing to their rank.
   */
  private static void assertNothingFollows(
      CellTable table, Set<Map<String, Optional<String>>> hidden) {
    if (hidden.isEmpty()) {
      return;
    }
    List<Map<String, Optional<String>>> unknown = List.copyOf(hidden);
    Set<List<Double>> equations = new HashSet<>();
    for (Map<String, Optional<String>> whole : table.groups()) {
      Set<Set<String>> divisions = new HashSet<>();
      table.groups().stream()
          .filter(part -> part.size() > whole.size())
          .filter(part -> part.entrySet().containsAll(whole.entrySet()))
          .forEach(part -> divisions.add(part.keySet()));
      for (Set<String> division : divisions) {
        List<Double> equation = new ArrayList<>();
        for (Map<String, Optional<String>> group : unknown) {
          boolean part =
              group.keySet().equals(division) && group.entrySet().containsAll(whole.entrySet());
          equation.add(part ? 1.0 : group.equals(whole) ? -1.0 : 0.0);
        }
        equations.add(equation);
      }
    }
    int rank = rank(List.copyOf(equations));
    for (int at = 0; at < unknown.size(); at++) {
      List<Double> statement = new ArrayList<>();
      for (int other = 0; other < unknown.size(); other++) {
        statement.add(other == at ? 1.0 : 0.0);
      }
      List<List<Double>> more = new ArrayList<>(equations);
      more.add(statement);
      assertThat(rank(more)).as("%s of %s", unknown.get(at), unknown).isEqualTo(rank + 1);
    }
  }

  private static int rank(List<List<Double>> equations) {
    double[][] matrix =
        equations.stream()
            .map(equation -> equation.stream().mapToDouble(value -> value).toArray())
            .toArray(double[][]::new);
    return new SingularValueDecomposition(new Array2DRowRealMatrix(matrix)).getRank();
  }

  private static CellTable rows(Map<String, Long> values) {
    CellTable table = new CellTable();
    table.add(CellTable.ALL, values.values().stream().mapToLong(count -> count).sum());
    values.forEach((value, count) -> table.add(Groups.value("a", value), count));
    return table;
  }

  private static CellTable crossing(long[][] cells) {
    CellTable table = new CellTable();
    Map<Map<String, Optional<String>>, Long> sums = new LinkedHashMap<>();
    for (int row = 0; row < cells.length; row++) {
      for (int column = 0; column < cells[row].length; column++) {
        sums.merge(CellTable.ALL, cells[row][column], Long::sum);
        sums.merge(Groups.value("x", "" + row), cells[row][column], Long::sum);
        sums.merge(Groups.value("y", "" + column), cells[row][column], Long::sum);
        sums.merge(Groups.value("x", "" + row, "y", "" + column), cells[row][column], Long::sum);
      }
    }
    sums.forEach((group, count) -> table.add(group, count));
    return table;
  }
}
