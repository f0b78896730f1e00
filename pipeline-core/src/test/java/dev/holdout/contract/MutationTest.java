package dev.holdout.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.TestSession;
import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.sniff.Hints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Of damaged and of random files every record is accepted or quarantined, or the file is refused
 * with a message for users; no other failure. What fails names the seed of its file.
 */
final class MutationTest {
  private static final int MUTANTS = 12;
  private static final int ROWS = 40;
  private static final String SPECIAL = "\"',;\n\r\\ {}[]:\t\u00ff\u0080#-9a";

  private static final String ZIP = "zip";
  private static final List<String> PACKINGS =
      List.of(
          CompressorStreamFactory.GZIP,
          ZIP,
          CompressorStreamFactory.BZIP2,
          CompressorStreamFactory.XZ,
          CompressorStreamFactory.ZSTANDARD,
          CompressorStreamFactory.LZ4_FRAMED);

  private final Profiler profiler = new Profiler(TestSession.spark());

  @TempDir private Path folder;

  /** What is damaged. */
  private enum Base {
    CSV,
    QUOTED,
    UTF_16,
    LINES_OF_JSON,
    JSON_ARRAY,
    PACKED,
    RANDOM_TEXT,
    RANDOM_BYTES;

    byte[] bytes(Random random) {
      return switch (this) {
        case CSV, PACKED -> rows("id;town;load;day\n", "%d;Köln %d;%d,25;2024-03-%02d\n", "");
        case QUOTED ->
            rows("id,\"town\",load,day\n", "%d,\"Köln, %d\n\"\"so\"\"\",%d.5,2024-03-%02d\n", "");
        case UTF_16 ->
            ("\ufeff"
                    + new String(
                        rows("id,town,load,day\n", "%d,Köln %d,%d,2024-03-%02d\n", ""), UTF_8))
                .getBytes(UTF_16LE);
        case LINES_OF_JSON ->
            rows(
                "",
                "{\"id\": %d, \"town\": \"K\\u00f6ln, %d\", \"n\": {\"a\": [%d, \"%02d\"]}}\n",
                "");
        case JSON_ARRAY ->
            rows(
                "[",
                "{\"id\": %d, \"town\": \"Köln %d\",\n \"load\": %d.5, \"b\": %de0},\n",
                "{}]");
        case RANDOM_TEXT ->
            random
                .ints(random.nextInt(1, 2000), 0, SPECIAL.length())
                .mapToObj(at -> SPECIAL.substring(at, at + 1))
                .collect(Collectors.joining())
                .getBytes(ISO_8859_1);
        case RANDOM_BYTES -> {
          byte[] bytes = new byte[random.nextInt(1, 2000)];
          random.nextBytes(bytes);
          yield bytes;
        }
      };
    }

