package dev.holdout.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers of groups by the codes of their values, small whole numbers: a table that is looked up by
 * position while it is small, a map beyond that.
 */
final class CodeNumbers {
  private static final int MOST_PLACES = 1 << 14;
  private static final int NONE = -1;

  private final int[] sizes;
  private final Map<Long, Integer> beyond = new HashMap<>();
  private int[] places;
  private int size;

  /** Of so many codes together. */
  CodeNumbers(int codes) {
    sizes = new int[codes];
    Arrays.fill(sizes, 4);
    places = none(sizes);
  }

  /** How many groups there are. */
  int size() {
    return size;
  }

  /**
   * The number of a group, or −1.
   *
   * @param codes of all columns
   * @param of those that matter
   */
  int find(int[] codes, int[] of) {
    int place = place(codes, of, sizes);
    if (place >= 0) {
      return places[place];
    }
    return beyond.isEmpty() ? NONE : beyond.getOrDefault(packed(codes, of), NONE);
  }

  void put(int[] codes, int[] of, int number) {
    size++;
    if (place(codes, of, sizes) < 0) {
      grow(codes, of);
    }
    int place = place(codes, of, sizes);
    if (place >= 0) {
      places[place] = number;
    } else {
      beyond.put(packed(codes, of), number);
    }
  }

  /** Makes the table larger where it may be. */
  private void grow(int[] codes, int[] of) {
    int[] larger = sizes.clone();
    long product = 1;
    for (int at = 0; at < of.length; at++) {
      while (codes[of[at]] >= larger[at]) {
        larger[at] *= 2;
      }
      product *= larger[at];
    }
    if (product > MOST_PLACES) {
      return;
    }
    int[] grown = none(larger);
    int[] each = new int[sizes.length];
    for (int place = 0; place < places.length; place++) {
      int rest = place;
      int to = 0;
      for (int at = each.length - 1; at >= 0; at--) {
        each[at] = rest % sizes[at];
        rest /= sizes[at];
      }
      for (int at = 0; at < each.length; at++) {
        to = to * larger[at] + each[at];
      }
      grown[to] = places[place];
    }
    System.arraycopy(larger, 0, sizes, 0, sizes.length);
    places = grown;
  }

  private static int place(int[] codes, int[] of, int[] sizes) {
    int place = 0;
    for (int at = 0; at < of.length; at++) {
      int code = codes[of[at]];
      if (code >= sizes[at]) {
        return NONE;
      }
      place = place * sizes[at] + code;
    }
    return place;
  }

  /**
   * At most four codes; with so many, each is below 2<sup>15</sup>, since a view has fewer groups.
   */
  private static long packed(int[] codes, int[] of) {
    long packed = 0;
    for (int column : of) {
      packed = (packed << (60 / of.length)) | codes[column];
    }
    return packed;
  }

  private static int[] none(int[] sizes) {
    int product = 1;
    for (int size : sizes) {
      product *= size;
    }
    int[] none = new int[product];
    Arrays.fill(none, NONE);
    return none;
  }
}
