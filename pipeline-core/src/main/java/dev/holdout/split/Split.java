package dev.holdout.split;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A dataset version, divided. Only {@link Splitter} makes one.
 *
 * @param plan where every row goes
 * @param training rows to learn from
 * @param test rows held out, unread
 * @param assignment one row for each row of the dataset, with the columns of {@link Assignment}
 */
public record Split(SplitPlan plan, Training training, SealedTest test, Dataset<Row> assignment) {}
