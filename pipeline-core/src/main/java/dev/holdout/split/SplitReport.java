package dev.holdout.split;

import dev.holdout.lineage.TableVersion;
import java.util.List;

/**
 * How the rows were divided.
 *
 * @param assignment the stored assignment: {@code _row_key, partition, _block, _label}
 * @param training rows in Training
 * @param test rows in Test
 * @param trainingPositives positive rows in Training
 * @param testPositives positive rows in Test
 * @param testShare the share asked for
 * @param foldCounts rows and positives of each block
 */
public record SplitReport(
    TableVersion assignment,
    long training,
    long test,
    long trainingPositives,
    long testPositives,
    double testShare,
    List<BlockCount> foldCounts) {
  public SplitReport {
    foldCounts = List.copyOf(foldCounts);
  }

  /** Rows and positives of one block. */
  public record BlockCount(int block, long rows, long positives) {}
}
