package dev.holdout.fairness;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What linear equations determine, whatever their right sides: Gauss–Jordan elimination with
 * pivoting. Cost: equations² × unknowns.
 */
final class Elimination {
  private static final double ZERO = 1e-9;

  private Elimination() {}

  /** The unknowns that have one value only. The equations are used up. */
  static Set<Integer> determined(double[][] equations) {
    Set<Integer> determined = new HashSet<>();
    int unknowns = equations.length == 0 ? 0 : equations[0].length;
    int row = 0;
    for (int column = 0; column < unknowns && row < equations.length; column++) {
      int pivot = row;
      for (int at = row; at < equations.length; at++) {
        if (Math.abs(equations[at][column]) > Math.abs(equations[pivot][column])) {
          pivot = at;
        }
      }
      if (Math.abs(equations[pivot][column]) < ZERO) {
        continue;
      }
      double[] chosen = equations[pivot];
      equations[pivot] = equations[row];
      equations[row] = chosen;
      clear(equations, row, column);
      row++;
    }
    for (int at = 0; at < row; at++) {
      int[] present = nonzero(equations[at]);
      if (present.length == 1) {
        determined.add(present[0]);
      }
    }
    return determined;
  }

  private static void clear(double[][] equations, int row, int column) {
    double[] chosen = equations[row];
    double scale = chosen[column];
    for (int at = 0; at < chosen.length; at++) {
      chosen[at] /= scale;
    }
    for (int other = 0; other < equations.length; other++) {
      double factor = equations[other][column];
      if (other != row && factor != 0) {
        for (int at = 0; at < chosen.length; at++) {
          equations[other][at] -= factor * chosen[at];
        }
      }
    }
  }

  private static int[] nonzero(double[] equation) {
    return IntStream.range(0, equation.length)
        .filter(at -> Math.abs(equation[at]) > ZERO)
        .toArray();
  }
}
