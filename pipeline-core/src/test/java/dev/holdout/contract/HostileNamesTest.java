package dev.holdout.contract;

import static dev.holdout.contract.Fixture.contract;
import static dev.holdout.contract.Fixture.integer;
import static dev.holdout.contract.Fixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.error.HoldoutException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources whose names have characters that mean something to Hadoop, Spark or a URI. */
class HostileNamesTest {
  private static final String NAME = "t:1*?[x]{y,z} %41+#ü";

  private final SparkSession spark = TestSession.spark();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"CSV", "JSON", "PARQUET", "DELTA"})
  void filesAndFoldersAreReadUnderAnyName(Format format) throws IOException {
    Path file = file(format);
    Files.createDirectories(folder.resolve("t:1axy,"));
    for (Path path : format == Format.DELTA ? List.of(file) : List.of(file, file.getParent())) {
      SourceSpec spec = source(format, CsvSpec.DEFAULT, path);
      OpenedSource opened =
          OpenedSource.open(spark, spec, contract(List.of("id"), integer("id"), integer("y")));
      assertThat(opened.read(opened.files()).count()).as("%s", path).isEqualTo(3);
      Profiler profiler = new Profiler(spark);
      assertThat(profiler.rows(spec).count()).isEqualTo(3);
      assertThat(profiler.guess(path.toString()).format()).isEqualTo(format);
    }
    assertThat(new Profiler(spark).profile(source(format, CsvSpec.DEFAULT, file)).rows())
        .isEqualTo(3);
  }

  @Test
  void textInTwoBytesIsNamedWhereAnotherEncodingWasDeclared() throws IOException {
    Path file = folder.resolve("wide.csv");
    Files.write(file, text(Format.CSV).getBytes(StandardCharsets.UTF_16));
    SourceSpec spec = source(Format.CSV, CsvSpec.DEFAULT, file);
    ContractSpec contract = contract(List.of("id"), integer("id"), integer("y"));
    OpenedSource opened = OpenedSource.open(spark, spec, contract);
    Profiler profiler = new Profiler(spark);
    Stream.<Runnable>of(
            () -> opened.read(opened.files()),
            () -> profiler.profile(spec),
            () -> profiler.rows(spec))
        .forEach(
            read ->
                assertThatThrownBy(read::run)
                    .isInstanceOf(HoldoutException.class)
                    .hasMessage(
                        "[DATA_CONTRACT] Cannot read "
                            + file
                            + ": found text in UTF-16BE, expected UTF-8. Set the source's encoding"
                            + " to UTF-16BE, or convert the file."));
  }

  @Test
  void anExistingFileIsNoPattern() throws IOException {
    Files.writeString(folder.resolve("a[1].csv"), "id,y\n1,0\n");
    Files.writeString(folder.resolve("a1.csv"), "id,y\n2,0\n3,0\n");
    SourceSpec spec = source(Format.CSV, CsvSpec.DEFAULT, folder.resolve("a[1].csv"));
    assertThat(new Profiler(spark).rows(spec).count()).isEqualTo(1);
  }

  private Path file(Format format) throws IOException {
    Path in = Files.createDirectories(folder.resolve("d " + NAME));
    return switch (format) {
      case CSV -> Files.writeString(in.resolve(NAME + ".csv"), text(format));
      case JSON -> Files.writeString(in.resolve(NAME + ".json"), text(format));
      case PARQUET -> {
        Path plain = folder.resolve("plain");
        spark.range(3).selectExpr("id", "id AS y").coalesce(1).write().parquet(plain.toString());
        try (Stream<Path> written = Files.list(plain)) {
          Path one =
              written.filter(at -> at.toString().endsWith(".parquet")).findFirst().orElseThrow();
          yield Files.copy(one, in.resolve(NAME + ".parquet"));
        }
      }
      case DELTA -> {
        Path table = in.resolve(NAME);
        spark.range(3).selectExpr("id", "id AS y").write().format("delta").save(table.toString());
        yield table;
      }
      case TABLE -> throw new IllegalArgumentException();
    };
  }

  private static String text(Format format) {
    return format == Format.CSV
        ? "id,y\n1,0\n2,1\n3,0\n"
        : "{\"id\": 1, \"y\": 0}\n{\"id\": 2, \"y\": 1}\n{\"id\": 3, \"y\": 0}\n";
  }
}
