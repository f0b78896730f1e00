package dev.holdout.config;

import static dev.holdout.config.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.split.RepeatedRows;
import org.junit.jupiter.api.Test;

class RepeatedRowsSettingsTest {
  private static final String TABLE =
      """
      name: t
      source: {format: csv, files: [t.csv]}
      columns: {id: string, x: number, y: integer}
      label: {column: "y", positive: 1}
      """;

  @Test
  void areChosenWhereRowsHaveNoKeyAlone() {
    assertThat(spec(TABLE).split().repeatedRows()).contains(RepeatedRows.AUTO);
    assertThat(spec(TABLE + "split: {repeated_rows: together}\n").split().repeatedRows())
        .contains(RepeatedRows.TOGETHER);
    assertThat(spec(TABLE + "key: [id]\n").split().repeatedRows()).isEmpty();
    assertThat(spec(TABLE + "key: [id]\nsplit: {repeated_rows: spread}\n").split().repeatedRows())
        .isEmpty();
    assertThatThrownBy(() -> spec(TABLE + "key: [id]\nsplit: {repeated_rows: together}\n"))
        .hasMessageContaining("split.repeated_rows")
        .hasMessageContaining("found together with a key, expected auto or spread");
  }
}
