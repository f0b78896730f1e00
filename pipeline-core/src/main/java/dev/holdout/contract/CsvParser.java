package dev.holdout.contract;

import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.sniff.FieldSplitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of CSV, read strictly: as the {@link FieldSplitter} takes them apart, and with the number
 * of fields that is expected. Where records may be ragged, fields left out at the end are empty,
 * and empty ones too many are dropped.
 */
final class CsvParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  private final FieldSplitter splitter;
  private final boolean ragged;
  private final int fields;
  private final String @Nullable [] header;

  /**
   * A parser of records.
   *
   * @param fields how many fields a record has; 0 for any number
   */
  CsvParser(CsvSpec csv, int fields) {
    this(csv, fields, List.of());
  }

  /**
   * A parser of records that are not the header.
   *
   * @param header its names; a record of them is the header once more, as in files that were joined
   */
  CsvParser(CsvSpec csv, int fields, List<String> header) {
    this.header = header.size() > 1 ? header.toArray(String[]::new) : null;
    this.splitter = new FieldSplitter(csv.dialect());
    this.ragged = csv.ragged();
    this.fields = fields;
  }

  @Override
  public boolean mayClose(String line) {
    return splitter.mayClose(line);
  }

  @Override
  public Parsed parse(String record) {
    List<@Nullable String> values = new ArrayList<>(fields == 0 ? 16 : fields);
    String problem = splitter.split(record, values);
    if (problem != null) {
      return new Parsed(null, problem, problem.equals(FieldSplitter.NEVER_CLOSED), 0);
    }
    int found = values.size();
    if (fields != 0 && found != fields && !(ragged && evened(values))) {
      return Parsed.unreadable(found + " fields instead of " + fields).counted(found);
    }
    String[] fieldsOfRecord = values.toArray(String[]::new);
    return header != null && Arrays.equals(header, fieldsOfRecord)
        ? Parsed.unreadable("the header again")
        : Parsed.of(fieldsOfRecord).counted(found);
  }

  /** Gives a record its number of fields; false if it has values too many. */
  private boolean evened(List<@Nullable String> values) {
    while (values.size() < fields) {
      values.add("");
    }
    while (values.size() > fields) {
      String last = values.remove(values.size() - 1);
      if (last != null && !last.isBlank()) {
        return false;
      }
    }
    return true;
  }
}
