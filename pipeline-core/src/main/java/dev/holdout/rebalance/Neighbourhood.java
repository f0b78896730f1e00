package dev.holdout.rebalance;

import java.util.List;
import org.apache.spark.sql.Row;

/**
 * A row and the rows nearest to it, nearest first.
 *
 * @param row as it was asked for
 */
record Neighbourhood(Row row, List<Parent> near) {}
