package dev.holdout.workflow;

import dev.holdout.config.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** A table of customers with rows that resemble each other, of different weight. */
final class ClusteredTable {
  private static final int ROWS_OF_ONE = 6;

  private ClusteredTable() {}

  /**
   * Writes {@code in.csv} into the folder, unless it is there: 500 customers with six rows each.
   */
  static void write(Path folder) throws IOException {
    Path file = folder.resolve("in.csv");
    if (Files.exists(file)) {
      return;
    }
    Random random = new Random(7);
    List<String> colours = List.of("red", "blue");
    StringBuilder csv = new StringBuilder("id,customer,w,sex,colour,shape,x,y,z\n");
    for (int customer = 0; customer < 500; customer++) {
      double of = random.nextGaussian();
      for (int row = 0; row < ROWS_OF_ONE; row++) {
        double x = of + 0.3 * random.nextGaussian();
        double seen = x + 0.5 * random.nextGaussian();
        csv.append(
            String.format(
                Locale.ROOT,
                "r%d_%d,c%d,%.2f,%s,%s,%s,%.4f,%d,%.4f%n",
                customer,
                row,
                customer,
                0.5 + 2 * random.nextDouble(),
                customer % 3 == 0 ? "m" : "f",
                colours.get(random.nextInt(2)),
                random.nextInt(3) == 0 ? "round" : "square",
                x,
                seen > 0 ? 1 : 0,
                100 + 5 * seen));
      }
    }
    Files.writeString(file, csv);
  }

  /** A pipeline over the table, split by customer, with further sections. */
  static PipelineSpec pipeline(Path folder, String more) {
    String text =
        """
        name: t
        workspace: "%1$s/ws"
        source: {format: csv, files: ["%1$s/in.csv"]}
        key: [id]
        columns:
          id: {type: string, required: true}
          customer: string
          w: number
          sex: string
          colour: string
          shape: string
          x: number
          y: string
          z: number
        split: {folds: 2, group: customer}
        """
            .formatted(folder);
    return PipelineFile.parse(text + more, "t.yaml", Map.of(), unset -> null).spec();
  }
}
