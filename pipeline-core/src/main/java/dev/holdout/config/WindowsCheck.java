package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.contract.ColumnType;
import dev.holdout.error.Problem;
import dev.holdout.window.EventSpec;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Whether the windows of readings fit the readings' columns and one another. */
final class WindowsCheck {
  private static final KeyPath WINDOWS = KeyPath.of("windows");
  private static final KeyPath LENGTH = WINDOWS.then("length");
  private static final KeyPath STEP = WINDOWS.then("step");
  private static final KeyPath COLUMNS = WINDOWS.then("columns");
  private static final KeyPath LABEL = WINDOWS.then("label");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final JsonNode pipeline;
  private final JsonNode windows;
  private final Findings findings;

  private WindowsCheck(JsonNode pipeline, Findings findings) {
    this.pipeline = pipeline;
    this.windows = pipeline.path("windows");
    this.findings = findings;
  }

  /**
   * Checks the section, if there is one. Only without any findings can the windows be planned, and
   * the settings of what comes after them be checked against their columns.
   */
  static void check(JsonNode pipeline, Findings findings) {
    if (pipeline.has("windows")) {
      WindowsCheck check = new WindowsCheck(pipeline, findings);
      check.lengths();
      RoleCheck.checkReadings(pipeline, findings);
      check.plan();
    }
  }

  private void lengths() {
    Optional<Duration> length = length(LENGTH, windows.path("length"), SECOND);
    Optional<Duration> step =
        windows.has("step") ? length(STEP, windows.path("step"), SECOND) : length;
    JsonNode label = windows.path("label");
    Optional<Duration> within = length(LABEL.then("within"), label.path("within"), SECOND);
    Optional<Duration> gap = length(LABEL.then("gap"), label.path("gap"), Duration.ZERO);
    if (length.isPresent() && step.isPresent()) {
      if (step.get().compareTo(length.get()) > 0) {
        findings.add(
            STEP,
            step.get() + " with a length of " + length.get(),
            "at most the length",
            "Readings between windows would be in none");
      }
      bounded(STEP, length.get(), step.get());
      within.ifPresent(each -> bounded(LABEL.then("within"), each, step.get()));
    }
    if (within.isPresent() && gap.isPresent()) {
      horizon(gap.get().plus(within.get()));
    }
  }

  private void bounded(KeyPath path, Duration length, Duration step) {
    long count = EventSpec.windows(length, step);
    if (count > EventSpec.MOST_WINDOWS) {
      findings.add(
          path,
          length + " by a step of " + step + ", so that a reading counts in " + count + " windows",
          "at most " + EventSpec.MOST_WINDOWS,
          "Choose a longer step");
    }
  }

  private Optional<Duration> length(KeyPath path, JsonNode text, Duration least) {
    if (!text.isTextual()) {
      return Optional.empty();
    }
    boolean days = numbersDays(path);
    Optional<Duration> parsed = parsed(text.textValue());
    Optional<Duration> fit =
        parsed
            .filter(each -> each.compareTo(least) >= 0)
            .filter(each -> each.compareTo(EventSpec.LONGEST) <= 0)
            .filter(
                each -> each.equals(each.truncatedTo(days ? ChronoUnit.DAYS : ChronoUnit.SECONDS)));
    if (fit.isEmpty()) {
      findings.add(
          path,
          "the text " + Wording.quoted(text.textValue()),
          (days
                  ? "whole days such as P7D, since windows.time is a date"
                  : "whole days, hours, minutes or seconds such as PT24H or P7D")
              + (least.isZero() ? ", or PT0S" : ""),
          parsed.isPresent()
              ? "At most " + EventSpec.LONGEST.toDays() + " days"
              : "Months and years have no length of their own");
    }
    return fit;
  }

  /** Boundaries of windows of dates are dates. */
  private boolean numbersDays(KeyPath path) {
    return (path.equals(LENGTH) || path.equals(STEP))
        && ColumnCheck.types(pipeline.path("columns").path(windows.path("time").asText()))
            .filter(ColumnType.DATE::equals)
            .isPresent();
  }

  private static Optional<Duration> parsed(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Rows trained on whose label is not yet known when validation begins would leak. */
  private void horizon(Duration label) {
    String given = pipeline.path("split").path("windows").path("horizon").asText();
    Optional<Duration> horizon =
        given.matches("\\d+(\\.\\d+)?") ? parsed("PT" + given + "S") : parsed(given);
    if (horizon.filter(each -> each.compareTo(label) < 0).isPresent()) {
      findings.add(
          KeyPath.of("split", "windows", "horizon"),
          given,
          "at least " + label + ", after which the label of a window is known",
          "Leave it out: it is that then");
    }
  }

  /**
   * What the plan knows: types that do not fit, aggregates that a type has not, names that meet.
   */
  private void plan() {
    if (findings.isEmpty()) {
      for (Problem problem : WindowedPipeline.problems(pipeline)) {
        findings.add(at(problem.where()), problem.found(), problem.expected(), problem.remedy());
      }
    }
  }

  private static KeyPath at(String where) {
    String columns = COLUMNS + ".";
    return where.startsWith(columns)
        ? COLUMNS.then(where.substring(columns.length()))
        : KeyPath.parse(where).orElse(WINDOWS);
  }
}
