package dev.holdout.split;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A dataset version, divided. Only {@link Splitter} makes one.
 *
 * @param plan where every row goes
 * @param training rows to learn from
 * @param test rows held out, unread
 * @param assignment one row for each row of the dataset: {@code _row_key}, {@code partition}
 *     ({@code training} or {@code test}), {@code _block} (null in Test), {@code _label}
 */
public record Split(SplitPlan plan, Training training, SealedTest test, Dataset<Row> assignment) {}
