package dev.holdout.evaluate;

import dev.holdout.ranking.RankingSpec;
import java.util.Optional;

/**
 * Where a table has ranked items, a row for each.
 *
 * @param query the column that says which items are ranked together
 * @param score a column of numbers, higher for items nearer the top
 * @param label a column of numbers from 0 up, or of booleans: how relevant the item is
 * @param weight a column of numbers from 0 up; a query weighs the mean of its items' weights
 * @param cluster a column of any type that says which queries belong together, such as a customer;
 *     empty where queries are independent
 * @param spec how many items from the top count, and which are relevant
 */
public record RankedPredictions(
    String query,
    String score,
    String label,
    Optional<String> weight,
    Optional<String> cluster,
    RankingSpec spec) {
  /** Queries that weigh the same and are independent. */
  public static RankedPredictions of(String query, String score, String label, RankingSpec spec) {
    return new RankedPredictions(query, score, label, Optional.empty(), Optional.empty(), spec);
  }
}
