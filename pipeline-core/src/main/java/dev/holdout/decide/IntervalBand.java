package dev.holdout.decide;

import java.util.Optional;

/**
 * The width of intervals around predictions of similar size.
 *
 * @param from the least prediction that belongs here; empty for the first band
 * @param halfWidth how far the interval reaches to either side; empty where rows are too few for
 *     the coverage, so that it has no end
 * @param rows out-of-fold rows that it was learned from
 */
public record IntervalBand(Optional<Double> from, Optional<Double> halfWidth, long rows) {}
