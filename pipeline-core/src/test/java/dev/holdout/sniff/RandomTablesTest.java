package dev.holdout.sniff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdout.sniff.Dialect.Escape;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random tables written in random dialects are read back cell by cell; random bytes never throw.
 */
final class RandomTablesTest {
  private static final int TABLES = 300;
  private static final String[] WORDS = {"red", "green", "blue", "Grün", "old", "new"};

  @Test
  void cellsComeBack() {
    for (int seed = 0; seed < TABLES; seed++) {
      Written written = new Written(new Random(seed));
      Layout layout = Sniffer.sniff(written.bytes, Hints.NONE);
      assertThat(read(written.bytes, layout))
          .as("seed %d: %s in%n%s", seed, layout, written.text)
          .isEqualTo(written.cells);
    }
  }

  @Test
  void randomBytesNeverThrow() {
    for (int seed = 0; seed < TABLES; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(3000)];
      random.nextBytes(bytes);
      if (seed % 2 == 0) {
        byte[] valid = new Written(random).bytes;
        for (int change = 0; change < 20; change++) {
          valid[random.nextInt(valid.length)] = (byte) "\"',;\n\r\\ \0x".charAt(random.nextInt(10));
        }
        bytes = valid;
      }
      byte[] given = bytes;
      assertThatCode(() -> Sniffer.sniff(given, Hints.NONE))
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
  }

  private static List<List<String>> read(byte[] bytes, Layout layout) {
    String text = new String(bytes, Charset.forName(layout.encoding())).replace("\ufeff", "");
    Lines lines = Lines.of(text, false, false).from(layout.skipLines());
    Lines table = lines.first(lines.count() - layout.footerLines());
    return table.records(new FieldSplitter(layout.dialect()), Integer.MAX_VALUE / 8).stream()
        .map(Rec::fields)
        .toList();
  }

  /** A random table in a random dialect. */
  private static final class Written {
    private final List<List<String>> cells = new ArrayList<>();
    private final String text;
    private final byte[] bytes;

    Written(Random random) {
      String delimiter = pick(random, ",", ";", "\t", "|");
      Escape escape = random.nextInt(4) == 0 ? Escape.BACKSLASH : Escape.DOUBLED;
      String ending = pick(random, "\n", "\r\n");
      int columns = 3 + random.nextInt(5);
      int[] kinds = random.ints(columns, 0, 5).toArray();
      kinds[0] = 0;
      boolean header = random.nextInt(4) > 0;
      if (header) {
        List<String> names = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
          names.add("name" + (char) ('a' + column) + (random.nextInt(5) == 0 ? ", cm" : ""));
        }
        cells.add(names);
      }
      int rows = 15 + random.nextInt(60);
      for (int row = 0; row < rows; row++) {
        List<String> cell = new ArrayList<>();
        for (int kind : kinds) {
          cell.add(value(random, kind, row));
        }
        cells.add(cell);
      }
      StringBuilder out = new StringBuilder();
      for (int line = random.nextInt(3); header && line > 0; line--) {
        out.append("About this table").append(ending);
      }
      for (List<String> row : cells) {
        out.append(
                row.stream()
                    .map(value -> quoted(value, delimiter, escape))
                    .collect(Collectors.joining(delimiter)))
            .append(ending);
      }
      text = out.toString();
      Charset charset = Charset.forName(pick(random, "UTF-8", "UTF-8", "UTF-16LE", "windows-1252"));
      bytes =
          ((charset.equals(UTF_8) && random.nextBoolean() ? "\ufeff" : "") + text)
              .getBytes(charset);
    }

    private static String value(Random random, int kind, int row) {
      return switch (kind) {
        case 0 -> String.valueOf(row + 1);
        case 1 -> String.format(java.util.Locale.ROOT, "%.2f", random.nextDouble() * 100);
        case 2 -> pick(random, WORDS);
        case 3 -> "2024-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(9);
        default ->
            pick(random, WORDS)
                + pick(random, " ", ", ", "; ", " \"so\" ", "\n", " | ")
                + pick(random, WORDS);
      };
    }

    private static String quoted(String value, String delimiter, Escape escape) {
      boolean plain =
          !value.contains(delimiter) && value.indexOf('"') < 0 && value.indexOf('\n') < 0;
      String escaped = escape == Escape.DOUBLED ? "\"\"" : "\\\"";
      return plain ? value : "\"" + value.replace("\"", escaped) + "\"";
    }

    private static String pick(Random random, String... from) {
      return from[random.nextInt(from.length)];
    }
  }
}
