package dev.holdout.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.XXH64;

/**
 * The numbers at given ranks among the rows of each stratum, exactly, without sorting or shuffling
 * rows.
 *
 * <p>A first scan counts rows by stratum and by the leading bits of the number; that tells in which
 * bucket each rank lies. A second fetches the counts of the numbers in those buckets. For hashes
 * that is all: buckets hold about a thousand rows. For times, whose buckets may hold any number of
 * rows, buckets that are still large are divided again, by {@value #FURTHER_BITS} bits in each
 * scan.
 *
 * <p>The driver receives at most {@value #MAX_BUCKETS} counts in each scan.
 */
final class Ranks {
  static final String STRATUM = "stratum";
  static final String CLASS = "class";
  static final String VALUE = "value";

  static final int MAX_BUCKETS = 1 << 21;
  private static final int ROWS_IN_BUCKET = 1_000;
  private static final int MAX_BITS = 18;
  private static final int STRATIFIED_BITS = 8;

  /** About 19 hours of microseconds. */
  private static final int TIME_BITS = 36;

  private static final int FURTHER_BITS = 12;
  private static final long FETCHED_ROWS = 4_000;
  private static final String BUCKET = "bucket";

  private final Dataset<Row> rows;
  private final Map<Long, Long> totals = new HashMap<>();
  private final SortedMap<Long, Double> classes = new TreeMap<>();
  private final List<Bucket> buckets;
  private final int shift;
  private final boolean tooMany;
  private final long withoutNumber;
  private final SortedSet<Double> labels = new TreeSet<>();

  /** Rows of one stratum whose numbers share their leading bits. */
  private record Bucket(long stratum, long bucket, long rows, long least, long greatest) {}

  /** Ranks in one bucket, counted from its first row. */
  private record Wanted(Bucket bucket, long before, List<Long> ranks) {}

