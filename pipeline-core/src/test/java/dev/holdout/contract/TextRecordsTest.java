package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.contract.SourceSpec.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextRecordsTest {
  @TempDir Path folder;

  @Test
  void countsLinesAcrossSplits() {
    // Record i stands in line i + 2 (a line of junk and a header before it), after two blank lines
    // from record 500 on.
    String text =
        IntStream.range(1, 1000)
            .mapToObj(i -> (i == 500 ? "\n\n" : "") + i + ",\"v" + i + "\"")
            .collect(Collectors.joining("\n", "junk\nid,v\n", ""));
    Path file = new Fixture(folder).file("odd [name]*{x}.csv", text);
    SourceSpec source =
        new SourceSpec(
            Format.CSV,
            List.of(new FileSpec(file.toString(), 1)),
            Optional.empty(),
            CsvSpec.DEFAULT,
            List.of(),
            Optional.empty());
    List<SourceFile> files =
        new SourceFiles(TestSession.spark().sessionState().newHadoopConf()).list(source);
    TextRecords records = new TextRecords(TestSession.spark(), files, "UTF-8", 2000);
    Dataset<Row> rows =
        TestSession.spark()
            .createDataFrame(
                records
                    .records(new CsvParser(CsvSpec.DEFAULT, 2), 1, Map.of())
                    .map(
                        record ->
                            RowFactory.create(
                                record.file(), record.split(), record.line(), record.values()[0])),
                new StructType()
                    .add("file", DataTypes.StringType)
                    .add("split", DataTypes.LongType)
                    .add("line", DataTypes.LongType)
                    .add("s0", DataTypes.StringType));
    assertThat(rows.select("split").distinct().count()).isGreaterThan(4);
    assertThat(records.mayDivide(files.get(0))).isTrue();

    List<Row> wrong =
        rows.join(
                records.linesBefore(List.of(file.toString())),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("file", "split")).toSeq())
            .selectExpr("cast(s0 as int) as id", "line + linesBefore as at")
            .filter("at != id + 2 + if(id >= 500, 2, 0)")
            .collectAsList();
    assertThat(wrong).isEmpty();
    assertThat(rows.count()).isEqualTo(999);
  }
}
