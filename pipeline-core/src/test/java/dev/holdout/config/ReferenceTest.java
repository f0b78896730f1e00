package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.measure.Task;
import dev.holdout.workflow.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code conf/README.md} against {@code conf/pipeline.schema.json}. */
class ReferenceTest {
  private static final Path README = Path.of("..", "conf", "README.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern FILE = Pattern.compile("```yml\n(.*?)```", Pattern.DOTALL);

  /** A key of the schema with its path; free keys stand as {@code <column>}. */
  private record Key(String path, Grammar grammar, boolean required) {
    String name() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  @Test
  void readmeDescribesEveryKeyAsTheSchemaDoes() throws IOException {
    List<String> described =
        Files.readString(README).lines().filter(line -> line.startsWith("| `")).toList();
    assertThat(described)
        .containsExactlyElementsOf(keys().stream().map(ReferenceTest::row).toList());
  }

  @Test
  void everyKeyOfTheSchemaHasATitleAndADescription() {
    for (Key key : keys()) {
      assertThat(key.grammar().node().path("title").asText()).as(key.path()).isNotEmpty();
      assertThat(key.grammar().node().path("description").asText()).as(key.path()).endsWith(".");
    }
  }

  @Test
  void mappingsOfTheSchemaRefuseUnknownKeys() {
    for (Key key : keys()) {
      if (key.grammar().accepts("object")) {
        JsonNode others = key.grammar().node().path("additionalProperties");
        boolean free = List.of("columns", "references").contains(key.name());
        assertThat(free ? others.isObject() : others.isBoolean() && !others.booleanValue())
            .as(key.path())
            .isTrue();
      }
    }
    assertThat(Grammar.load().node().get("additionalProperties").booleanValue()).isFalse();
  }

  @Test
  void examplesOfTheReadmeArePipelinesThatUseEveryKey() throws IOException {
    Matcher blocks = YAML.matcher(Files.readString(README));
    StringBuilder example = new StringBuilder();
    while (blocks.find()) {
      example.append(blocks.group(1));
    }
    String text = example.toString();
    PipelineFile file = Samples.parse(text);
    assertThat(file.spec().name()).isEqualTo("loans");
    Matcher machines = FILE.matcher(Files.readString(README));
    assertThat(machines.find()).isTrue();
    StringBuilder all = new StringBuilder(text);
    List<PipelineSpec> others = new ArrayList<>();
    do {
      others.add(Samples.parse(machines.group(1)).spec());
      all.append(machines.group(1));
    } while (machines.find());
    assertThat(others)
        .extracting(spec -> spec.label().task(), spec -> spec.windows().isPresent())
        .containsExactly(
            tuple(Task.REGRESSION, false), tuple(Task.MULTICLASS, false), tuple(Task.BINARY, true));
    for (Key key : keys()) {
      if (!key.name().startsWith("<")) {
        assertThat(all.toString()).as(key.path()).contains(key.name() + ":");
      }
    }
  }

  private static List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    visit("", Grammar.load(), keys);
    return keys;
  }

  private static void visit(String prefix, Grammar grammar, List<Key> keys) {
    List<String> required = new ArrayList<>();
    grammar.node().path("required").forEach(key -> required.add(key.asText()));
    for (String name : grammar.keys()) {
      Grammar inside = grammar.child(name).orElseThrow();
      keys.add(new Key(prefix + name, inside, required.contains(name)));
      boolean strategiesAgain = name.equals("compare");
      if (inside.accepts("array") && !strategiesAgain) {
        visit(prefix + name + ".<n>.", inside.child("0").orElseThrow(), keys);
      } else if (inside.node().path("additionalProperties").isObject()) {
        visit(prefix + name + ".<column>.", inside.child("<column>").orElseThrow(), keys);
      } else if (!name.equals("ranges")) {
        visit(prefix + name + ".", inside, keys);
      }
    }
    if (prefix.equals("candidates.")) {
      Grammar range = grammar.at(KeyPath.of("random_forest", "ranges", "max_depth")).orElseThrow();
      visit("candidates.<learner>.ranges.<hyperparameter>.", range, keys);
    }
  }

  private static String row(Key key) {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            key.path(),
            type(key.grammar()),
            key.required() ? "required" : standard(key.grammar()),
            key.grammar().node().path("description").asText());
  }

  private static String type(Grammar grammar) {
    if (grammar.node().has("enum")) {
      return Wording.values(grammar).stream()
          .map(value -> "`" + value + "`")
          .collect(Collectors.joining(", "));
    }
    if (grammar.accepts("array")) {
      Grammar item = grammar.child("0").orElseThrow();
      if (item.accepts("object")) {
        return "list";
      }
      return grammar.node().has("default") || grammar.node().path("minItems").asInt() > 1
          ? "list of " + type(item) + (item.node().has("enum") ? "" : "s")
          : type(item) + ", or a list of such";
    }
    if (grammar.accepts("object")) {
      return "mapping";
    }
    String expected = Wording.expected(grammar).replaceFirst("^an? ", "");
    return expected.startsWith("column name")
        ? "column"
        : expected.equals("text that is not empty") ? "text" : expected;
  }

  private static String standard(Grammar grammar) {
    return grammar
        .defaultValue()
        .filter(value -> !value.isObject() || !value.isEmpty())
        .map(value -> "`" + flow(value) + "`")
        .orElse("—");
  }

  private static String flow(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(flow(item)));
      return items.stream().collect(Collectors.joining(", ", "[", "]"));
    }
    return Scalars.text(value);
  }
}
