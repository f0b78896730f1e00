package dev.holdout.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A JSON text that is one object around all rows, by its first bytes. */
final class JsonWrapper {
  private static final int LOOKED = 1 << 20;

  private JsonWrapper() {}

  /**
   * The member that holds the rows, when the text is one object and nothing follows it among its
   * first megabyte; empty otherwise.
   */
  static Optional<String> member(InputStream text) throws IOException {
    byte[] head = text.readNBytes(LOOKED);
    String member = null;
    try (JsonParser json = JsonLineParser.FACTORY.createParser(new ByteArrayInputStream(head))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() == JsonToken.START_ARRAY
            && json.nextToken() == JsonToken.START_OBJECT) {
          member = member == null ? name : member;
        }
        passRest(json);
      }
      return json.nextToken() == null ? Optional.ofNullable(member) : Optional.empty();
    } catch (IOException cutOff) {
      // The text goes on, or is no valid JSON, which its reader reports.
      return head.length == LOOKED ? Optional.ofNullable(member) : Optional.empty();
    }
  }

  /**
   * Whether the text is one object of columns, each a list or an object of values by row, as pandas
   * writes it unless told otherwise.
   */
  static boolean isOfColumns(InputStream text) throws IOException {
    try (JsonParser json = JsonLineParser.FACTORY.createParser(text.readNBytes(LOOKED))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      int members = 0;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        if (!json.nextToken().isStructStart()) {
          return false;
        }
        members++;
        json.skipChildren();
      }
      return members > 1 && json.nextToken() == null;
    } catch (IOException cutOff) {
      return false;
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
