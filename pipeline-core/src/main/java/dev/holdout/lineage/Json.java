package dev.holdout.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records as JSON and back; the canonical form and its digest.
 *
 * <p>The canonical form sorts keys, has no white space and writes numbers in one way, in the manner
 * of RFC 8785, so that equal records have equal digests wherever they were made. Numbers that are
 * whole are written without a fraction; others as {@link Double#toString} gives them, which is the
 * shortest form from JDK 19 on and stable between writing and reading on every JDK.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /** The mapper every record is written and read with. Do not reconfigure it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** A record as indented JSON, keys in the record's order. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new HoldoutException(ErrorCode.INTERNAL, "Cannot write a record as JSON: " + e, e);
    }
  }

  /** A record from its JSON. */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new HoldoutException(
          ErrorCode.CORRUPT_STATE,
          "Cannot read a stored " + type.getSimpleName() + ": " + e.getOriginalMessage(),
          e);
    }
  }

  /** A record's canonical form. */
  public static String canonical(Object value) {
    try {
      return MAPPER.writeValueAsString(sorted(MAPPER.valueToTree(value)));
    } catch (JsonProcessingException e) {
      throw new HoldoutException(ErrorCode.INTERNAL, "Cannot write a record as JSON: " + e, e);
    }
  }

  /** The first 32 hexadecimal digits of the SHA-256 of the canonical form. */
  public static String digest(Object value) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(canonical(value).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (node.isObject()) {
      Map<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      return nodes.objectNode().setAll(fields);
    }
    if (node.isArray()) {
      var array = nodes.arrayNode(node.size());
      node.forEach(element -> array.add(sorted(element)));
      return array;
    }
    if (node.isFloatingPointNumber()) {
      double value = node.doubleValue();
      return Math.rint(value) == value && Math.abs(value) < 1L << 53
          ? nodes.numberNode((long) value)
          : nodes.numberNode(value);
    }
    return node;
  }
}
