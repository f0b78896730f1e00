package dev.holdout.window;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Windows as a person would make them: one after another, looking at every reading for each. */
final class SlowWindows {
  private SlowWindows() {}

  /**
   * A reading.
   *
   * @param at seconds since 1970
   */
  record Reading(
      String key,
      String machine,
      long at,
      @Nullable Double value,
      @Nullable String state,
      @Nullable Boolean alarm,
      @Nullable String broken) {}

  /** A window's row; the label is empty where it is not known. */
  record Window(
      long count,
      @Nullable Double mean,
      @Nullable Double sd,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double slope,
      @Nullable Double last,
      @Nullable String state,
      long states,
      @Nullable Double alarms,
      Optional<Boolean> label) {}

  /** What is left out: how many windows, for which reason. */
  record Expected(SortedMap<String, Window> windows, long censored, long unlabelled) {}

  static Expected of(List<Reading> readings, long length, long step, long within, long gap) {
    SortedMap<String, Window> made = new TreeMap<>();
    long censored = 0;
    long unlabelled = 0;
    long end = readings.stream().mapToLong(Reading::at).max().orElseThrow();
    long begin = readings.stream().mapToLong(Reading::at).min().orElseThrow();
    List<String> machines = readings.stream().map(Reading::machine).distinct().toList();
    for (String machine : machines) {
      long from = Math.floorDiv(begin - length, step) * step;
      for (long start = from; start <= end; start += step) {
        long close = start + length;
        List<Reading> inside = new ArrayList<>();
        List<Reading> after = new ArrayList<>();
        for (Reading reading : readings) {
          if (reading.machine().equals(machine)) {
            if (start <= reading.at() && reading.at() < close) {
              inside.add(reading);
            }
            if (close + gap <= reading.at() && reading.at() < close + gap + within) {
              after.add(reading);
            }
          }
        }
        if (inside.isEmpty()) {
          continue;
        }
        boolean positive = after.stream().anyMatch(each -> "yes".equals(each.broken()));
        boolean unknown = after.stream().anyMatch(each -> each.broken() == null);
        if (close + gap + within > end) {
          censored++;
        } else if (!positive && unknown) {
          unlabelled++;
        } else {
          made.put(machine + "|" + close, row(inside, positive));
        }
      }
    }
    return new Expected(made, censored, unlabelled);
  }

  private static Window row(List<Reading> inside, boolean positive) {
    inside.sort(Comparator.comparingLong(Reading::at).thenComparing(Reading::key));
    List<Reading> valued =
        inside.stream()
            .filter(each -> each.value() != null && Double.isFinite(each.value()))
            .toList();
    List<BigDecimal> y = valued.stream().map(each -> new BigDecimal(each.value())).toList();
    List<BigDecimal> x = valued.stream().map(each -> new BigDecimal(each.at())).toList();
    List<String> states = inside.stream().map(Reading::state).filter(s -> s != null).toList();
    List<Boolean> alarms = inside.stream().map(Reading::alarm).filter(a -> a != null).toList();
    BigDecimal spread = y.isEmpty() ? BigDecimal.ZERO : products(x, x);
    return new Window(
        inside.size(),
        y.isEmpty() ? null : mean(y).doubleValue(),
        y.size() < 2
            ? null
            : Math.sqrt(
                products(y, y).divide(BigDecimal.valueOf(y.size() - 1L), HIGH).doubleValue()),
        y.stream().min(Comparator.naturalOrder()).map(BigDecimal::doubleValue).orElse(null),
        y.stream().max(Comparator.naturalOrder()).map(BigDecimal::doubleValue).orElse(null),
        spread.abs().doubleValue() < 1e-6
            ? null
            : products(x, y).multiply(BigDecimal.valueOf(3600)).divide(spread, HIGH).doubleValue(),
        y.isEmpty() ? null : y.get(y.size() - 1).doubleValue(),
        states.isEmpty() ? null : states.get(states.size() - 1),
        states.stream().distinct().count(),
        alarms.isEmpty()
            ? null
            : (double) alarms.stream().filter(alarm -> alarm).count() / alarms.size(),
        Optional.of(positive));
  }

  private static final MathContext HIGH = new MathContext(60);

  private static BigDecimal mean(List<BigDecimal> values) {
    return values.stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(values.size()), HIGH);
  }

  /** Σ(a − ā)(b − b̄). */
  private static BigDecimal products(List<BigDecimal> a, List<BigDecimal> b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < a.size(); i++) {
      sum = sum.add(a.get(i).subtract(mean(a)).multiply(b.get(i).subtract(mean(b))), HIGH);
    }
    return sum;
  }
}
