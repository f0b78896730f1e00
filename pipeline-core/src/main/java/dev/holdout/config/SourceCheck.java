package dev.holdout.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.sniff.Dialect;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Set;

/** Whether what is said of the source fits its format. */
final class SourceCheck {
  /** Keys of {@code source} that only CSV has. */
  static final Set<String> CSV_ONLY =
      Set.of(
          "header",
          "header_rows",
          "row_names",
          "separator",
          "quote",
          "escape",
          "trim",
          "ragged",
          "footer_lines",
          "encoding");

  private static final KeyPath SOURCE = KeyPath.of("source");

  private SourceCheck() {}

  static void check(JsonNode pipeline, Findings findings) {
    JsonNode source = pipeline.path("source");
    String format = source.path("format").asText();
    if (format.isEmpty()) {
      return;
    }
    if (format.equals("table")) {
      expect(source, "table", format, findings);
      refuse(source, "files", format, "csv, json, parquet or delta", findings);
    } else {
      expect(source, "files", format, findings);
      refuse(source, "table", format, "table", findings);
    }
    if (format.equals("csv")) {
      encoding(source.path("encoding").asText("UTF-8"), findings);
      oneOf(source, "separator", 3, Dialect.BLANKS, findings);
      oneOf(source, "quote", 1, "none", findings);
      rowNames(source, findings);
      if (source.path("separator").equals(source.path("quote"))) {
        findings.add(
            SOURCE.then("quote"), "the character that is the separator", "another character", "");
      }
    } else {
      CSV_ONLY.stream().sorted().forEach(key -> refuse(source, key, format, "csv", findings));
      skippedLines(source.path("files"), format, findings);
    }
    boolean untyped = format.equals("csv") || format.equals("json");
    if (untyped && pipeline.path("columns").isEmpty()) {
      findings.add(
          KeyPath.of("columns"),
          "no columns",
          "each column with its type, since " + format + " has no types",
          "holdout init writes them for you");
    }
  }

  private static void oneOf(JsonNode source, String key, int most, String word, Findings findings) {
    String text = source.path(key).asText(",");
    if (text.length() > most && !text.equals(word)) {
      findings.add(
          SOURCE.then(key),
          "the text " + Wording.quoted(text),
          (most == 1 ? "one character" : "one to " + most + " characters") + ", or " + word,
          "");
    }
  }

  private static void rowNames(JsonNode source, Findings findings) {
    if (source.path("row_names").asBoolean() && !source.path("header").asBoolean(true)) {
      findings.add(
          SOURCE.then("row_names"),
          "true without a header",
          "it only with a header, which has no name for the first value of a row",
          "Remove it, and declare the first column with the others");
    }
  }

  private static void expect(JsonNode source, String key, String format, Findings findings) {
    if (!source.has(key)) {
      findings.add(SOURCE.then(key), "nothing", "the key, since the format is " + format, "");
    }
  }

  private static void refuse(
      JsonNode source, String key, String format, String where, Findings findings) {
    if (source.has(key)) {
      findings.add(
          SOURCE.then(key),
          "the key with the format " + format,
          "it only with the format " + where,
          "Remove it, or change source.format");
    }
  }

  private static void skippedLines(JsonNode files, String format, Findings findings) {
    for (int i = 0; i < files.size(); i++) {
      if (files.path(i).path("skip_lines").asInt() > 0) {
        findings.add(
            SOURCE.then("files").then(i).then("skip_lines"),
            "lines to skip with the format " + format,
            "them only with the format csv",
            "");
      }
    }
  }

  private static void encoding(String name, Findings findings) {
    if (!isKnown(name)) {
      findings.add(
          SOURCE.then("encoding"),
          "the text " + Wording.quoted(name),
          "an encoding such as UTF-8, windows-1252 or UTF-16LE",
          "");
    }
  }

  private static boolean isKnown(String encoding) {
    try {
      return Charset.isSupported(encoding);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
  }
}
