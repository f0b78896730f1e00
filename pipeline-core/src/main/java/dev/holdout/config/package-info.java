/**
 * Pipeline files to validated specifications, and the first pipeline file of a table.
 *
 * <p>Not for: defaults in code. The schema {@code pipeline.schema.json} holds every default and
 * every bound of a single value; what depends on several values is checked here. Always holds: all
 * problems are reported at once with file, line and key; values from the environment are never
 * shown. Imported by nothing in the library.
 */
@NullMarked
package dev.holdout.config;

import org.jspecify.annotations.NullMarked;
