package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.contract.Profile.ValueCount;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.lineage.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfilerTest {
  private final Profiler profiler = new Profiler(TestSession.spark());

  @TempDir Path folder;

  @Test
  void namesThatAreHoldoutsOwnAreLeftOutOfJsonAndTables() {
    Path file = new Fixture(folder).file("t.jsonl", "{\"_id\": 1, \"y\": 2}\n");
    for (Profile profile :
        List.of(
            profiler.profile(profiler.guess(file.toString())),
            profiler.profile(TestSession.spark().sql("SELECT 1 AS _id, 2 AS y")))) {
      assertThat(profile.columns()).extracting(ColumnProfile::name).containsExactly("y");
      assertThat(profile.omitted()).containsExactly("_id");
    }
  }

  @Test
  void infersTypesMissingTokensAndKeys() {
    Path file =
        new Fixture(folder)
            .file(
                "t.csv",
                """
                id;zip;n;x;flag;day;at;label;c;none
                1;01234;1;0.5;true;2024-02-29;2024-02-29 10:00:00;yes;k;
                2;98765;?;NA;false;2023-01-01;2024-02-29T10:00:00Z;no;k;
                3;00001;3;1e2;TRUE;?;2024-03-01;unknown;k;
                4;00002;unknown; ;true;2025-01-01;;yes;k;
                """);
    SourceSpec guess = profiler.guess(file.toString());
    assertThat(guess.csv().separator()).isEqualTo(";");
    assertThat(guess.csv().header()).isTrue();
    Profile profile = profiler.profile(guess);

    assertThat(profile.rows()).isEqualTo(4);
    assertThat(profile.columns().stream().map(column -> column.name() + " " + column.type()))
        .containsExactly(
            "id INTEGER",
            "zip STRING",
            "n INTEGER",
            "x NUMBER",
            "flag BOOLEAN",
            "day DATE",
            "at TIMESTAMP",
            "label STRING",
            "c STRING",
            "none STRING");
    assertThat(column(profile, "id").unique()).isTrue();
    assertThat(column(profile, "id").mean()).contains(2.5);
    assertThat(column(profile, "n").missing())
        .containsExactly(new ValueCount("?", 1), new ValueCount("unknown", 1));
    assertThat(column(profile, "n").unique()).isFalse();
    assertThat(column(profile, "x").nulls()).isEqualTo(1);
    assertThat(column(profile, "x").min()).contains("0.5");
    assertThat(column(profile, "x").max()).contains("100");
    assertThat(column(profile, "day").max()).contains("2025-01-01");
    assertThat(column(profile, "label").missing()).isEmpty();
    assertThat(column(profile, "label").suspected()).containsExactly(new ValueCount("unknown", 1));
    assertThat(column(profile, "label").frequent())
        .containsExactly(new ValueCount("yes", 2), new ValueCount("no", 1));
    assertThat(column(profile, "c").constant()).isTrue();
    assertThat(column(profile, "none").nulls()).isEqualTo(4);
    assertThat(Json.read(Json.pretty(profile), Profile.class)).isEqualTo(profile);
  }

  @Test
  void countsManyValuesExactly() {
    // 3,000 rows: ids that differ, and a column that is 0 in two rows of three.
    String text =
        IntStream.range(0, 3000)
            .mapToObj(i -> "k" + i + "," + (i % 3 == 0 ? i : 0))
            .collect(Collectors.joining("\n", "id,amount\n", "\n"));
    Path file = new Fixture(folder).file("m.csv", text);
    Profile profile = profiler.profile(profiler.guess(file.toString()));
    assertThat(column(profile, "id").distinct()).isEqualTo(3000);
    assertThat(column(profile, "id").unique()).isTrue();
    assertThat(column(profile, "id").frequent()).isEmpty();
    assertThat(column(profile, "amount").distinct()).isEqualTo(1000);
    assertThat(column(profile, "amount").frequent().get(0)).isEqualTo(new ValueCount("0", 2001));
  }

  @Test
  void guessesHowAFileWithoutHeaderBehindJunkIsWritten() {
    Path file =
        new Fixture(folder)
            .file("j.test.gz", "|1x3 Cross validator\n25, Private, <=50K.\n38, ?, >50K.\n\n");
    SourceSpec guess = profiler.guess(file.toString());
    assertThat(guess.files().get(0).skipLines()).isEqualTo(1);
    assertThat(guess.csv().header()).isFalse();
    assertThat(guess.csv().trim()).isTrue();
    Profile profile = profiler.profile(guess);
    assertThat(profile.columns().stream().map(ColumnProfile::name))
        .containsExactly("column_1", "column_2", "column_3");
    assertThat(profile.columns().get(1).missing()).containsExactly(new ValueCount("?", 1));
  }

  @Test
  void profilesTypedTablesAndJson() {
    Path delta = folder.resolve("d");
    TestSession.spark()
        .sql("SELECT id, cast(id as string) AS `a.b c`, array(id) AS l FROM range(3)")
        .selectExpr("id", "`a.b c` as s", "l")
        .write()
        .format("delta")
        .save(delta.toString());
    SourceSpec guess = profiler.guess(delta.toString());
    assertThat(guess.format()).isEqualTo(Format.DELTA);
    Profile profile = profiler.profile(guess);
    assertThat(profile.omitted()).containsExactly("l");
    assertThat(profile.columns().stream().map(ColumnProfile::type))
        .containsExactly(ColumnType.INTEGER, ColumnType.STRING);
    assertThat(profile.columns().get(0).max()).isEqualTo(Optional.of("2"));

    Path json = new Fixture(folder).file("j.json", "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2.5}\n");
    Profile ofJson = profiler.profile(profiler.guess(json.toString()));
    assertThat(column(ofJson, "a").type()).isEqualTo(ColumnType.NUMBER);
    assertThat(column(ofJson, "b").frequent()).isEqualTo(List.of(new ValueCount("x", 1)));
  }

  private static ColumnProfile column(Profile profile, String name) {
    return profile.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
