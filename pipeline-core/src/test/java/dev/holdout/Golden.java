package dev.holdout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Values of other implementations, kept beside the tests as {@code golden.json}. */
public final class Golden {
  private Golden() {}

  /** Those beside a test. */
  public static JsonNode of(Class<?> test) throws IOException {
    try (InputStream json = Objects.requireNonNull(test.getResourceAsStream("golden.json"))) {
      return new ObjectMapper().readTree(json);
    }
  }
}
