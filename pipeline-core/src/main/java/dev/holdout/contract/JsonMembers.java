package dev.holdout.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * The names of the members of JSON objects: one pass over the files.
 *
 * @param names in the order of the files and of the objects in them, each once
 * @param omitted names that are Holdout's own: such members are not read
 */
record JsonMembers(HeaderNames names, List<String> omitted) {
  /** An object with more members than this is a map, not a row. */
  private static final int MOST = 20_000;

  /** The members of these files. */
  static JsonMembers of(SparkSession spark, List<SourceFile> files, boolean ofDataset) {
    UnpackedFiles unpacked = new UnpackedFiles(spark.sessionState().newHadoopConf());
    files.parallelStream().forEach(unpacked::check);
    Set<String> names = new LinkedHashSet<>();
    TextRecords.ofJson(spark, files)
        .records(new Names(), 0, Map.of())
        .mapPartitions(
            records -> {
              Set<String> some = new LinkedHashSet<>();
              while (records.hasNext() && some.size() <= MOST) {
                Object[] values = records.next().values();
                for (int at = 0; values != null && at < values.length; at++) {
                  some.add((String) values[at]);
                }
              }
              return List.of(some.toArray(String[]::new)).iterator();
            })
        .collect()
        .forEach(some -> names.addAll(List.of(some)));
    if (names.size() > MOST) {
      throw files
          .get(0)
          .refused(
              "objects with more than " + MOST + " different names of members",
              "rows with the same members",
              "Write the names into a member of their own.");
    }
    Map<Boolean, List<String>> reserved =
        names.stream()
            .collect(Collectors.partitioningBy(name -> HeaderNames.isReserved(name, ofDataset)));
    HeaderNames called = HeaderNames.of(reserved.getOrDefault(false, List.of()), ofDataset);
    if (!called.renamed().isEmpty()) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          "Cannot read "
              + files.get(0).shown()
              + ": found the members "
              + String.join(" and ", called.renamed().get(0).header())
              + ", expected names that differ in more than upper and lower case. Rename one of"
              + " them.");
    }
    return new JsonMembers(called, reserved.getOrDefault(true, List.of()));
  }

  /** Gives the names of an object's members in place of their values. */
  private static final class Names implements RecordParser {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean mayClose(String line) {
      return false;
    }

    @Override
    public Parsed parse(String record) {
      Set<String> names = new LinkedHashSet<>();
      try (JsonParser json = JsonLineParser.FACTORY.createParser(record)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          return Parsed.unreadable(JsonLineParser.NO_OBJECT);
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          names.add(json.currentName());
          json.nextToken();
          json.skipChildren();
        }
        return Parsed.of(names.toArray(String[]::new));
      } catch (IOException e) {
        return Parsed.unreadable("no valid JSON");
      }
    }
  }
}
