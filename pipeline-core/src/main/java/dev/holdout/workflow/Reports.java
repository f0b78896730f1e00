package dev.holdout.workflow;

import dev.holdout.report.Report;
import dev.holdout.report.RunReport;
import dev.holdout.table.Files;
import dev.holdout.table.Tables;
import java.util.Optional;

/** The written reports of a workspace: {@code reports/<run>/}. */
public final class Reports {
  private final Tables tables;
  private final Files files;

  public Reports(Tables tables) {
    this.tables = tables;
    this.files = tables.files();
  }

  /** Where a run's report lies. */
  public String folder(String run) {
    return tables.path("reports/" + run);
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
    return files.read(folder(run) + "/" + Report.JSON_FILE).map(Report::read);
  }
}
