package dev.holdout.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

  private static final int LONGEST_PROBLEM = 200;

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

  /** A record from JSON that this process has at hand. What was stored: {@link #stored}. */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new HoldoutException(
          ErrorCode.CORRUPT_STATE,
          "Cannot read a stored " + type.getSimpleName() + ": " + problem(e),
          e);
    }
  }

  /**
   * A record from what was stored of it.
   *
   * @param where the file, or the table and row, that it stands in
   * @param remedy a sentence: what to do where it is damaged
   * @throws HoldoutException with {@link ErrorCode#CORRUPT_STATE} where it is not all there
   */
  public static <T> T stored(String json, Class<T> type, String where, String remedy) {
    try {
      return complete(MAPPER.readValue(json, type));
    } catch (JsonProcessingException e) {
      throw new HoldoutException(
          ErrorCode.CORRUPT_STATE,
          "Cannot read "
              + where
              + ": found "
              + problem(e)
              + ", expected the record that was written there. "
              + remedy,
          e);
    }
  }

  /** Fails where a component is missing that a record cannot be without. */
  private static <T> T complete(@Nullable T value) throws JsonMappingException {
    if (value == null) {
      throw new JsonMappingException(null, "null");
    }
    if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        if (component(value, component) == null
            && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          throw new JsonMappingException(null, "nothing under " + component.getName());
        }
      }
    }
    return value;
  }

  private static @Nullable Object component(Object value, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("accessors of records can be called", e);
    }
  }

  /** What is wrong, on one line and without characters that a terminal would obey. */
  private static String problem(JsonProcessingException e) {
    String line = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    String plain = line.replaceAll("\\p{Cntrl}", "?");
    String cut =
        plain.length() > LONGEST_PROBLEM ? plain.substring(0, LONGEST_PROBLEM) + "…" : plain;
    JsonLocation at = e.getLocation();
    return at == null
        ? cut
        : cut + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
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
