package dev.holdout.api;

import dev.holdout.config.PipelineFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A pipeline: a file or a text as {@code conf/README.md} describes it, and what is set over it. It
 * is read and checked, all problems at once, when it is used.
 */
public final class Pipeline {
  private final Function<Map<String, String>, PipelineFile> source;
  private final Map<String, String> overrides;

  private Pipeline(
      Function<Map<String, String>, PipelineFile> source, Map<String, String> overrides) {
    this.source = source;
    this.overrides = overrides;
  }

  /** The pipeline of a YAML file; {@code ${env:NAME}} is taken from the environment. */
  public static Pipeline read(Path file) {
    return new Pipeline(set -> PipelineFile.load(file, set, System::getenv), Map.of());
  }

  /** The pipeline of a YAML text. */
  public static Pipeline parse(String yaml) {
    return new Pipeline(set -> PipelineFile.parse(yaml, "text", set, System::getenv), Map.of());
  }

  /**
   * The same with another value.
   *
   * @param key dotted path, such as {@code split.seed}
   * @param value as YAML text; empty takes the key out
   */
  public Pipeline with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(overrides);
    more.put(key, value);
    return new Pipeline(source, more);
  }

  /**
   * The checked file.
   *
   * @throws dev.holdout.error.HoldoutException with code {@code CONFIGURATION} and all problems
   */
  PipelineFile file() {
    return source.apply(overrides);
  }
}
