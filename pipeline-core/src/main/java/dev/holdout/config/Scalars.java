package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.holdout.config.Value.Scalar;
import java.math.BigInteger;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * What unquoted texts mean, by YAML 1.2's core schema: {@code no} is a text, {@code true} is not.
 */
final class Scalars {
  private static final CoreScalarResolver RESOLVER = new CoreScalarResolver(false);

  /** Longer whole numbers stay texts: reading one takes the square of its length. */
  private static final int MOST_DIGITS = 1000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Scalars() {}

  /** Whether an unquoted text is just that: no number, no truth value, not nothing. */
  static boolean isText(String plain) {
    return RESOLVER.resolve(plain, true).equals(Tag.STR);
  }

  /** Whether nothing stands there. */
  static boolean isNothing(Scalar scalar) {
    return scalar.plain() && scalar.text().isEmpty();
  }

  /**
   * The text as JSON; what JSON cannot say, such as {@code .inf}, stays a text, and so does a whole
   * number of more than 1,000 digits.
   */
  static JsonNode json(Scalar scalar) {
    String text = scalar.text();
    Tag tag = scalar.plain() ? RESOLVER.resolve(text, true) : Tag.STR;
    if (tag.equals(Tag.INT) && text.length() <= MOST_DIGITS) {
      return NODES.numberNode(integer(text));
    }
    if (tag.equals(Tag.FLOAT)) {
      boolean finite = text.matches("[-+0-9.eE]+") && !Double.isInfinite(Double.parseDouble(text));
      return finite ? NODES.numberNode(Double.parseDouble(text)) : NODES.textNode(text);
    }
    if (tag.equals(Tag.BOOL)) {
      return NODES.booleanNode(text.equalsIgnoreCase("true"));
    }
    return tag.equals(Tag.NULL) ? NODES.nullNode() : NODES.textNode(text);
  }

  /** A JSON scalar as text; numbers without an exponent. */
  static String text(JsonNode json) {
    return json.isFloatingPointNumber()
        ? json.decimalValue().stripTrailingZeros().toPlainString()
        : json.asText();
  }

  private static BigInteger integer(String text) {
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    return text.startsWith("0o")
        ? new BigInteger(text.substring(2), 8)
        : new BigInteger(text.startsWith("+") ? text.substring(1) : text);
  }
}
