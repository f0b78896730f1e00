package dev.holdout.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.fault.Fault;
import dev.holdout.fault.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir Path folder;

  @Test
  void aFolderThatHoldsAnythingOfSomebodyElseIsRefusedWhateverWayItIsWritten() throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("mine")).resolve("a.txt"), "a");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("mine"));
    for (String name : List.of("mine", "mine/", "mine/.", "new/../mine", "link", "./link//")) {
      for (String written : List.of(folder + "/" + name, "file:" + folder + "/" + name)) {
        refused(written, List.of(), "found a.txt, which no export of Holdout wrote");
      }
    }
    refused(folder + "/mine/a.txt", List.of(), "found a file of that name");
    Files.writeString(Files.createDirectories(folder.resolve("b")).resolve(".hidden.crc"), "b");
    refused(folder + "/b", List.of(), "found .hidden.crc");
    Files.createDirectories(folder.resolve("c/kept"));
    refused(folder + "/c", List.of(), "found kept/, which no export of Holdout wrote");
    assertThat(folder.resolve("mine/a.txt")).hasContent("a");
  }

  @Test
  void theCurrentFolderAndThoseAboveItAreRefused() {
    for (String written :
        List.of(".", "./", "../", "/", "target/..", Path.of("").toAbsolutePath() + "")) {
      refused(written, List.of(), "found the current folder or one above it");
    }
    refused("", List.of(), "found an empty name");
    refused("file://" + Path.of("").toAbsolutePath(), List.of(), "the current folder");
  }

  @Test
  void placesInUseAreRefusedWithWhatIsInThemAndAboveThemEvenIfEmpty() throws IOException {
    Files.createDirectories(folder.resolve("in/sub"));
    Files.writeString(folder.resolve("in/2026-1.csv"), "x");
    Files.createDirectories(folder.resolve("data/new"));
    PlaceInUse pattern = new PlaceInUse("the source", folder + "/in/2026-*");
    PlaceInUse data = new PlaceInUse("the source", folder + "/data");
    PlaceInUse workspace = new PlaceInUse("the workspace", folder + "/ws");
    List<PlaceInUse> all = List.of(pattern, data, workspace);
    refused(folder + "/ws", all, "found the workspace, ");
    refused(folder + "/ws/predictions/mine", all, "found a folder in the workspace, ");
    refused(folder.toString(), all, "found a folder above the source, ");
    refused(folder + "/data/new", all, "found a folder in the source, ");
    refused(folder + "/in", all, "found a folder above the source, ");
    refused(folder + "/in/2026-scores/new", all, "that the pattern of the source matches");
    OwnFolder.replaceable(folder + "/in/scores", all, HADOOP);
    OwnFolder.replaceable(folder + "/wsx", all, HADOOP);
  }

  @Test
  void anExportReplacesAnExportButNotOneThatWasChanged() throws IOException {
    String out = folder + "/out";
    export(out, Export.Format.CSV).write(rows("1", "2", "3"));
    export(out + "/", Export.Format.PARQUET).write(rows("4"));
    assertThat(TestSession.spark().read().parquet(out).as(Encoders.STRING()).collectAsList())
        .containsExactly("4");
    export(out, Export.Format.DELTA).write(rows("5").toDF("a (b)"));
    export(out, Export.Format.DELTA).write(rows("6", "7"));
    assertThat(TestSession.spark().read().format("delta").load(out).count()).isEqualTo(2);
    assertThat(names(folder)).containsExactly("out");
    Files.writeString(folder.resolve("out/notes.txt"), "n");
    refused(out, List.of(), "found notes.txt, which no export of Holdout wrote");
    Files.delete(folder.resolve("out/notes.txt"));

    export(out, Export.Format.CSV).write(rows("8"));
    assertThat(names(folder.resolve("out"))).noneMatch(name -> name.endsWith(".crc"));
    Path part =
        folder
            .resolve("out")
            .resolve(
                names(folder.resolve("out")).stream()
                    .filter(name -> name.startsWith("part"))
                    .findFirst()
                    .orElseThrow());
    Files.writeString(part, Files.readString(part).replace('8', '9'));
    refused(out, List.of(), "which was changed since Holdout exported it");
    assertThat(part).content().contains("9");
  }

  @Test
  void csvIsQuotedAsRfc4180Says() throws IOException {
    String out = folder + "/csv";
    export(out, Export.Format.CSV)
        .write(
            rows("say \"hi\"", " blank ", "two\nlines", "back\\slash", "a,b", "cr\rhere", "\\\""));
    StringBuilder text = new StringBuilder();
    for (String name : names(folder.resolve("csv"))) {
      if (name.startsWith("part")) {
        text.append(Files.readString(folder.resolve("csv").resolve(name)));
      }
    }
    assertThat(text.toString().replace("value\n", ""))
        .isEqualTo(
            "\"say \"\"hi\"\"\"\n"
                + " blank \n"
                + "\"two\n"
                + "lines\"\n"
                + "back\\slash\n"
                + "\"a,b\"\n"
                + "\"cr\r"
                + "here\"\n"
                + "\"\\\"\"\"\n");
  }

  @Test
  void anExportThatFailsOrIsKilledAnywhereLeavesAWholeOne() throws IOException {
    try (FaultyDisk disk =
        FaultyDisk.at(folder, TestSession.spark().sparkContext().hadoopConfiguration())) {
      String out = disk.uri() + "/out";
      export(out, Export.Format.PARQUET).write(rows("old"));
      disk.lift();
      export(out, Export.Format.PARQUET).write(rows("old"));
      int operations = disk.operations().size();
      for (int at = 0; at < operations; at++) {
        int[] left = {at};
        disk.failAt(at % 2 == 0 ? Fault.KILLED : Fault.FULL, operation -> left[0]-- == 0);
        boolean wrote = false;
        try {
          export(out, Export.Format.PARQUET).write(rows("new"));
          wrote = true;
        } catch (HoldoutException stopped) {
          assertThat(disk.struck()).as("reason of %s", stopped).isPresent();
        }
        disk.lift();
        // Between two renames the earlier export stands beside; the next one finds it there.
        if (Files.exists(folder.resolve("out"))) {
          assertThat(values(out)).isIn(List.of("old"), List.of("new"));
        } else {
          assertThat(wrote).isFalse();
          assertThat(values(disk.uri() + "/.out.holdout-replaced"))
              .isIn(List.of("old"), List.of("new"));
        }
      }
      assertThat(operations).isGreaterThan(10);
      export(out, Export.Format.PARQUET).write(rows("last"));
      assertThat(values(out)).containsExactly("last");
      assertThat(names(folder)).containsExactly("out");
    }
  }

  private static List<String> values(String path) {
    return TestSession.spark().read().parquet(path).as(Encoders.STRING()).collectAsList();
  }

  private static Dataset<Row> rows(String... values) {
    return TestSession.spark()
        .createDataset(List.of(values), Encoders.STRING())
        .toDF("value")
        .coalesce(1);
  }

  private static Export export(String out, Export.Format format) {
    return new Export(TestSession.spark(), out, format, List.of());
  }

  private static void refused(String out, List<PlaceInUse> inUse, String why) {
    assertThatThrownBy(() -> OwnFolder.replaceable(out, inUse, HADOOP))
        .as(out)
        .isInstanceOfSatisfying(
            HoldoutException.class, refused -> assertThat(refused.code().exitCode()).isEqualTo(64))
        .hasMessageContaining(why)
        .hasMessageContaining("Nothing was changed");
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> entries = Files.list(of)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
