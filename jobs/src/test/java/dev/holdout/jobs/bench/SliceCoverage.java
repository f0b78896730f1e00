package dev.holdout.jobs.bench;

import dev.holdout.measure.Confidence;
import dev.holdout.measure.Measure;
import dev.holdout.slice.SimulatedSlices;
import dev.holdout.slice.SimulatedSlices.Erring;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Mean errors of a slice that was found elsewhere, against all other rows. */
final class SliceCoverage {
  private static final int[] SIZES = {100, 300, 1000};
  private static final int[] CUSTOMERS = {100, 300};
  private static final int OF_CUSTOMER = 10;
  private static final int REST = 9;
  private static final int BUCKETS = 64;

  /** What an error is. */
  private enum Kind {
    /** One with a chance of 25 %, elsewhere of 10 %. */
    WRONG("wrong decisions", 0.25, 0.1) {
      @Override
      double error(SplittableRandom random, double mean) {
        return random.nextDouble() < mean ? 1 : 0;
      }
    },
    /** Exponential, as losses of a score that is a uniform number are. */
    LOSS("log losses", 0.5, 0.3) {
      @Override
      double error(SplittableRandom random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
      }
    },
    /** Squares of normals. */
    SQUARE("squared errors", 2, 1) {
      @Override
      double error(SplittableRandom random, double mean) {
        double normal = random.nextGaussian();
        return mean * normal * normal;
      }
    };

    private final String words;
    private final double here;
    private final double elsewhere;

    Kind(String words, double here, double elsewhere) {
      this.words = words;
      this.here = here;
      this.elsewhere = elsewhere;
    }

    abstract double error(SplittableRandom random, double mean);

    private Map<String, Double> truth() {
      return Map.of("mean_error", here, "mean_error −", here - elsewhere);
    }
  }

  private SliceCoverage() {}

  static CoverageSection section(Confidence confidence) {
    List<CoverageColumn> columns =
        new ArrayList<>(
            CoverageColumn.of(
                Kind.values(),
                SIZES,
                (kind, rows) -> CoverageNames.column(kind.words, rows),
                Kind::truth,
                (kind, rows, random, own) ->
                    SimulatedSlices.measures(
                        rows(kind, random, rows, kind.here),
                        rows(kind, random, REST * rows, kind.elsewhere),
                        false,
                        own)));
    for (int customers : CUSTOMERS) {
      columns.add(
          new CoverageColumn(
              String.format(Locale.ROOT, "wrong decisions, %,d customers", customers),
              Kind.WRONG::truth,
              (random, own) -> clustered(random, customers, own)));
    }
    return new CoverageSection(
        "A slice that was found in other rows",
        "Decisions are wrong in 25 % of the slice's n rows and in 10 % of nine times as many others;"
            + " log losses are exponential around 0.5 and 0.3, squared errors those of normals of"
            + " variance 2 and 1. Or so many customers have ten rows each, a fifth of these in the"
            + " slice; of how wrong decisions are a customer's share varies by ± 60 %.",
        List.of("mean_error", "mean_error −"),
        columns,
        confidence);
  }

  private static List<Erring> rows(Kind kind, SplittableRandom random, int rows, double mean) {
    return IntStream.range(0, rows)
        .mapToObj(row -> new Erring(kind.error(random, mean), 0))
        .toList();
  }

  private static SortedMap<String, Measure> clustered(
      SplittableRandom random, int customers, Confidence confidence) {
    List<Erring> slice = new ArrayList<>();
    List<Erring> rest = new ArrayList<>();
    for (int customer = 0; customer < customers; customer++) {
      int bucket = random.nextInt(BUCKETS);
      double own = random.nextBoolean() ? 1.6 : 0.4;
      for (int row = 0; row < OF_CUSTOMER; row++) {
        boolean inside = random.nextInt(5) == 0;
        double mean = own * (inside ? Kind.WRONG.here : Kind.WRONG.elsewhere);
        (inside ? slice : rest).add(new Erring(Kind.WRONG.error(random, mean), bucket));
      }
    }
    return SimulatedSlices.measures(slice, rest, true, confidence);
  }
}
