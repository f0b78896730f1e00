/** HTML, JSON and model card from plain result records. No Spark types. */
@NullMarked
package dev.holdout.report;

import org.jspecify.annotations.NullMarked;
