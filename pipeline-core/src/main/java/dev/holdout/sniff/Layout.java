package dev.holdout.sniff;

import java.util.List;
import java.util.Optional;

/**
 * How the text of a file is laid out.
 *
 * @param content what it holds; what follows is for {@link Content#DELIMITED} only
 * @param encoding the name of the character set
 * @param wide whether a character takes two or four bytes
 * @param dialect how fields are written
 * @param skipLines lines before the header, or before the rows where there is none
 * @param headerRows how many records name the columns
 * @param names the columns' names as the header writes them, empty ones included; none without a
 *     header
 * @param columns what each column holds
 * @param rowNames whether the first field of a row has no name in the header
 * @param ragged whether rows leave out fields at their end, or have empty ones too many
 * @param footerLines lines after the last row, to the end of the file
 * @param evidence what speaks for each part
 */
public record Layout(
    Content content,
    String encoding,
    boolean wide,
    Dialect dialect,
    int skipLines,
    int headerRows,
    List<String> names,
    List<Kind> columns,
    boolean rowNames,
    boolean ragged,
    int footerLines,
    List<Evidence> evidence) {
  public Layout {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
    evidence = List.copyOf(evidence);
  }

  /**
   * What speaks for one part of the layout.
   *
   * @param part such as delimiter
   * @param found such as semicolon
   * @param why a sentence with counts
   */
  public record Evidence(String part, String found, String why) {
    /** The whole in one line. */
    public String sentence() {
      return part + ": " + found + (why.isEmpty() ? "" : " (" + why + ")");
    }
  }

  /** The evidence for one part. */
  public Optional<Evidence> of(String part) {
    return evidence.stream().filter(one -> one.part().equals(part)).findFirst();
  }
}
