package dev.holdout.evaluate;

import dev.holdout.measure.Estimate;
import dev.holdout.measure.Interval;

/**
 * The difference of two shares of the same rows, such as two accuracies.
 *
 * <p>Interval: Wald's with one row added to each kind of discordant rows, which keeps its coverage
 * where these are few. Source: Bonett & Price 2012.
 *
 * @param rows of which the shares are, above 0; effective ones where rows are weighted
 * @param onlyFirst rows that count in the first share alone
 * @param onlySecond rows that count in the second share alone
 */
record PairedShare(double rows, double onlyFirst, double onlySecond) {
  Estimate estimate() {
    double difference = (onlySecond - onlyFirst) / rows;
    double first = (onlyFirst + 1.0) / (rows + 2);
    double second = (onlySecond + 1.0) / (rows + 2);
    double centre = second - first;
    double error = Math.sqrt((first + second - centre * centre) / (rows + 2));
    return new Estimate(
        difference,
        "bonett-price",
        z -> new Interval(Math.max(-1, centre - z * error), Math.min(1, centre + z * error)));
  }
}
