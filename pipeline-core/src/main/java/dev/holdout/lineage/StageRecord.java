package dev.holdout.lineage;

import java.time.Instant;
import java.util.List;

/**
 * One stage of one run.
 *
 * @param stage the stage's name
 * @param key the digest of all that decides its result; a finished result with this key is used
 *     again
 * @param reused whether a finished result was used and no work done
 * @param startedAt when it began
 * @param seconds wall-clock seconds
 * @param inputs references of what it read
 * @param outputs references of what it made
 */
public record StageRecord(
    String stage,
    String key,
    boolean reused,
    Instant startedAt,
    double seconds,
    List<String> inputs,
    List<String> outputs) {
  public StageRecord {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
