package dev.holdout.ranking;

import dev.holdout.measure.Definition;
import dev.holdout.measure.Described;
import dev.holdout.measure.Direction;
import dev.holdout.measure.Range;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric of one query's ranking, to be averaged over queries.
 *
 * <p>Items of equal score count as in random order: values are expected over all orders, in closed
 * form. A query with fewer than k items is as if the rest were not relevant.
 *
 * <p>Source of the expected values: McSherry & Najork 2008; of NDCG's ties also scikit-learn.
 */
public abstract class RankingMetric implements Described {
  /** Share of the first k that are relevant. */
  static final RankingMetric PRECISION =
      new RankingMetric(
          "precision_at_k",
          "Precision",
          "relevant items among the first k / k, on the average over queries with a relevant item",
          "Manning, Raghavan & Schütze 2008") {
        @Override
        double of(QueryRanking query, int most) {
          return expectedRelevant(query, most) / most;
        }
      };

  /** Share of the relevant items that are among the first k. */
  static final RankingMetric RECALL =
      new RankingMetric(
          "recall_at_k",
          "Recall",
          "relevant items among the first k / all relevant items, on the average over queries with"
              + " a relevant item",
          "Manning, Raghavan & Schütze 2008") {
        @Override
        double of(QueryRanking query, int most) {
          return expectedRelevant(query, most) / query.relevantRows();
        }
      };

  /** Discounted gain over the most that is possible. */
  static final RankingMetric NDCG =
      new RankingMetric(
          "ndcg_at_k",
          "NDCG",
          "Σ over the first k of label / log₂(place + 1), over the same sum with the largest labels"
              + " first (the gain is the label itself, not 2^label − 1), on the average over"
              + " queries with a relevant item",
          "Järvelin & Kekäläinen 2002") {
        @Override
        double of(QueryRanking query, int most) {
          double gain = 0;
          long before = 0;
          for (int group = 0; group < query.groups() && before < most; group++) {
            double discounts = 0;
            long last = Math.min(most, before + query.items(group));
            for (long place = before + 1; place <= last; place++) {
              discounts += discount(place);
            }
            gain += query.gain(group) / query.items(group) * discounts;
            before += query.items(group);
          }
          double ideal = 0;
          double[] labels = query.largestLabels();
          for (int place = 1; place <= labels.length; place++) {
            ideal += labels[place - 1] * discount(place);
          }
          return Math.min(1, gain / ideal);
        }
      };

  /** Mean of the precision at each relevant item. */
  static final RankingMetric MAP =
      new RankingMetric(
          "map_at_k",
          "MAP",
          "Σ over relevant items among the first k of the precision up to their place, over the"
              + " lesser of k and the number of relevant items, on the average over queries with"
              + " one",
          "Manning, Raghavan & Schütze 2008") {
        @Override
        double of(QueryRanking query, int most) {
          double sum = 0;
          long before = 0;
          long relevantBefore = 0;
          for (int group = 0; group < query.groups() && before < most; group++) {
            double items = query.items(group);
            double relevant = query.relevant(group);
            long last = Math.min(query.items(group), most - before);
            for (long at = 1; at <= last && relevant > 0; at++) {
              double others = items > 1 ? (at - 1) * (relevant - 1) / (items - 1) : 0;
              sum += relevant / items * (relevantBefore + 1 + others) / (before + at);
            }
            before += query.items(group);
            relevantBefore += query.relevant(group);
          }
          return Math.min(1, sum / Math.min(most, query.relevantRows()));
        }
      };

  /** One over the place of the first relevant item. */
  static final RankingMetric MRR =
      new RankingMetric(
          "mrr_at_k",
          "MRR",
          "1 / place of the first relevant item, 0 where it is not among the first k, on the"
              + " average over queries with a relevant item",
          "Voorhees 1999") {
        @Override
        double of(QueryRanking query, int most) {
          long before = 0;
          for (int group = 0; group < query.groups() && before < most; group++) {
            if (query.relevant(group) > 0) {
              return reciprocal(before, query.items(group), query.relevant(group), most);
            }
            before += query.items(group);
          }
          return 0;
        }
      };

  private static final List<RankingMetric> ALL = List.of(PRECISION, RECALL, NDCG, MAP, MRR);

  private static final Pattern AT = Pattern.compile("_at_(\\d{1,4})$");

  private final Definition definition;
  private final String title;

  private RankingMetric(String name, String title, String formula, String source) {
    this.title = title;
    this.definition =
        new Definition(
                name,
                formula,
                Range.SHARE,
                Direction.LARGER_IS_BETTER,
                "no query has a relevant item",
                source)
            .titled(title + " at k");
  }

  /** All of them, in the order in which they are told. */
  public static List<RankingMetric> all() {
    return ALL;
  }

  /** The metric at one k of this name; empty where the name is that of no such metric. */
  public static Optional<At> find(String name) {
    Matcher at = AT.matcher(name);
    return at.find()
        ? ALL.stream()
            .map(metric -> new At(metric, Integer.parseInt(at.group(1))))
            .filter(metric -> metric.name().equals(name))
            .findFirst()
        : Optional.empty();
  }

  @Override
  public Definition definition() {
    return definition;
  }

  /** Its name for people. */
  public String title() {
    return title + " at k";
  }

  /** The name with its k, such as {@code ndcg_at_10}. */
  public String name(int most) {
    String name = definition.name();
    return name.substring(0, name.length() - 1) + most;
  }

  /** The metric at one k. */
  public record At(RankingMetric metric, int most) implements Described {
    /** Its name for people, such as {@code NDCG at 10}. */
    public String title() {
      return metric.title + " at " + most;
    }

    @Override
    public Definition definition() {
      Definition any = metric.definition();
      return new Definition(
              metric.name(most),
              any.formula(),
              any.range(),
              any.direction(),
              any.undefinedWhen(),
              any.source())
          .titled(title());
    }
  }

  /** The value of a query with a relevant item. */
  abstract double of(QueryRanking query, int most);

  private static double discount(long place) {
    return Math.log(2) / Math.log(place + 1.0);
  }

  private static double expectedRelevant(QueryRanking query, int most) {
    double expected = 0;
    long before = 0;
    for (int group = 0; group < query.groups() && before < most; group++) {
      double share = Math.min(query.items(group), most - before) / (double) query.items(group);
      expected += share == 1 ? query.relevant(group) : query.relevant(group) * share;
      before += query.items(group);
    }
    return expected;
  }

  /**
   * The expected 1 / place of the first relevant item in a group of equal scores: it is the i-th of
   * the group with a chance of C(n − i, r − 1) / C(n, r).
   */
  private static double reciprocal(long before, long items, long relevant, int most) {
    double sum = 0;
    double chance = (double) relevant / items;
    for (long at = 1; at <= items - relevant + 1 && before + at <= most; at++) {
      sum += chance / (before + at);
      chance *= (double) (items - at - relevant + 1) / (items - at);
    }
    return sum;
  }
}
