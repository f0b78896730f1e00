package dev.holdout.config;

import dev.holdout.config.Value.Mapping;
import dev.holdout.config.Value.Origin;
import dev.holdout.config.Value.Scalar;
import dev.holdout.config.Value.Sequence;
import dev.holdout.config.YamlBounds.Excess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * YAML 1.2 text to values with their lines. What is wrong with the text is collected, not thrown.
 *
 * <p>Aliases are followed, tags are ignored, keys are texts as written.
 */
final class YamlReader {
  /** The longest text that is read, in characters: room for some ten thousand columns. */
  static final int LONGEST = 8 << 20;

  private final String source;
  private final boolean hasLines;
  private final KeyPath top;
  private final Findings findings;

  private YamlReader(String source, boolean hasLines, KeyPath top, Findings findings) {
    this.source = source;
    this.hasLines = hasLines;
    this.top = top;
    this.findings = findings;
  }

  /** Reads a file's text; empty if it has no content or is no YAML. */
  static Optional<Value> read(String text, String file, Findings findings) {
    return new YamlReader(file, true, KeyPath.ROOT, findings).content(text);
  }

  /** Reads the value of an override, which has no lines. */
  static Optional<Value> readOverride(
      String text, String override, KeyPath path, Findings findings) {
    return new YamlReader(override, false, path, findings).content(text);
  }

  private Optional<Value> content(String text) {
    if (text.length() > LONGEST) {
      findings.add(
          new Origin(source, 0),
          KeyPath.ROOT,
          text.length() + " characters",
          "at most " + LONGEST,
          "Remove what is no configuration");
      return Optional.empty();
    }
    // A smaller buffer is moved once for every part that is read of a long comment or text.
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source)
            .setMaxAliasesForCollections(YamlBounds.MOST_VALUES)
            .setCodePointLimit(LONGEST)
            .setBufferSize(Math.max(1024, text.length()))
            .setParseComments(false)
            .build();
    try {
      Optional<Excess> excess =
          YamlBounds.excess(new Parse(settings).parseString(text), top.steps().size());
      if (excess.isPresent()) {
        return tooMuch(origin(excess.get().mark()), excess.get().found());
      }
      return new Compose(settings)
          .composeString(text)
          .map(node -> value(node, origin(node.getStartMark()), top));
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      return notYaml(origin(mark), syntax(e));
    } catch (YamlEngineException e) {
      return notYaml(new Origin(source, 0), String.valueOf(e.getMessage()));
    }
  }

  private Optional<Value> tooMuch(Origin origin, String found) {
    findings.add(
        origin,
        KeyPath.ROOT,
        found,
        "at most " + YamlBounds.DEEPEST + " levels and " + YamlBounds.MOST_VALUES + " values",
        "Write the values out where an alias stands, or leave out what is no configuration");
    return Optional.empty();
  }

  private Optional<Value> notYaml(Origin origin, String found) {
    findings.add(
        origin,
        KeyPath.ROOT,
        found,
        "YAML",
        "Check the indentation (blanks, no tabs), and quote texts with special characters");
    return Optional.empty();
  }

  private static String syntax(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    return (context + e.getProblem()).replaceAll("\\s+", " ").strip();
  }

  private Origin origin(Optional<Mark> mark) {
    return new Origin(source, hasLines ? mark.map(m -> m.getLine() + 1).orElse(0) : 0);
  }

  private Value value(Node node, Origin origin, KeyPath path) {
    if (node instanceof ScalarNode scalar) {
      return new Scalar(
          origin,
          scalar.getValue(),
          scalar.getValue(),
          scalar.getScalarStyle() == ScalarStyle.PLAIN);
    }
    if (node instanceof SequenceNode sequence) {
      List<Value> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(value(item, origin(item.getStartMark()), path.then(items.size())));
      }
      return new Sequence(origin, items);
    }
    Map<String, Value> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      add(tuple, entries, path);
    }
    return new Mapping(origin, entries);
  }

  private void add(NodeTuple tuple, Map<String, Value> entries, KeyPath path) {
    Origin origin = origin(tuple.getKeyNode().getStartMark());
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      findings.add(origin, path, "a list or mapping as a key", "a text", "Quote texts with { or [");
      return;
    }
    KeyPath entry = path.then(key.getValue());
    Value value = value(tuple.getValueNode(), origin, entry);
    Value before = entries.putIfAbsent(key.getValue(), value);
    if (before != null) {
      findings.add(
          origin,
          entry,
          "the key a second time (first: " + before.origin() + ")",
          "every key once",
          "Remove one of the two");
    }
  }
}
