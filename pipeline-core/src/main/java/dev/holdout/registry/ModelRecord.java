package dev.holdout.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.holdout.lineage.Build;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.LabelSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code model.json}: what a model version is and what made it.
 *
 * @param name the pipeline's name
 * @param version from 1
 * @param createdAt when it was saved
 * @param run the run that made it
 * @param dataset the dataset version it learned from
 * @param split the stored assignment it was trained under
 * @param splitRule digest of what decides who is in Test: models with an equal rule may be compared
 *     on one Test
 * @param configuration digest of the effective configuration
 * @param code the code that made it
 * @param candidate id of the winning candidate
 * @param threshold decision threshold; 0 where there are not two classes
 * @param metrics Test metrics, by name
 * @param inputs names and Spark types of the columns it reads
 * @param files path relative to the model's folder → SHA-256
 * @param label what it predicts; empty in records from before that was recorded
 */
public record ModelRecord(
    String name,
    long version,
    Instant createdAt,
    String run,
    TableVersion dataset,
    TableVersion split,
    String splitRule,
    String configuration,
    Build code,
    String candidate,
    double threshold,
    SortedMap<String, Double> metrics,
    List<Input> inputs,
    SortedMap<String, String> files,
    Optional<LabelSpec> label) {
  @JsonCreator
  public ModelRecord {
    inputs = List.copyOf(inputs);
  }

  /** Without what it predicts. */
  public ModelRecord(
      String name,
      long version,
      Instant createdAt,
      String run,
      TableVersion dataset,
      TableVersion split,
      String splitRule,
      String configuration,
      Build code,
      String candidate,
      double threshold,
      SortedMap<String, Double> metrics,
      List<Input> inputs,
      SortedMap<String, String> files) {
    this(
        name,
        version,
        createdAt,
        run,
        dataset,
        split,
        splitRule,
        configuration,
        code,
        candidate,
        threshold,
        metrics,
        inputs,
        files,
        Optional.empty());
  }

  /** How lineage refers to it: {@code models/loans@2}. */
  public String reference() {
    return "models/" + name + "@" + version;
  }

  /** A column the model reads. */
  public record Input(String name, String type) {}
}
