package dev.holdout.workflow;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.report.Report;
import dev.holdout.report.RunReport;
import dev.holdout.table.Files;
import dev.holdout.table.Tables;
import java.util.List;
import java.util.Optional;

/** The written reports of a workspace: {@code reports/<run>/}. */
public final class Reports {
  private static final String REMEDY =
      "Restore it from a backup; or run the pipeline again, which writes it anew.";

  private final Tables tables;
  private final Files files;

  public Reports(Tables tables) {
    this.tables = tables;
    this.files = tables.files();
  }

  /** How records refer to a run's report: its folder, relative to the workspace. */
  static String reference(String run) {
    return "reports/" + run;
  }

  /** Where a run's report lies. */
  public String folder(String run) {
    return tables.path(reference(run));
  }

  /** Whether all forms of a report are there, and the record can be read. */
  boolean isWhole(String run) {
    return files
            .list(folder(run))
            .containsAll(List.of(Report.HTML_FILE, Report.MODEL_CARD_FILE, Report.JSON_FILE))
        && stored(run).isPresent();
  }

  /** As {@link #read}, without a report that is damaged. */
  Optional<RunReport> stored(String run) {
    try {
      return read(run);
    } catch (HoldoutException damaged) {
      if (damaged.code() == ErrorCode.CORRUPT_STATE) {
        return Optional.empty();
      }
      throw damaged;
    }
  }

  /**
   * Writes all forms of a report; {@code report.json} last, since the others can be made from it.
   */
  public void write(String run, RunReport report) {
    files.write(folder(run) + "/" + Report.HTML_FILE, Report.html(report));
    files.write(folder(run) + "/" + Report.MODEL_CARD_FILE, Report.modelCard(report));
    files.write(folder(run) + "/" + Report.JSON_FILE, Report.json(report));
  }

  /** The report of a run. */
  public Optional<RunReport> read(String run) {
    return files.read(folder(run) + "/" + Report.JSON_FILE, RunReport.class, REMEDY);
  }
}
