package dev.holdout.split;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A step function of one 64-bit number for each stratum. All places of all schemes have this form:
 * the number is a hash of the row's key or group, or its time; the outcome is a block or a
 * partition.
 *
 * <p>Bounded by what the schemes allow: 2<sup>20</sup> steps in all. Kept as text in plans.
 */
public final class StepFunction implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The outcome where no stratum and no step applies. */
  static final int NOWHERE = -1;

  private final long[] strata;
  private final Steps[] steps;

  private StepFunction(long[] strata, Steps[] steps) {
    this.strata = strata;
    this.steps = steps;
  }

  /** The steps of one stratum. */
  static final class Steps implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] from;
    private final int[] outcomes;

    /**
     * Steps.
     *
     * @param from ascending; step i is for numbers from {@code from[i - 1]} and below {@code
     *     from[i]}
     * @param outcomes one more than there are limits
     */
    Steps(long[] from, int[] outcomes) {
      if (outcomes.length != from.length + 1) {
        throw new IllegalArgumentException(from.length + " limits, " + outcomes.length + " steps");
      }
      for (int i = 1; i < from.length; i++) {
        if (from[i - 1] > from[i]) {
          throw new IllegalArgumentException("limits are not in order");
        }
      }
      this.from = from.clone();
      this.outcomes = outcomes.clone();
    }

    static Steps of(List<Long> from, List<Integer> outcomes) {
      return new Steps(
          from.stream().mapToLong(Long::longValue).toArray(),
          outcomes.stream().mapToInt(Integer::intValue).toArray());
    }

    int at(long value) {
      int below = 0;
      int above = from.length;
      while (below < above) {
        int middle = (below + above) >>> 1;
        if (from[middle] <= value) {
          below = middle + 1;
        } else {
          above = middle;
        }
      }
      return outcomes[below];
    }
  }

  /** One function for all rows. */
  static StepFunction of(Steps steps) {
    return new StepFunction(new long[] {0}, new Steps[] {steps});
  }

  /** One function for each stratum. */
  static StepFunction of(SortedMap<Long, Steps> byStratum) {
    return new StepFunction(
        byStratum.keySet().stream().mapToLong(Long::longValue).toArray(),
        byStratum.values().toArray(new Steps[0]));
  }

  /** Whether it is the same for all rows. */
  boolean isForAll() {
    return strata.length == 1 && strata[0] == 0;
  }

  /** The last limit of a function for all rows. */
  long lastLimit() {
    return steps[0].from[steps[0].from.length - 1];
  }

  /** The last limit of a stratum; empty if there is no such stratum. */
  Optional<Long> lastLimit(long stratum) {
    int index = Arrays.binarySearch(strata, stratum);
    return index < 0
        ? Optional.empty()
        : Optional.of(steps[index].from[steps[index].from.length - 1]);
  }

  /** The outcome of the last step of a function for all rows. */
  int lastOutcome() {
    return steps[0].outcomes[steps[0].outcomes.length - 1];
  }

  int at(long stratum, long value) {
    int index = Arrays.binarySearch(strata, stratum);
    return index < 0 ? NOWHERE : steps[index].at(value);
  }

  @JsonValue
  String encoded() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeInt(strata.length);
      for (int i = 0; i < strata.length; i++) {
        out.writeLong(strata[i]);
        out.writeInt(steps[i].from.length);
        for (long from : steps[i].from) {
          out.writeLong(from);
        }
        for (int outcome : steps[i].outcomes) {
          out.writeInt(outcome);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  @JsonCreator
  static StepFunction decode(String encoded) {
    byte[] bytes = Base64.getDecoder().decode(encoded);
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      long[] strata = new long[in.readInt()];
      Steps[] steps = new Steps[strata.length];
      for (int i = 0; i < strata.length; i++) {
        strata[i] = in.readLong();
        long[] from = new long[in.readInt()];
        for (int j = 0; j < from.length; j++) {
          from[j] = in.readLong();
        }
        int[] outcomes = new int[from.length + 1];
        for (int j = 0; j < outcomes.length; j++) {
          outcomes[j] = in.readInt();
        }
        steps[i] = new Steps(from, outcomes);
      }
      return new StepFunction(strata, steps);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof StepFunction that)
        || !Arrays.equals(strata, that.strata)
        || steps.length != that.steps.length) {
      return false;
    }
    for (int i = 0; i < steps.length; i++) {
      if (!Arrays.equals(steps[i].from, that.steps[i].from)
          || !Arrays.equals(steps[i].outcomes, that.steps[i].outcomes)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(strata);
  }

  @Override
  public String toString() {
    return strata.length + " strata";
  }
}
