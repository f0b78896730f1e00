package dev.holdout.window;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.TableVersion;
import dev.holdout.table.Tables;
import dev.holdout.window.WindowPlan.Purpose;

/**
 * Makes a dataset of windows from a dataset of readings.
 *
 * <p>A window's row, its key included, is a function of the readings in it and of those that decide
 * its label: whatever else comes in, it stays as it is. A window to learn from is left out, and
 * counted, while its label looks beyond the last reading of the table, or when a reading without a
 * label leaves it open.
 *
 * <p>Scans: one of time and entity, for the time of the last reading; one of the columns used, with
 * one shuffle, whose result is kept in Spark's storage until it is counted and written.
 */
public final class EventWindows {
  private final Tables tables;

  /** Windows of datasets in one workspace. */
  public EventWindows(Tables tables) {
    this.tables = tables;
  }

  /**
   * Writes the windows of one version of a dataset, replacing those of an earlier one.
   *
   * @param readings a dataset that was ingested
   * @param purpose what the windows are for
   * @param name the new table, such as {@code datasets/machines_windows}
   * @param key digest of what decides the rows
   * @param run the run that writes
   * @throws HoldoutException with {@link ErrorCode#CONFIGURATION} when the settings do not fit the
   *     columns, {@link ErrorCode#DATA_CONTRACT} when readings have no time or entity, {@link
   *     ErrorCode#DATA_INSUFFICIENT} when no window is left
   */
  public Windowing write(
      TableVersion readings, EventSpec spec, Purpose purpose, String name, String key, String run) {
    try (MadeWindows made =
        MadeWindows.of(tables.read(readings), readings.reference(), spec, purpose)) {
      return made.windowing(tables.write(name, made.dataset(), Tables.Mode.OVERWRITE, key, run));
    }
  }
}
