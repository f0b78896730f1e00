package dev.holdout.registry;

import static org.apache.spark.sql.functions.col;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import dev.holdout.table.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;

/**
 * Who is champion: a ledger of promotions, each one atomic commit.
 *
 * <p>Promotion n of a model carries the key {@code name/n}, which Delta commits once. Of two runs
 * that promote at the same time one wins; the other is told.
 */
public final class Promotions {
  static final String LEDGER = "registry/promotions";

  private static final String REMEDY =
      "Restore that folder from a backup; or delete it, and make a version champion again: holdout"
          + " models --promote.";

  private final Tables tables;

  public Promotions(Tables tables) {
    this.tables = tables;
  }

  /** The promotions of a model, oldest first. */
  public List<Promotion> of(String name) {
    return tables
        .readLatest(LEDGER)
        .map(
            ledger ->
                ledger
                    .filter(col("name").equalTo(name))
                    .orderBy("sequence")
                    .select("promotion")
                    .as(Encoders.STRING())
                    .collectAsList()
                    .stream()
                    .map(json -> Json.stored(json, Promotion.class, where(name), REMEDY))
                    .toList())
        .orElse(List.of());
  }

  private String where(String name) {
    return "a promotion of " + name + " in " + tables.path(LEDGER);
  }

  /** The champion's version. */
  public Optional<Long> champion(String name) {
    List<Promotion> promotions = of(name);
    return promotions.isEmpty()
        ? Optional.empty()
        : Optional.of(promotions.get(promotions.size() - 1).version());
  }

  /**
   * The champion that a version meets at the gate: the one before its own promotion, or the present
   * one.
   */
  public Optional<Long> rivalOf(String name, long version) {
    return of(name).stream()
        .map(Promotion::version)
        .takeWhile(promoted -> promoted != version)
        .reduce((before, after) -> after);
  }

  /** Makes a version champion, unless it was promoted before. */
  public void promoteOnce(String name, long version, String run, String reason) {
    if (of(name).stream().noneMatch(promotion -> promotion.version() == version)) {
      promote(name, version, run, reason);
    }
  }

  /**
   * Makes a version champion; once for each run.
   *
   * @throws HoldoutException with {@link ErrorCode#GATE_REFUSED} when another run promoted a model
   *     meanwhile
   */
  public Promotion promote(String name, long version, String run, String reason) {
    List<Promotion> before = of(name);
    for (Promotion promotion : before) {
      if (promotion.version() == version && promotion.run().equals(run)) {
        return promotion;
      }
    }
    Promotion promotion =
        new Promotion(name, before.size() + 1L, version, run, Instant.now(), reason);
    boolean written =
        tables.append(
            LEDGER,
            tables
                .spark()
                .range(1)
                .select(
                    functions.lit(name).as("name"),
                    functions.lit(promotion.sequence()).as("sequence"),
                    functions.lit(version).as("version"),
                    functions.lit(run).as("run"),
                    functions.lit(Json.canonical(promotion)).as("promotion")),
            "promotion/" + name + "/" + promotion.sequence(),
            run);
    if (!written || !of(name).contains(promotion)) {
      throw new HoldoutException(
          ErrorCode.GATE_REFUSED,
          "Cannot promote models/"
              + name
              + "@"
              + version
              + ": another run promoted a model in the meantime. Retrain, so that it meets the new"
              + " champion.");
    }
    return promotion;
  }
}
