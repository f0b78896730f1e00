package dev.holdout.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of JSON: objects.
 *
 * <p>Numbers keep the digits they are written with; an object or list inside the record becomes its
 * JSON text. Members that no column asks for are passed over. A member that occurs twice makes the
 * record unreadable.
 */
final class JsonLineParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  /** NaN and Infinity, which pandas and Python write, are numbers. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  static final String NO_OBJECT = "no JSON object";

  private final HashMap<String, Integer> positions = new HashMap<>();

  JsonLineParser(List<String> columns) {
    for (int position = 0; position < columns.size(); position++) {
      positions.put(columns.get(position), position);
    }
  }

  @Override
  public boolean mayClose(String line) {
    return false;
  }

  @Override
  public Parsed parse(String record) {
    try (var json = FACTORY.createParser(record)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Parsed.unreadable(NO_OBJECT);
      }
      @Nullable String[] values = new String[positions.size()];
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        Integer position = positions.get(json.currentName());
        JsonToken value = json.nextToken();
        if (position == null) {
          json.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          values[position] = value.isStructStart() ? structure(json) : json.getText();
        }
      }
      return json.nextToken() == null
          ? Parsed.of(values)
          : Parsed.unreadable("text after the JSON object");
    } catch (IOException e) {
      return Parsed.unreadable("no valid JSON");
    }
  }

  private static String structure(JsonParser json) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.copyCurrentStructure(json);
    }
    return text.toString();
  }
}
