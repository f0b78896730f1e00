package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JavaOptionsTest {
  @Test
  void areThoseThatSparkAsksFor() throws IOException {
    String written;
    try (var stream = Objects.requireNonNull(Holdout.class.getResourceAsStream("java.options"))) {
      written = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(written.strip().split("\\s+"))
        .containsExactlyInAnyOrder(JavaModuleOptions.defaultModuleOptionArray());
  }
}
