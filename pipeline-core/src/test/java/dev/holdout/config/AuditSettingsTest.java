package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.audit.AuditLimits;
import dev.holdout.audit.AuditSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditSettingsTest {
  private static final String LOANS =
      """
      name: loans
      source: {format: csv, files: [loans.csv]}
      columns: {day: date, closed: timestamp, calls: integer, note: string, late: string}
      label: {column: late, positive: "yes"}
      """;

  @Test
  void bindsTheLinesAndWhatIsCompared() {
    AuditSpec audit =
        Samples.spec(
                LOANS
                    + """
                    roles: {group: [note]}
                    audit:
                      suspect_gap: 0.1
                      late_share: 0.01
                      event_time: day
                      filled: [{column: calls, at: closed}]
                      near_duplicates: {columns: [note], similarity: 0.8, max_rows: 7}
                    """)
            .audit();
    assertThat(audit)
        .isEqualTo(
            new AuditSpec(
                List.of("note"),
                Optional.empty(),
                List.of(),
                new AuditLimits(0.95, 0.75, 0.1, 0.995, 0.05, 0.1, 0.9, 0.1, 0.1, 0.55, 0.01),
                Optional.of("day"),
                List.of(new AuditSpec.Filled("calls", "closed")),
                new AuditSpec.NearDuplicates(List.of("note"), 0.8, 7)));
  }

  @Test
  void refusesColumnsThatDoNotExistOrSayNoTime() {
    assertThatThrownBy(
            () ->
                Samples.spec(
                    LOANS
                        + """
                        audit:
                          filled: [{column: call, at: note}]
                          near_duplicates: {columns: [late, text]}
                        """))
        .hasMessageContaining("the column 'call', which is not declared")
        .hasMessageContaining("found the column 'note' of the type string")
        .hasMessageContaining("expected a column of the types date or timestamp")
        .hasMessageContaining("the label's column 'late'")
        .hasMessageContaining("the column 'text', which is not declared")
        .hasMessageContaining(
            "found no time of the event, expected audit.event_time or roles.time");
  }
}
