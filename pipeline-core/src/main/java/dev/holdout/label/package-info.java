/**
 * Which class a value of a label stands for: the only place that decides what is positive. Always
 * holds: the decision on a column and on a single text agree.
 */
@NullMarked
package dev.holdout.label;

import org.jspecify.annotations.NullMarked;
