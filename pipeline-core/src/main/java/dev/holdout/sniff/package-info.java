/**
 * How a text file of unknown origin is laid out, by its bytes: compression, encoding, delimiter,
 * quotes, preamble, header, footer and column types, each with its evidence.
 *
 * <p>Not for: opening files, names of columns in a table, reading whole files.
 *
 * <p>Always holds: any bytes get an answer, never an exception; the same bytes get the same answer.
 */
@NullMarked
package dev.holdout.sniff;

import org.jspecify.annotations.NullMarked;
