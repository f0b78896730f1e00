package dev.holdout.lineage;

/**
 * {@code to} was made from {@code from}.
 *
 * @param from reference of an input, such as {@code datasets/loans@3}
 * @param to reference of what was made, such as {@code models/loans@2}
 * @param stage the stage that made it
 * @param run the run in which it did
 */
public record Edge(String from, String to, String stage, String run) {}
