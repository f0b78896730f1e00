package dev.holdout.audit;

import dev.holdout.evaluate.RocAuc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * How well a column alone tells two kinds of rows apart: the cross-fitted area under the ROC curve
 * of the best simple reading of the column, ties counting one half.
 *
 * <p>Cross-fitted: whatever a reading learns, it learns from the other parts of the rows and is
 * scored on the part left out; the areas of the parts are averaged by their pairs of rows. Without
 * any relation the area so is about one half, however many values the column has.
 *
 * <p>Numbers have two readings: in order, ascending or descending, with missing values at the end
 * that tells more; and as {@value #GROUPS} groups of equal size ordered by their rates, for codes
 * and U shapes. The better one counts. Categories are ordered by their rates.
 */
final class ColumnAuc {
  private static final int GROUPS = 20;

  private ColumnAuc() {}

  /** The two kinds of rows. */
  enum Contrast {
    /** Training's negatives and positives. */
    LABEL {
      @Override
      long first(Cell cell, int part) {
        return cell.negatives(part);
      }

      @Override
      long second(Cell cell, int part) {
        return cell.positives(part);
      }
    },
    /** Training and Test. */
    PARTITION {
      @Override
      long first(Cell cell, int part) {
        return cell.negatives(part) + cell.positives(part);
      }

      @Override
      long second(Cell cell, int part) {
        return cell.held(part);
      }
    };

    /** Rows of both kinds. */
    long rows(Cell cell) {
      long rows = 0;
      for (int part = 0; part < Cell.PARTS; part++) {
        rows += first(cell, part) + second(cell, part);
      }
      return rows;
    }

    abstract long first(Cell cell, int part);

    abstract long second(Cell cell, int part);
  }

  /**
   * Of a column's values; numbers ascend.
   *
   * @return from 0.5 (not at all) to 1
   */
  static double of(ProfiledColumn column, List<Cell> cells, Cell missing, Contrast contrast) {
    return column.numeric()
        ? ofNumbers(cells, missing, contrast)
        : ofCategories(cells, missing, contrast);
  }

  private static double ofNumbers(List<Cell> ascending, Cell missing, Contrast contrast) {
    List<Cell> first = new ArrayList<>(ascending);
    first.add(0, missing);
    List<Cell> last = new ArrayList<>(ascending);
    last.add(missing);
    double ordered =
        crossFitted(
            last,
            contrast,
            part -> {
              double rising = elsewhere(last, contrast, part);
              double alternative = elsewhere(first, contrast, part);
              boolean leads = Math.abs(alternative - 0.5) > Math.abs(rising - 0.5);
              double learned = leads ? alternative : rising;
              double area = area(leads ? first : last, contrast, part);
              return learned >= 0.5 ? area : 1 - area;
            });
    List<Cell> groups = new ArrayList<>();
    ColumnSummary.grouped(ascending, GROUPS, contrast::rows)
        .forEach(group -> groups.add(ColumnSummary.sum(group)));
    return Math.max(ordered, ofCategories(groups, missing, contrast));
  }

  private static double ofCategories(List<Cell> categories, Cell missing, Contrast contrast) {
    List<Cell> all = new ArrayList<>(categories);
    all.add(missing);
    return crossFitted(all, contrast, part -> byRate(all, contrast, part));
  }

  /** The mean over parts, weighted by their pairs; one half without pairs. */
  private static double crossFitted(
      List<Cell> cells, Contrast contrast, IntToDoubleFunction areaOfPart) {
    double weighted = 0;
    double weights = 0;
    for (int part = 0; part < Cell.PARTS; part++) {
      double first = 0;
      double second = 0;
      for (Cell cell : cells) {
        first += contrast.first(cell, part);
        second += contrast.second(cell, part);
      }
      if (first > 0 && second > 0) {
        weighted += first * second * areaOfPart.applyAsDouble(part);
        weights += first * second;
      }
    }
    return weights == 0 ? 0.5 : Math.max(0.5, weighted / weights);
  }

  /** The area within a part, of cells in ascending order of a score. */
  private static double area(List<Cell> cells, Contrast contrast, int part) {
    long[] first = new long[cells.size()];
    long[] second = new long[cells.size()];
    for (int at = 0; at < first.length; at++) {
      first[at] = contrast.first(cells.get(at), part);
      second[at] = contrast.second(cells.get(at), part);
    }
    return RocAuc.area(first, second);
  }

  /** The area in the other parts; one half if a kind is missing there. */
  private static double elsewhere(List<Cell> cells, Contrast contrast, int part) {
    long[] first = new long[cells.size()];
    long[] second = new long[cells.size()];
    long firstRows = 0;
    long secondRows = 0;
    for (int other = 0; other < Cell.PARTS; other++) {
      for (int at = 0; other != part && at < first.length; at++) {
        first[at] += contrast.first(cells.get(at), other);
        second[at] += contrast.second(cells.get(at), other);
        firstRows += contrast.first(cells.get(at), other);
        secondRows += contrast.second(cells.get(at), other);
      }
    }
    return firstRows == 0 || secondRows == 0 ? 0.5 : RocAuc.area(first, second);
  }

  private record Rated(double rate, long first, long second) {}

  /** The area within a part, of cells in the order of their rates in the other parts. */
  private static double byRate(List<Cell> cells, Contrast contrast, int part) {
    double prior = rate(ColumnSummary.sum(cells), contrast, part, 0.5);
    List<Rated> rated = new ArrayList<>();
    for (Cell cell : cells) {
      rated.add(
          new Rated(
              rate(cell, contrast, part, prior),
              contrast.first(cell, part),
              contrast.second(cell, part)));
    }
    rated.sort(Comparator.comparingDouble(Rated::rate));
    long[] first = new long[rated.size()];
    long[] second = new long[rated.size()];
    int tied = -1;
    for (int at = 0; at < rated.size(); at++) {
      if (tied < 0 || rated.get(at).rate() != rated.get(at - 1).rate()) {
        tied++;
      }
      first[tied] += rated.get(at).first();
      second[tied] += rated.get(at).second();
    }
    return RocAuc.area(first, second);
  }

  /** The share of the second kind in the other parts, as if one row more had the prior's share. */
  private static double rate(Cell cell, Contrast contrast, int part, double prior) {
    double first = 0;
    double second = 0;
    for (int other = 0; other < Cell.PARTS; other++) {
      if (other != part) {
        first += contrast.first(cell, other);
        second += contrast.second(cell, other);
      }
    }
    return (second + prior) / (first + second + 1);
  }
}
