package dev.holdout.audit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * A naive Bayes classifier that tells Test from Training, one for each part, fitted on the counts
 * of the other parts: numbers in {@value #GROUPS} groups of equal size, missing values as one more
 * group. Each value's share of Test is drawn to that of all rows as if by {@value #PRIOR} rows, so
 * that a rare value says little.
 *
 * <p>Size: {@value #GROUPS} weights for a number and 4,096 for categories at most, for each part.
 */
final class PartitionModel implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int GROUPS = 20;
  private static final double PRIOR = 10;

  private final List<Weights> weights;

  private PartitionModel(List<Weights> weights) {
    this.weights = weights;
  }

  /**
   * The weights of a column's values.
   *
   * @param bounds for numbers, the upper ends of all groups but the last
   * @param groups for categories, the group of each
   * @param byPart part → group → log ratio of the shares in Test and in Training; missing values
   *     are the last group
   */
  @SuppressWarnings("ArrayRecordComponent") // Numbers for a loop, never compared.
  private record Weights(
      boolean numeric, double[] bounds, HashMap<String, Integer> groups, double[][] byPart)
      implements Serializable {}

  /** Fits one classifier for each part. */
  static PartitionModel of(List<ColumnSummary> columns) {
    return new PartitionModel(new ArrayList<>(columns.stream().map(PartitionModel::fit).toList()));
  }

  /**
   * The score of a row: larger for rows as in Test, in (−1, 1).
   *
   * @param first the field of the first column; the others follow
   * @param part the row's part, whose classifier has not seen it
   */
  double score(Row row, int first, int part) {
    double sum = 0;
    for (int column = 0; column < weights.size(); column++) {
      Weights of = weights.get(column);
      int group = group(of, row, first + column);
      if (group >= 0) {
        sum += of.byPart()[part][group];
      }
    }
    return sum / (1 + Math.abs(sum));
  }

  private static int group(Weights weights, Row row, int field) {
    int missing = weights.byPart()[0].length - 1;
    if (row.isNullAt(field)) {
      return missing;
    }
    if (!weights.numeric()) {
      return weights.groups().getOrDefault(CategoryCounts.shortened(row.getString(field)), -1);
    }
    double value = row.getDouble(field);
    if (!Double.isFinite(value)) {
      return missing;
    }
    int at = Arrays.binarySearch(weights.bounds(), value);
    return at >= 0 ? at : -at - 1;
  }

  private static Weights fit(ColumnSummary column) {
    List<Cell> groups = new ArrayList<>();
    HashMap<String, Integer> names = new HashMap<>();
    List<Double> bounds = new ArrayList<>();
    if (column.column().numeric()) {
      double last = 0;
      for (List<Cell> group :
          ColumnSummary.grouped(column.compared(), GROUPS, ColumnAuc.Contrast.PARTITION::rows)) {
        if (!groups.isEmpty()) {
          bounds.add(last + (group.get(0).number() - last) / 2);
        }
        last = group.get(group.size() - 1).number();
        groups.add(ColumnSummary.sum(group));
      }
    } else {
      for (Cell cell : column.compared()) {
        names.put(cell.text(), groups.size());
        groups.add(cell);
      }
    }
    groups.add(column.missing());
    double[][] byPart = new double[Cell.PARTS][];
    for (int part = 0; part < Cell.PARTS; part++) {
      byPart[part] = logRatios(groups, part);
    }
    return new Weights(
        column.column().numeric(),
        bounds.stream().mapToDouble(Double::doubleValue).toArray(),
        names,
        byPart);
  }

  /** Of the groups, from the rows of all parts but one. */
  private static double[] logRatios(List<Cell> groups, int part) {
    double[] known = new double[groups.size()];
    double[] held = new double[groups.size()];
    for (int group = 0; group < known.length; group++) {
      Cell cell = groups.get(group);
      known[group] = cell.rows() - (double) cell.negatives(part) - cell.positives(part);
      held[group] = cell.held() - (double) cell.held(part);
    }
    double knownRows = Arrays.stream(known).sum();
    double heldRows = Arrays.stream(held).sum();
    double prior = (heldRows + 1) / (knownRows + heldRows + 2);
    double[] ratios = new double[known.length];
    for (int group = 0; group < known.length; group++) {
      double share = (held[group] + PRIOR * prior) / (known[group] + held[group] + PRIOR);
      ratios[group] = Math.log(share / (1 - share)) - Math.log(prior / (1 - prior));
    }
    return ratios;
  }
}
