package dev.holdout.measure;

/**
 * What a metric is, for a person.
 *
 * @param name snake case
 * @param formula how it is computed
 * @param range the values it can take
 * @param direction which way is better
 * @param undefinedWhen when it has no value
 * @param source where the definition comes from
 */
public record Definition(
    String name,
    String formula,
    Range range,
    Direction direction,
    String undefinedWhen,
    String source) {}
