package dev.holdout.config;

import dev.holdout.config.Value.Mapping;
import dev.holdout.config.Value.Scalar;
import dev.holdout.config.Value.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${env:NAME}} and {@code ${env:NAME:-default}} in values by what the environment
 * says; A doubled dollar sign before the brace stands for the characters themselves. What was
 * written is kept beside it, so that secrets are never shown.
 */
final class EnvironmentReferences {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}?");
  private static final Pattern NAME =
      Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);
  private static final String PUBLIC_TABLES = "HOLDOUT_DATA";

  private final Function<String, @Nullable String> environment;
  private final Findings findings;
  private final Optional<String> publicSource;

  EnvironmentReferences(
      Function<String, @Nullable String> environment, Findings findings, Value root) {
    this.environment = environment;
    this.findings = findings;
    this.publicSource =
        Findings.child(root, "source")
            .flatMap(source -> Findings.child(source, "public_source"))
            .filter(Scalar.class::isInstance)
            .map(value -> ((Scalar) value).raw());
  }

  Value replace(Value value) {
    return replace(value, KeyPath.ROOT);
  }

  private Value replace(Value value, KeyPath path) {
    if (value instanceof Mapping mapping) {
      Map<String, Value> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> entries.put(key, replace(entry, path.then(key))));
      return new Mapping(mapping.origin(), entries);
    }
    if (value instanceof Sequence sequence) {
      List<Value> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(replace(item, path.then(items.size()))));
      return new Sequence(sequence.origin(), items);
    }
    Scalar scalar = (Scalar) value;
    return scalar.raw().contains("${") ? replace(scalar, path) : scalar;
  }

  /** The result counts as unquoted: a quoted reference can stand for a number as well. */
  private Scalar replace(Scalar scalar, KeyPath path) {
    Matcher reference = REFERENCE.matcher(scalar.raw());
    boolean plain = scalar.plain();
    StringBuilder text = new StringBuilder();
    while (reference.find()) {
      String inside = reference.group(1);
      plain |= inside != null;
      String replacement = inside == null ? "${" : lookUp(reference.group(), inside, scalar, path);
      reference.appendReplacement(text, Matcher.quoteReplacement(replacement));
    }
    reference.appendTail(text);
    return new Scalar(scalar.origin(), scalar.raw(), text.toString(), plain);
  }

  private String lookUp(String written, String inside, Scalar scalar, KeyPath path) {
    Matcher name = NAME.matcher(inside);
    if (!name.matches() || !written.endsWith("}")) {
      findings.add(
          scalar.origin(),
          path,
          Wording.quoted(written),
          "${env:NAME} or ${env:NAME:-default}",
          "Write $${ for the characters themselves");
      return "";
    }
    String value = environment.apply(name.group(1));
    if (value != null && !value.isEmpty()) {
      return value;
    }
    if (name.group(2) != null) {
      return name.group(2);
    }
    findings.add(
        scalar.origin(),
        path,
        "a reference to the environment variable " + name.group(1) + ", which is not set",
        name.group(1).equals(PUBLIC_TABLES) ? "the folder with the public tables" : "its value",
        remedy(name.group(1)));
    return "";
  }

  private String remedy(String variable) {
    if (!variable.equals(PUBLIC_TABLES)) {
      return "Set " + variable + ", or give a default: ${env:" + variable + ":-…}";
    }
    return "Set it to that folder: export HOLDOUT_DATA=/path/to/folder"
        + publicSource.map(source -> "; this table can be had from " + source).orElse("");
  }
}
