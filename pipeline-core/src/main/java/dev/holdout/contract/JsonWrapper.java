package dev.holdout.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * What a JSON text is that is one object around all rows, by its first megabyte.
 *
 * @param rows the member that holds the rows as a list of objects; empty where none does
 * @param columns whether the members are columns, each a list or an object of values by row, as
 *     pandas writes a table by default
 */
record JsonWrapper(Optional<String> rows, boolean columns) {
  private static final int LOOKED = 1 << 20;

  private static final JsonWrapper NONE = new JsonWrapper(Optional.empty(), false);

  /** Neither for a text whose first object is followed by others. */
  static JsonWrapper of(InputStream text) throws IOException {
    byte[] head = text.readNBytes(LOOKED);
    String rows = null;
    int members = 0;
    boolean structures = true;
    try (JsonParser json = JsonLineParser.FACTORY.createParser(head)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return NONE;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        members++;
        structures &= value.isStructStart();
        if (value == JsonToken.START_ARRAY && json.nextToken() == JsonToken.START_OBJECT) {
          rows = rows == null ? name : rows;
        }
        passRest(json);
      }
      return json.nextToken() == null
          ? new JsonWrapper(Optional.ofNullable(rows), structures && members > 1)
          : NONE;
    } catch (IOException cutOff) {
      // The text goes on, or is no valid JSON, which its reader reports.
      return head.length == LOOKED ? new JsonWrapper(Optional.ofNullable(rows), false) : NONE;
    }
  }

  /** Goes to the end of a member's value, of which a list may have been entered. */
  private static void passRest(JsonParser json) throws IOException {
    json.skipChildren();
    while (json.getParsingContext().inArray()) {
      json.nextToken();
      json.skipChildren();
    }
  }
}
