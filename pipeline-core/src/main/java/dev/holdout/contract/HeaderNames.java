package dev.holdout.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the columns of a header are called. A name that is empty stands for {@code
 * column_<position>}; one that stands there more than once gets a number for each time, in the
 * order of the header: {@code score_1}, {@code score_2}. In a dataset, where names that begin with
 * {@code _} are Holdout's own, {@code _id} is called {@code id}.
 *
 * @param names in the order of the header, each once
 * @param renamed the names that their columns are not called by
 */
public record HeaderNames(List<String> names, List<Renamed> renamed) {
  public HeaderNames {
    names = List.copyOf(names);
    renamed = List.copyOf(renamed);
  }

  /**
   * A name that stands in a header more than once, or is one of Holdout's own.
   *
   * @param header as the header writes it, each time
   * @param positions from 1
   * @param names what the columns are called instead
   */
  public record Renamed(List<String> header, List<Integer> positions, List<String> names) {
    public Renamed {
      header = List.copyOf(header);
      positions = List.copyOf(positions);
      names = List.copyOf(names);
    }

    private static final String HEADER = "header";
    private static final String POSITIONS = "positions";
    private static final String NAMES = "names";

    /** What a column of that name carries, so that {@link #of} finds it again. */
    Metadata metadata() {
      return new MetadataBuilder()
          .putStringArray(HEADER, header.toArray(String[]::new))
          .putLongArray(POSITIONS, positions.stream().mapToLong(at -> at).toArray())
          .putStringArray(NAMES, names.toArray(String[]::new))
          .build();
    }

    /** The repeated names that the columns of a table stand for. */
    public static List<Renamed> of(StructType table) {
      return Arrays.stream(table.fields())
          .map(StructField::metadata)
          .filter(origin -> origin.contains(POSITIONS))
          .map(
              origin ->
                  new Renamed(
                      List.of(origin.getStringArray(HEADER)),
                      Arrays.stream(origin.getLongArray(POSITIONS))
                          .mapToObj(at -> (int) at)
                          .toList(),
                      List.of(origin.getStringArray(NAMES))))
          .distinct()
          .toList();
    }

    /** Whether it stands there once, and is one of Holdout's own. */
    public boolean once() {
      return positions.size() == 1;
    }

    /** Such as {@code "score" at positions 2 and 3}. */
    public String found() {
      return header.stream().distinct().map(name -> "\"" + name + "\"").collect(and())
          + (once() ? " at position " : " at positions ")
          + positions.stream().map(String::valueOf).collect(and());
    }

    /** Such as {@code score_1 and score_2}. */
    public String called() {
      return names.stream().collect(and());
    }

    /** The whole in one sentence. */
    public String sentence() {
      return "The header has "
          + found()
          + (once()
              ? ": the column is called "
                  + called()
                  + ", since names that begin with _ are"
                  + " Holdout's own."
              : ": the columns are called " + called() + ".");
    }

    private static Collector<String, ?, String> and() {
      return Collectors.collectingAndThen(
          Collectors.toList(),
          all ->
              all.size() < 2
                  ? String.join("", all)
                  : String.join(", ", all.subList(0, all.size() - 1))
                      + " and "
                      + all.get(all.size() - 1));
    }
  }

  /**
   * The names of a header.
   *
   * @param ofDataset whether the names become columns of a dataset: those that differ in upper and
   *     lower case alone are one, as in Delta, and those that begin with {@code _} are Holdout's
   *     own
   */
  public static HeaderNames of(List<String> header, boolean ofDataset) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (String written : header) {
      String own = isReserved(written, ofDataset) ? written.replaceFirst("^_+", "") : written;
      String name = own.isBlank() ? "column_" + (names.size() + 1) : own;
      places.computeIfAbsent(key(name, ofDataset), unseen -> new ArrayList<>()).add(names.size());
      names.add(name);
    }
    Set<String> taken = new HashSet<>(places.keySet());
    List<Renamed> renamed = new ArrayList<>();
    for (List<Integer> at : places.values()) {
      List<String> written = at.stream().map(header::get).toList();
      if (at.size() > 1 || isReserved(written.get(0), ofDataset)) {
        int number = 0;
        for (int place : at.size() > 1 ? at : List.<Integer>of()) {
          String name = names.get(place);
          do {
            number++;
          } while (!taken.add(key(name + "_" + number, ofDataset)));
          names.set(place, name + "_" + number);
        }
        renamed.add(
            new Renamed(
                written,
                at.stream().map(place -> place + 1).toList(),
                at.stream().map(names::get).toList()));
      }
    }
    return new HeaderNames(names, renamed);
  }

  /** Whether a name is one of Holdout's own where the column goes. */
  static boolean isReserved(String name, boolean ofDataset) {
    return ofDataset
        ? name.startsWith(Columns.RESERVED_PREFIX)
        : name.equals(Columns.UNREADABLE) || name.startsWith("_holdout_");
  }

  private static String key(String name, boolean ofDataset) {
    return ofDataset ? name.toLowerCase(Locale.ROOT) : name;
  }
}
