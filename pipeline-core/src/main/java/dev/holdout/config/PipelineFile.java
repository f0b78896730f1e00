package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.config.Value.Mapping;
import dev.holdout.config.Value.Origin;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.table.WideText;
import dev.holdout.workflow.PipelineSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline file that was read, checked and completed. {@code conf/pipeline.schema.json} is its
 * grammar, {@code conf/README.md} its description.
 *
 * @param spec what it asks for, with every default filled in
 * @param effective the same as YAML, overrides applied and every default written out; reading it
 *     again gives an equal {@code spec}. References to the environment are not replaced in it, so
 *     it never shows a secret
 * @param directory what relative paths in the file are relative to: the current directory
 */
public record PipelineFile(PipelineSpec spec, String effective, Path directory) {
  /**
   * Reads a file.
   *
   * @param file the file, in UTF-8
   * @param overrides dotted path → value as YAML text, in the order in which they apply; an empty
   *     value takes the key out
   * @param environment name of a variable → its value, or null if it is not set
   * @throws HoldoutException with code {@code INPUT_NOT_FOUND} if there is no such file, and with
   *     {@code CONFIGURATION} and all problems at once if anything is wrong with it
   */
  public static PipelineFile load(
      Path file, Map<String, String> overrides, Function<String, @Nullable String> environment) {
    return parse(text(file), file.toString(), overrides, environment);
  }

  /**
   * Reads a text; see {@link #load}.
   *
   * @param name stands for the text in messages
   */
  public static PipelineFile parse(
      String text,
      String name,
      Map<String, String> overrides,
      Function<String, @Nullable String> environment) {
    String headline = "Cannot use the pipeline file " + name;
    Findings findings = new Findings();
    Optional<Value> read = YamlReader.read(text, name, findings);
    if (read.isEmpty() || !(read.get() instanceof Mapping)) {
      noMapping(read, name, findings);
      findings.throwIfAny(headline);
    }
    Grammar grammar = Grammar.load();
    Value root =
        new Overrides(grammar, findings).apply(ShortForms.expand(read.orElseThrow()), overrides);
    root = ShortForms.expand(root);
    root = new EnvironmentReferences(environment, findings, root).replace(root);
    root = Defaults.fill(root, grammar);
    findings.locateIn(root);
    JsonNode json = TypedValues.json(root, grammar);
    check(grammar, root, json, findings);
    findings.throwIfAny(headline);
    return new PipelineFile(
        PipelineBinder.bind(json, grammar),
        YamlText.file((Mapping) root),
        Path.of("").toAbsolutePath());
  }

  private static void noMapping(Optional<Value> read, String name, Findings findings) {
    if (read.isPresent() || findings.isEmpty()) {
      findings.add(
          read.map(Value::origin).orElse(new Origin(name, 1)),
          KeyPath.ROOT,
          read.map(Wording::found).orElse("nothing"),
          "keys with values, at least name, source and label",
          "holdout init writes a pipeline file for a table");
    }
  }

  private static void check(Grammar grammar, Value root, JsonNode json, Findings findings) {
    new SchemaCheck(grammar, root, findings).check(json);
    SourceCheck.check(json, findings);
    ColumnCheck.check(json, findings);
    WindowsCheck.check(json, findings);
    if (findings.isEmpty() || !json.has("windows")) {
      JsonNode rows = WindowedPipeline.of(json);
      RoleCheck.check(rows, findings);
      SegmentCheck.check(rows, findings);
      SplitCheck.check(rows, findings);
      FeatureCheck.check(rows, findings);
    }
    CandidateCheck.check(json, grammar, findings);
    RebalanceCheck.check(json, findings);
    DecisionCheck.check(json, findings);
    TaskCheck.check(json, findings);
    OpeningCheck.check(json, findings);
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than the longest text, so that a longer one is refused.
      byte[] bytes = in.readNBytes(4 * YamlReader.LONGEST + 1);
      Optional<String> wide = WideText.encoding(bytes);
      if (wide.isPresent()) {
        throw new HoldoutException(
            ErrorCode.CONFIGURATION,
            "Cannot read the pipeline file "
                + file
                + ": found text in "
                + wide.get()
                + ", expected UTF-8. "
                + WideText.remedy(wide.get(), file.toString())
                + ".");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new HoldoutException(
          ErrorCode.INPUT_NOT_FOUND,
          "Cannot read the pipeline file "
              + file
              + ": there is no such file in "
              + Path.of("").toAbsolutePath()
              + ". holdout init writes one for a table.",
          e);
    } catch (CharacterCodingException e) {
      throw new HoldoutException(
          ErrorCode.CONFIGURATION,
          "Cannot read the pipeline file " + file + ": it is not in UTF-8. Convert it.",
          e);
    } catch (IOException e) {
      throw new HoldoutException(
          ErrorCode.INPUT_NOT_FOUND, "Cannot read the pipeline file " + file + ": " + e, e);
    }
  }
}
