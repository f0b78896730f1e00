package dev.holdout.evaluate;

import dev.holdout.contract.TextNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How rows are divided into segments: by the values of a column, by bins of a column of numbers, or
 * by the values of a SQL expression. Null is a segment of its own.
 *
 * @param name what the division is called in results
 * @param kind how
 * @param of the column, or the expression
 * @param edges of bins, ascending, each bin closed below; empty unless {@link Kind#BINS}
 * @param quantiles number of bins of about equal numbers of rows; 0 unless {@link Kind#QUANTILES}
 */
public record SegmentBy(String name, Kind kind, String of, List<Double> edges, int quantiles) {
  /** How rows are divided. */
  public enum Kind {
    VALUES,
    BINS,
    QUANTILES,
    EXPRESSION
  }

  private static final String QUANTILES = ":quantiles=";
  private static final String BINS = ":bins=";

  public SegmentBy {
    edges = List.copyOf(edges);
    boolean ascending = true;
    for (int at = 0; at < edges.size(); at++) {
      ascending &= Double.isFinite(edges.get(at));
      ascending &= at == 0 || edges.get(at - 1) < edges.get(at);
    }
    if (!ascending || (kind == Kind.BINS) == edges.isEmpty()) {
      throw new IllegalArgumentException("edges of " + name + ": " + edges);
    }
    if (kind == Kind.QUANTILES ? quantiles < 2 || quantiles > 1000 : quantiles != 0) {
      throw new IllegalArgumentException("quantiles of " + name + ": " + quantiles);
    }
  }

  /** By the values of a column. */
  public static SegmentBy column(String column) {
    return new SegmentBy(column, Kind.VALUES, column, List.of(), 0);
  }

  /** By the values of several columns, each by itself. */
  public static List<SegmentBy> columns(List<String> columns) {
    return columns.stream().map(SegmentBy::column).toList();
  }

  /** By bins of a column of numbers with these edges: below the first, between, from the last. */
  public static SegmentBy bins(String column, List<Double> edges) {
    return new SegmentBy(column, Kind.BINS, column, edges, 0);
  }

  /** By so many bins of a column of numbers, with about as many rows each. */
  public static SegmentBy quantiles(String column, int bins) {
    return new SegmentBy(column, Kind.QUANTILES, column, List.of(), bins);
  }

  /** By the values of a SQL expression over the table's columns. */
  public static SegmentBy expression(String name, String sql) {
    return new SegmentBy(name, Kind.EXPRESSION, sql, List.of(), 0);
  }

  /**
   * Reads {@code age}, {@code age:bins=30|60}, {@code age:quantiles=4} or {@code senior=age > 65};
   * a text that is a column of the table is that column.
   *
   * @param columns those of the table
   * @throws IllegalArgumentException with a sentence for a person where it is none of these
   */
  public static SegmentBy parse(String text, List<String> columns) {
    if (columns.contains(text)) {
      return column(text);
    }
    int quantiles = text.lastIndexOf(QUANTILES);
    int bins = text.lastIndexOf(BINS);
    try {
      if (quantiles > 0) {
        return quantiles(
            text.substring(0, quantiles),
            Integer.parseInt(text.substring(quantiles + QUANTILES.length()).trim()));
      }
      if (bins > 0) {
        return bins(
            text.substring(0, bins),
            Arrays.stream(text.substring(bins + BINS.length()).split("\\|", -1))
                .map(SegmentBy::edge)
                .toList());
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "found \""
              + text
              + "\", expected ascending numbers as in age:bins=30|60, or a number from 2 to 1000 as"
              + " in age:quantiles=4",
          e);
    }
    int equals = text.indexOf('=');
    return equals > 0
        ? expression(text.substring(0, equals).trim(), text.substring(equals + 1).trim())
        : column(text);
  }

  private static double edge(String text) {
    return TextNumbers.number(text)
        .orElseThrow(() -> new IllegalArgumentException("no number: " + text));
  }

  /** The name of each bin: below the first edge, between two, from the last on. */
  static List<String> binNames(List<Double> edges) {
    List<String> names = new ArrayList<>();
    names.add("< " + number(edges.get(0)));
    for (int at = 1; at < edges.size(); at++) {
      names.add("[" + number(edges.get(at - 1)) + ", " + number(edges.get(at)) + ")");
    }
    names.add("≥ " + number(edges.get(edges.size() - 1)));
    return names;
  }

  static String number(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
