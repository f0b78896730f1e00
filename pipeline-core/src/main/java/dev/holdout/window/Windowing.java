package dev.holdout.window;

import dev.holdout.lineage.TableVersion;

/**
 * What readings became. {@code made + censored + unlabelled} windows have readings; every reading
 * is in at least one of them.
 *
 * @param dataset the windows, one row each
 * @param spec how they were made
 * @param readings rows read
 * @param entities whose they are
 * @param first the first reading's time
 * @param last the last reading's time
 * @param made windows in the dataset
 * @param positives of them, how many have a positive label; 0 for windows to be scored
 * @param censored windows left out because their label looks beyond the last reading
 * @param unlabelled windows left out because readings without a label leave theirs open
 * @param open windows to be scored that close after the last reading; they are in the dataset
 */
public record Windowing(
    TableVersion dataset,
    EventSpec spec,
    long readings,
    long entities,
    String first,
    String last,
    long made,
    long positives,
    long censored,
    long unlabelled,
    long open) {}
