package dev.holdout.sniff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What pieces of text look like when they are read with one dialect.
 *
 * <p>The score is the product of four shares, after the pattern and type scores of van den Burg,
 * Nazábal and Sutton (Data Mining and Knowledge Discovery 33, 2019) and the table uniformity of
 * García (Data Science 7(2), 2024): how usual the delimiter is, how many records have the table's
 * width, how far that width is above one, and how many cells have a type. Other than there, rows of
 * one field weigh less, since notes above and below a table are such rows.
 *
 * @param records those of the head
 * @param width the number of fields of most cells
 * @param agreeing how many records have it
 * @param others how many, not blank, do not
 * @param damaged how many cannot be taken apart
 * @param typed the weighted share of cells with a type
 * @param measured the share of cells that are numbers, dates or times
 */
record Reading(
    Dialect dialect,
    List<Rec> records,
    int width,
    int agreeing,
    int others,
    int damaged,
    double typed,
    double measured,
    double score) {
  private static final double NOTE = 0.25;
  private static final double OTHER_FIRST = 0.7;
  private static final double LONE_QUOTE = 0.6;
  private static final int CELLS = 20_000;

  Reading {
    records = List.copyOf(records);
  }

  static Reading of(
      Dialect dialect, double prior, List<List<Rec>> pieces, Map<String, Kind> kinds) {
    TreeMap<Integer, Integer> widths = new TreeMap<>();
    int damaged = 0;
    int counted = 0;
    for (List<Rec> piece : pieces) {
      for (Rec record : piece) {
        if (!record.blank()) {
          counted++;
          if (record.problem() != null) {
            damaged++;
          } else {
            widths.merge(record.width(), 1, Integer::sum);
          }
        }
      }
    }
    int width = 1;
    long most = -1;
    for (Map.Entry<Integer, Integer> found : widths.entrySet()) {
      long cells = (long) found.getValue() * found.getValue() * Math.max(1, found.getKey() - 1);
      if (found.getKey() > 1 && cells > most) {
        most = cells;
        width = found.getKey();
      }
    }
    int agreeing = widths.getOrDefault(width, 0);
    double[] shares = shares(pieces, width, kinds, dialect.quote());
    double typed = shares[0];
    double single = width == 1 ? 0 : widths.getOrDefault(1, 0);
    double rows = counted - single * (1 - NOTE);
    double uniform = rows == 0 ? 0 : agreeing / rows;
    double spread = uniform * (0.5 + 0.5 * Math.max(0, 1 - (widths.size() - 1) / 10.0));
    double whole = counted == 0 ? 0 : 1 - (double) damaged / counted;
    double first = first(pieces.get(0), width);
    double score =
        prior * first * shares[2] * spread * whole * whole * (width - 1.0) / width * typed;
    return new Reading(
        dialect,
        pieces.get(0),
        width,
        agreeing,
        counted - agreeing,
        damaged,
        typed,
        shares[1],
        score);
  }

  /** Whether the table stands out although the delimiter may be a part of values. */
  boolean strong() {
    double uniform = (double) agreeing / Math.max(1, agreeing + others);
    return measured >= 0.3 ? uniform >= 0.6 : width >= 4 && uniform >= 0.95 && agreeing >= 5;
  }

  /** A first record of another width speaks against the table. */
  private static double first(List<Rec> records, int width) {
    for (Rec record : records) {
      if (!record.blank()) {
        return record.width() >= width - 1 ? 1 : OTHER_FIRST;
      }
    }
    return 1;
  }

  /** The share of typed cells, that of measured ones, and that of cells without a lone quote. */
  private static double[] shares(
      List<List<Rec>> pieces, int width, Map<String, Kind> kinds, String quote) {
    double typed = 0;
    int measured = 0;
    int cells = 0;
    int rows = 0;
    int lone = 0;
    for (List<Rec> piece : pieces) {
      for (Rec record : piece) {
        boolean odd = false;
        if (cells < CELLS && record.problem() == null) {
          for (String cell : record.fields()) {
            if (record.width() == width) {
              Kind kind = kinds.computeIfAbsent(cell, Kind::of);
              typed += weight(kind);
              measured += kind.measured() ? 1 : 0;
              cells++;
            }
            odd = odd || (!quote.equals("'") && odd(cell));
          }
          rows++;
          lone += odd ? 1 : 0;
        }
      }
    }
    return new double[] {
      cells == 0 ? 0 : typed / cells,
      cells == 0 ? 0 : (double) measured / cells,
      rows == 0 ? 1 : 1 - LONE_QUOTE * lone / rows
    };
  }

  private static boolean odd(String cell) {
    int quotes = 0;
    for (int at = cell.indexOf('"'); at >= 0; at = cell.indexOf('"', at + 1)) {
      quotes++;
    }
    return quotes % 2 == 1;
  }

  private static double weight(Kind kind) {
    return switch (kind) {
      case INTEGER, NUMBER, DATE, TIME, LINK -> 1;
      case WORD, MISSING -> 0.9;
      case EMPTY -> 0.75;
      case PHRASE -> 0.6;
      case TEXT -> 0.2;
    };
  }

  static Map<String, Kind> kinds() {
    return new HashMap<>();
  }
}
