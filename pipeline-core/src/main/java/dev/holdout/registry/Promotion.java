package dev.holdout.registry;

import java.time.Instant;

/**
 * A model version became champion.
 *
 * @param name the model's name
 * @param sequence 1 for the first promotion of this model, then 2, …: the champion is the last
 * @param version the version promoted
 * @param run the run that promoted it
 * @param at when
 * @param reason why
 */
public record Promotion(
    String name, long sequence, long version, String run, Instant at, String reason) {}