    private static byte[] rows(String head, String row, String foot) {
      return IntStream.range(0, ROWS)
          .mapToObj(i -> String.format(Locale.ROOT, row, i, i * 7 % 10, i * 13, 1 + i % 28))
          .collect(Collectors.joining("", head, foot))
          .getBytes(UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource(Base.class)
  void everyRecordIsAcceptedOrQuarantinedOrTheFileIsRefused(Base base) throws IOException {
    boolean stored = false;
    for (int mutant = 0; mutant < MUTANTS; mutant++) {
      long seed = 1000L * List.of(Base.values()).indexOf(base) + mutant;
      Random random = new Random(seed);
      byte[] bytes = mutated(base.bytes(random), random);
      if (base == Base.PACKED) {
        bytes = packed(bytes, PACKINGS.get(mutant % PACKINGS.size()));
        bytes = random.nextInt(3) > 0 ? mutated(bytes, random) : bytes;
      }
      Path file = Files.write(folder.resolve("mutant-" + seed + ".csv"), bytes);
      try {
        expectEveryRecord(file, "seed " + seed + " of " + base, random.nextBoolean(), !stored);
        stored = true;
      } catch (HoldoutException refused) {
        assertThat(refused.code())
            .as("seed %d of %s: %s", seed, base, refused.getMessage())
            .isNotIn(ErrorCode.INTERNAL, ErrorCode.CORRUPT_STATE);
      } catch (RuntimeException failure) {
        throw new AssertionError("seed " + seed + " of " + base, failure);
      }
    }
  }

  private void expectEveryRecord(Path file, String seed, boolean texts, boolean stored) {
    SourceSpec source = profiler.find(file.toString(), Hints.NONE).spec();
    Profile profile = profiler.profile(source);
    ContractSpec contract =
        Fixture.contract(
            List.of(),
            profile.columns().stream()
                .map(column -> texts ? Fixture.text(column.name()) : found(column))
                .toArray(ColumnSpec[]::new));
    OpenedSource opened = OpenedSource.open(TestSession.spark(), source, contract);
    JavaRDD<SourceRecord> records = opened.read(opened.files());
    assertThat(records.count()).as("records, %s", seed).isEqualTo(profile.rows());
    assertThat(records.filter(record -> record.values() == null).count())
        .as("unreadable records, %s", seed)
        .isEqualTo(profile.unreadable());
    if (stored) {
      expectStored(source, contract, profile, seed);
    }
  }

  private void expectStored(
      SourceSpec source, ContractSpec contract, Profile profile, String seed) {
    Dataset<Row> rows = profiler.rows(source);
    assertThat(rows.count()).as("rows, %s", seed).isEqualTo(profile.rows());
    assertThat(rows.filter(Columns.named(Columns.UNREADABLE).isNotNull()).count())
        .as("unreadable rows, %s", seed)
        .isEqualTo(profile.unreadable());
    Ingestion ingestion = new Fixture(folder).ingest(source, contract);
    assertThat(ingestion.accepted() + ingestion.quarantined())
        .as("accepted and quarantined, %s", seed)
        .isEqualTo(profile.rows());
    // The types are those of all values.
    assertThat(ingestion.quarantined()).as("quarantined, %s", seed).isEqualTo(profile.unreadable());
  }

  private static ColumnSpec found(ColumnProfile column) {
    return ColumnSpec.of(column.name(), column.type())
        .withMissing(column.missing().stream().map(Profile.ValueCount::value).toList())
        .withNumbers(column.written().number());
  }

  /** Without quotes every line that is not blank is a record, whatever else becomes of it. */
  @Test
  void linesAreRecords() throws IOException {
    for (int seed = 0; seed < MUTANTS; seed++) {
      Random random = new Random(seed);
      String text = new String(Base.CSV.bytes(random), UTF_8);
      int from = text.indexOf("\n10;");
      int to = text.indexOf("\n30;");
      byte[] middle = mutated(text.substring(from, to).getBytes(UTF_8), random);
      for (int at = 0; at < middle.length; at++) {
        // A zero byte is refused; quotes may join lines.
        middle[at] = "\0\"'".indexOf(middle[at]) >= 0 ? (byte) 'x' : middle[at];
      }
      byte[] bytes =
          spliced(
              text.getBytes(UTF_8),
              text.substring(0, from).getBytes(UTF_8).length,
              text.substring(0, to).getBytes(UTF_8).length,
              middle);
      long lines =
          Arrays.stream(new String(bytes, ISO_8859_1).split("\r\n|\n|\r"))
              .filter(line -> !line.isBlank())
              .count();
      Path file = Files.write(folder.resolve("lines-" + seed + ".csv"), bytes);
      Profile profile = profiler.profile(profiler.guess(file.toString()));
      assertThat(profile.rows()).as("seed %d", seed).isEqualTo(lines - 1);
      assertThat(profile.columns()).as("seed %d", seed).hasSize(4);
    }
  }

  /** With one to eight damages. */
  private static byte[] mutated(byte[] valid, Random random) {
    byte[] bytes = valid;
    for (int damage = random.nextInt(8); damage >= 0 && bytes.length > 1; damage--) {
      int at = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, at + 1 + random.nextInt(1 << random.nextInt(7)));
      byte special = (byte) SPECIAL.charAt(random.nextInt(SPECIAL.length()));
      bytes =
          switch (random.nextInt(9)) {
            case 0 ->
                spliced(
                    bytes, at, at + 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
            case 1 -> spliced(bytes, at, to, new byte[0]);
            case 2 -> spliced(bytes, to, to, Arrays.copyOfRange(bytes, at, to));
            case 3 -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
            case 4 -> lineTwice(bytes, at);
            case 5 -> random.nextInt(8) == 0 ? spliced(bytes, at, at, new byte[1]) : bytes;
            default -> spliced(bytes, at, at, new byte[] {special});
          };
    }
    return bytes;
  }

  private static byte[] lineTwice(byte[] bytes, int at) {
    int from = at;
    while (from > 0 && bytes[from - 1] != '\n') {
      from--;
    }
    int to = at;
    while (to < bytes.length && bytes[to] != '\n') {
      to++;
    }
    to = Math.min(bytes.length, to + 1);
    return spliced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(other);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private static byte[] packed(byte[] bytes, String packing) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    if (packing.equals(ZIP)) {
      try (ZipOutputStream out = new ZipOutputStream(packed)) {
        out.putNextEntry(new ZipEntry("table.csv"));
        out.write(bytes);
      }
      return packed.toByteArray();
    }
    try (OutputStream out =
        new CompressorStreamFactory().createCompressorOutputStream(packing, packed)) {
      out.write(bytes);
    } catch (CompressorException e) {
      throw new IOException(e);
    }
    return packed.toByteArray();
  }
}
