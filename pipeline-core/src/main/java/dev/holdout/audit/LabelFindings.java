package dev.holdout.audit;

import dev.holdout.audit.Finding.Severity;
import dev.holdout.label.LabelNotes;
import dev.holdout.measure.Task;
import dev.holdout.split.LabelReading;
import java.util.ArrayList;
import java.util.List;

/**
 * How the values of the label were read, where that is not plain: values that are written in more
 * than one way ({@code label_spellings}), and more than one value that counts as negative ({@code
 * label_complement}).
 */
public final class LabelFindings {
  private LabelFindings() {}

  /** What there is to say of a label. */
  public static List<Finding> of(LabelReading reading) {
    List<String> columns = List.of(reading.label().column());
    LabelNotes notes = reading.notes();
    List<Finding> findings = new ArrayList<>();
    for (String note : notes.spellings()) {
      findings.add(
          new Finding(
              "label_spellings",
              Severity.MEDIUM,
              columns,
              note,
              "Blanks around a value, upper and lower case and the way in which a number is written"
                  + " do not count"
                  + (reading.label().task() == Task.BINARY
                      ? "; 1, true, yes, y and t are one value, 0, false, no, n and f another."
                      : "."),
              "If they are different values, make them differ in more in the source; else write"
                  + " them alike there."));
    }
    notes
        .complement()
        .ifPresent(
            note ->
                findings.add(
                    new Finding(
                        "label_complement",
                        Severity.INFO,
                        columns,
                        note,
                        "One value is predicted against all others.",
                        "If one of them says that the answer is not known, declare it as `missing`"
                            + " under `columns`, with `required: true`, so that such rows go to"
                            + " quarantine.")));
    return findings;
  }
}
