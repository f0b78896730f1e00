package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where a copy of a verb's rows goes, and how it is stored: mixed into every verb that has rows.
 */
final class ExportArguments {
  private static final List<String> FORMATS = List.of("parquet", "csv", "delta");

  @Option(names = "--out", paramLabel = "FOLDER", description = "Writes a copy of the rows there.")
  private @Nullable String folder;

  @Option(
      names = "--out-format",
      paramLabel = "FORMAT",
      defaultValue = "parquet",
      description = "parquet, csv or delta (default: ${DEFAULT-VALUE}).")
  private String format = "parquet";

  /**
   * A copy that was asked for.
   *
   * @param folder replaced if it exists
   * @param format the name of Spark's format
   */
  record Export(String folder, String format) {}

  /**
   * The copy, if one was asked for.
   *
   * @throws HoldoutException with code {@code USAGE} for a format that is none of ours
   */
  Optional<Export> asked() {
    if (!FORMATS.contains(format)) {
      throw new HoldoutException(
          ErrorCode.USAGE,
          "Cannot write the rows: found --out-format "
              + format
              + ", expected parquet, csv or delta.");
    }
    return Optional.ofNullable(folder).map(place -> new Export(place, format));
  }
}
