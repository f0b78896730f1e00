/**
 * Model versions with checksums and lineage, aliases, the gate between champion and challenger,
 * promotion.
 */
@NullMarked
package dev.holdout.registry;

import org.jspecify.annotations.NullMarked;
