package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.split.FoldSpec;
import dev.holdout.split.SplitSpec;
import dev.holdout.split.TestSpec;
import dev.holdout.split.WindowSpec;
import dev.holdout.split.WindowSpec.Length;
import java.util.Optional;

/** The {@code split} section to the record that the splitter works with. */
final class SplitBinder {
  private SplitBinder() {}

  static SplitSpec bind(JsonNode split, Optional<String> time) {
    Optional<String> group = PipelineBinder.text(split, "group");
    return new SplitSpec(
        split.required("seed").longValue(),
        new TestSpec(
            PipelineBinder.constant(TestSpec.Scheme.class, split.path("test_scheme").textValue()),
            split.required("test").doubleValue(),
            PipelineBinder.text(split, "test_from"),
            PipelineBinder.text(split, "test_column"),
            split.required("exact").booleanValue()),
        new FoldSpec(
            scheme(split, group),
            split.required("folds").intValue(),
            split.required("repeats").intValue(),
            split.required("validation").doubleValue(),
            split.required("test_groups").intValue(),
            windows(split.path("windows"))),
        PipelineBinder.texts(split.path("stratify")),
        group,
        time,
        split.path("time_zone").textValue());
  }

  /** What is asked for, or else what keeps classes even without dividing groups. */
  static FoldSpec.Scheme scheme(JsonNode split, Optional<String> group) {
    return PipelineBinder.text(split, "scheme")
        .map(name -> PipelineBinder.constant(FoldSpec.Scheme.class, name))
        .orElse(group.isPresent() ? FoldSpec.Scheme.STRATIFIED_GROUP : FoldSpec.Scheme.STRATIFIED);
  }

  private static WindowSpec windows(JsonNode windows) {
    return new WindowSpec(
        length(windows.path("training")),
        length(windows.path("validation")),
        text(windows.path("gap")),
        text(windows.path("horizon")),
        text(windows.path("embargo")));
  }

  /** A number below 1 is a share of the rows, anything else a length of time. */
  private static Optional<Length> length(JsonNode length) {
    return text(length)
        .map(text -> isShare(text) ? Length.share(Double.parseDouble(text)) : Length.of(text));
  }

  static boolean isShare(String length) {
    return length.matches("0?\\.\\d+") && Double.parseDouble(length) > 0;
  }

  private static Optional<String> text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }
}
