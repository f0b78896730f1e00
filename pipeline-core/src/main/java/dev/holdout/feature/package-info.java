/**
 * Preprocessing: planned from the schema, fitted for all folds in one scan of training rows, a
 * Spark ML transformer once fitted.
 */
@NullMarked
package dev.holdout.feature;

import org.jspecify.annotations.NullMarked;
