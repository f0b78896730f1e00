/**
 * What the report says, in words and figures for people: numbers, names, the verdict, what needs
 * attention. Shared by the page, the model card and the terminal.
 *
 * <p>Not for layout, and no escaping: who prints a text escapes it for its medium.
 */
@NullMarked
package dev.holdout.report.words;

import org.jspecify.annotations.NullMarked;
