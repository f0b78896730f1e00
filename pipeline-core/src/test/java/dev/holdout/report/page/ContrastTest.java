package dev.holdout.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Contrast as WCAG 2.1 defines it: (L₁ + 0.05) / (L₂ + 0.05), at least 4.5 for text. */
class ContrastTest {
  private static final Pattern PALETTE = Pattern.compile("\\{\\s*color-scheme:[^}]*}");
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");

  @Test
  void blackOnWhiteIsTwentyOne() {
    assertThat(contrast("000000", "ffffff")).isEqualTo(21.0);
  }

  @Test
  void textIsReadableInBothThemes() throws IOException {
    List<Map<String, String>> palettes = palettes();

    assertThat(palettes).hasSize(3);
    assertThat(palettes.get(1)).as("dark by the system and by choice").isEqualTo(palettes.get(2));
    for (Map<String, String> palette : palettes) {
      for (String text : List.of("ink", "muted", "accent", "good", "bad", "warn")) {
        assertReadable(palette, text, "paper");
      }
      for (String tone : List.of("good", "bad", "warn", "accent")) {
        assertReadable(palette, tone, tone + "-soft");
        assertReadable(palette, "ink", tone + "-soft");
      }
      assertReadable(palette, "muted", "accent-soft");
      assertReadable(palette, "ink", "surface");
    }
  }

  private static void assertReadable(Map<String, String> palette, String text, String ground) {
    assertThat(contrast(palette.getOrDefault(text, ""), palette.getOrDefault(ground, "")))
        .as("%s on %s of %s", text, ground, palette)
        .isGreaterThanOrEqualTo(4.5);
  }

  private static List<Map<String, String>> palettes() throws IOException {
    List<Map<String, String>> palettes = new ArrayList<>();
    Matcher palette = PALETTE.matcher(style());
    while (palette.find()) {
      Map<String, String> colours = new HashMap<>();
      Matcher colour = COLOUR.matcher(palette.group());
      while (colour.find()) {
        colours.put(colour.group(1), colour.group(2));
      }
      palettes.add(colours);
    }
    return palettes;
  }

  private static String style() throws IOException {
    try (InputStream stream = Page.class.getResourceAsStream("page.css")) {
      assertThat(stream).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
      double channel = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
      luminance +=
          weights[i]
              * (channel <= 0.03928 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4));
    }
    return luminance;
  }
}
