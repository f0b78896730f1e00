package dev.holdout.contract;

import dev.holdout.TestSession;
import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.contract.SourceSpec.Format;
import dev.holdout.lineage.TableVersion;
import dev.holdout.table.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Small files and the specifications that read them. */
final class Fixture {
  private final Path folder;
  private final Tables tables;

  Fixture(Path folder) {
    this.folder = folder;
    this.tables = new Tables(TestSession.spark(), folder.resolve("workspace").toString(), 365);
  }

  Tables tables() {
    return tables;
  }

  Ingestion ingest(SourceSpec source, ContractSpec contract) {
    return new Ingest(tables).ingest("t", source, contract, "run-1");
  }

  Path file(String name, String text) {
    Path file = folder.resolve(name);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(file.getParent());
      if (name.endsWith(".gz")) {
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
          packed.write(bytes);
        }
      } else {
        Files.write(file, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  static SourceSpec csv(Object... paths) {
    return source(Format.CSV, CsvSpec.DEFAULT, paths);
  }

  static SourceSpec source(Format format, CsvSpec csv, Object... paths) {
    return new SourceSpec(
        format,
        Arrays.stream(paths).map(path -> new FileSpec(path.toString(), 0)).toList(),
        Optional.empty(),
        csv,
        List.of(),
        Optional.empty());
  }

  static ContractSpec contract(List<String> key, ColumnSpec... columns) {
    return new ContractSpec(List.of(columns), key, 1.0);
  }

  static ColumnSpec text(String name) {
    return ColumnSpec.of(name, ColumnType.STRING);
  }

  static ColumnSpec integer(String name) {
    return ColumnSpec.of(name, ColumnType.INTEGER);
  }

  /** All rows of a version as text, sorted. */
  List<String> rows(TableVersion version, String... columns) {
    return tables.read(version).selectExpr(columns).collectAsList().stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }
}
