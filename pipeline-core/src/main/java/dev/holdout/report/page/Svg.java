package dev.holdout.report.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Locale;

/**
 * Inline SVG under construction. Texts and attribute values are escaped; element and attribute
 * names come from this package alone.
 */
final class Svg implements Content {
  private final StringBuilder markup = new StringBuilder(512);

  /** Opens an element; attributes are names and values in turn. */
  Svg open(String element, String... attributes) {
    markup.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      markup.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      markup.append('"');
    }
    markup.append('>');
    return this;
  }

  /** Closes the element. */
  Svg close(String element) {
    markup.append("</").append(element).append('>');
    return this;
  }

  /** An element that holds nothing but text. */
  Svg leaf(String element, String text, String... attributes) {
    open(element, attributes);
    escape(text);
    return close(element);
  }

  /** An element without content. */
  Svg empty(String element, String... attributes) {
    return open(element, attributes).close(element);
  }

  /** An element whose tooltip, and name for assistive technology, is the text. */
  Svg titled(String element, String title, String... attributes) {
    return open(element, attributes).leaf("title", title).close(element);
  }

  /** A coordinate with at most two digits after the point. */
  static String at(double coordinate) {
    String text = String.format(Locale.ENGLISH, "%.2f", coordinate);
    return text.replaceFirst("\\.?0+$", "");
  }

  /** A coordinate as a share of the width, so that a chart stretches and its dots stay round. */
  static String across(double share) {
    return at(share * 100) + "%";
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> markup.append("&amp;");
        case '<' -> markup.append("&lt;");
        case '>' -> markup.append("&gt;");
        case '"' -> markup.append("&#34;");
        case '\'' -> markup.append("&#39;");
        default -> markup.append(c);
      }
    }
  }

  @Override
  public void writeTo(TemplateOutput output) {
    output.writeContent(markup.toString());
  }

  @Override
  public String toString() {
    return markup.toString();
  }
}