  /**
   * Counts hashes; one scan.
   *
   * @param rows columns {@link #STRATUM}, {@link #CLASS} and {@link #VALUE}; only the class may be
   *     null
   * @param count about how many rows there are
   * @param strata whether there may be more strata than classes
   */
  static Ranks ofHashes(Dataset<Row> rows, long count, boolean strata) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(count / ROWS_IN_BUCKET);
    bits = Math.max(4, Math.min(strata ? STRATIFIED_BITS : MAX_BITS, bits));
    Ranks ranks = new Ranks(rows, Long.SIZE - bits);
    if (ranks.tooMany) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          "Cannot stratify: found more than "
              + (MAX_BUCKETS >> STRATIFIED_BITS)
              + " combinations of the columns under `split.stratify` with the label. Name fewer columns, or"
              + " columns with fewer values.");
    }
    return ranks;
  }

  /**
   * Counts times; one scan, or another where the times are spread over centuries.
   *
   * @param rows as for hashes, of one stratum; numbers may be null
   */
  static Ranks ofTimes(Dataset<Row> rows) {
    Ranks ranks = new Ranks(rows, TIME_BITS);
    for (int shift = TIME_BITS + 8; ranks.tooMany; shift += 8) {
      ranks = new Ranks(rows, shift);
    }
    return ranks;
  }

  private Ranks(Dataset<Row> rows, int shift) {
    this.rows = rows;
    this.shift = shift;
    List<Row> counted =
        rows.groupBy(col(STRATUM), bucket(shift).as(BUCKET))
            .agg(count(lit(1)), min(VALUE), max(VALUE), min(CLASS), max(CLASS), count(col(CLASS)))
            .limit(MAX_BUCKETS + 1)
            .collectAsList();
    this.tooMany = counted.size() > MAX_BUCKETS;
    this.withoutNumber =
        counted.stream().filter(row -> row.isNullAt(1)).mapToLong(row -> row.getLong(2)).sum();
    this.buckets = buckets(counted.stream().filter(row -> !row.isNullAt(1)).toList());
    buckets.forEach(bucket -> totals.merge(bucket.stratum(), bucket.rows(), Long::sum));
    for (Row row : counted) {
      boolean unlabelled = row.getLong(7) < row.getLong(2);
      classes.merge(row.getLong(0), unlabelled ? Double.NaN : row.getDouble(6), Math::max);
      if (!unlabelled) {
        labels.add(row.getDouble(5));
      }
      labels.add(unlabelled ? Double.NaN : row.getDouble(6));
    }
  }

  /** The labels that occur; NaN stands for none. */
  Set<Double> labels() {
    return labels;
  }

  /** Rows whose number is null. */
  long withoutNumber() {
    return withoutNumber;
  }

  /** The smallest number of all. */
  long least() {
    return buckets.stream().mapToLong(Bucket::least).min().orElseThrow();
  }

  /** The greatest number of all. */
  long greatest() {
    return buckets.stream().mapToLong(Bucket::greatest).max().orElseThrow();
  }

  /** Whether some row's number is known to be at least one number and below another. */
  boolean surelyHas(long from, long to) {
    return buckets.stream()
        .anyMatch(
            bucket ->
                (bucket.least() >= from && bucket.least() < to)
                    || (bucket.greatest() >= from && bucket.greatest() < to));
  }

  /** The strata, and the class of each. */
  SortedMap<Long, Double> classes() {
    return classes;
  }

  /** Rows of each class; NaN stands for no label. */
  Map<Double, Long> ofClass() {
    Map<Double, Long> rowsOf = new TreeMap<>();
    classes.forEach((stratum, of) -> rowsOf.merge(of, rows(stratum), Long::sum));
    return rowsOf;
  }

  /** Rows of a stratum. */
  long rows(long stratum) {
    return totals.getOrDefault(stratum, 0L);
  }

  /**
   * The numbers at ranks from 0; one scan, or several where buckets are large.
   *
   * @param ranks stratum → ranks, each below the stratum's rows
   * @return stratum → the numbers, in the order of the ranks
   */
  Map<Long, List<Long>> at(Map<Long, List<Long>> ranks) {
    Map<Long, Map<Long, Long>> found = new HashMap<>();
    List<Wanted> open = new ArrayList<>();
    Map<Long, List<Bucket>> byStratum =
        buckets.stream().collect(Collectors.groupingBy(Bucket::stratum));
    ranks.forEach(
        (stratum, of) -> open.addAll(place(byStratum.getOrDefault(stratum, List.of()), 0, of)));
    List<Wanted> pending = settle(open, found);
    int bits = shift;
    while (!pending.isEmpty()) {
      boolean few =
          pending.stream().mapToLong(wanted -> wanted.bucket().rows()).sum()
              <= FETCHED_ROWS * Math.max(1, Math.min(pending.size(), 200));
      int further = Long.numberOfTrailingZeros(Long.highestOneBit(MAX_BUCKETS / pending.size()));
      int next = few ? 0 : Math.max(0, bits - Math.max(1, Math.min(FURTHER_BITS, further)));
      pending = settle(divided(pending, bits, next), found);
      bits = next;
    }
    Map<Long, List<Long>> numbers = new HashMap<>();
    ranks.forEach(
        (stratum, of) -> {
          Map<Long, Long> at = found.getOrDefault(stratum, Map.of());
          numbers.put(
              stratum, of.stream().map(rank -> Objects.requireNonNull(at.get(rank))).toList());
        });
    return numbers;
  }

  /** Divides ranks over buckets that follow one another. */
  private static List<Wanted> place(List<Bucket> buckets, long before, List<Long> ranks) {
    List<Wanted> wanted = new ArrayList<>();
    List<Long> sorted = ranks.stream().sorted().toList();
    int next = 0;
    long from = before;
    for (Bucket bucket : buckets) {
      long to = from + bucket.rows();
      int end = next;
      while (end < sorted.size() && sorted.get(end) < to) {
        end++;
      }
      if (end > next) {
        wanted.add(new Wanted(bucket, from, sorted.subList(next, end)));
      }
      next = end;
      from = to;
    }
    return wanted;
  }

  /** Notes what is known already; returns the rest. */
  private static List<Wanted> settle(List<Wanted> wanted, Map<Long, Map<Long, Long>> found) {
    List<Wanted> rest = new ArrayList<>();
    for (Wanted one : wanted) {
      if (one.bucket().least() == one.bucket().greatest()) {
        Map<Long, Long> of =
            found.computeIfAbsent(one.bucket().stratum(), unseen -> new HashMap<>());
        one.ranks().forEach(rank -> of.put(rank, one.bucket().least()));
      } else {
        rest.add(one);
      }
    }
    return rest;
  }

  private List<Wanted> divided(List<Wanted> wanted, int bits, int next) {
    Long[] keys =
        wanted.stream()
            .map(one -> hash(one.bucket().stratum(), one.bucket().bucket()))
            .toArray(Long[]::new);
    List<Bucket> finer =
        buckets(
            rows.filter(xxhash64(col(STRATUM), bucket(bits)).isInCollection(Arrays.asList(keys)))
                .groupBy(col(STRATUM), bucket(next).as(BUCKET))
                .agg(count(lit(1)), min(VALUE), max(VALUE))
                .collectAsList());
    record Key(long stratum, long bucket) {}
    Map<Key, List<Bucket>> inside =
        finer.stream()
            .collect(
                Collectors.groupingBy(
                    bucket -> new Key(bucket.stratum(), bucket.bucket() >> (bits - next))));
    List<Wanted> divided = new ArrayList<>();
    for (Wanted one : wanted) {
      Key key = new Key(one.bucket().stratum(), one.bucket().bucket());
      divided.addAll(place(inside.getOrDefault(key, List.of()), one.before(), one.ranks()));
    }
    return divided;
  }

  private static long hash(long stratum, long bucket) {
    return XXH64.hashLong(bucket, XXH64.hashLong(stratum, 42));
  }

  private static Column bucket(int shift) {
    return shift == 0 ? col(VALUE) : shiftright(col(VALUE), shift);
  }

  private static List<Bucket> buckets(List<Row> counted) {
    return counted.stream()
        .map(
            row ->
                new Bucket(
                    row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .sorted(Comparator.comparingLong(Bucket::stratum).thenComparingLong(Bucket::bucket))
        .toList();
  }
}
