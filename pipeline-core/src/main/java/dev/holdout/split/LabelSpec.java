package dev.holdout.split;

/**
 * What is to be predicted.
 *
 * @param column the label's column
 * @param positive the value that counts as positive, as text
 */
public record LabelSpec(String column, String positive) {}
