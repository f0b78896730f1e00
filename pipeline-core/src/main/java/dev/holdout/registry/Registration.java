package dev.holdout.registry;

import java.time.Instant;

/**
 * That a model version was registered, kept apart from its folder: what its record must be, and
 * that its number is taken even if the folder is gone.
 *
 * @param name the model's name
 * @param version the version
 * @param fit digest of all that decided the fit
 * @param digest of {@code model.json}
 * @param run the run that registered it
 * @param at when
 */
record Registration(String name, long version, String fit, String digest, String run, Instant at) {}
