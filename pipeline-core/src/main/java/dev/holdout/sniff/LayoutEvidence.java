package dev.holdout.sniff;

import dev.holdout.sniff.Dialect.Escape;
import dev.holdout.sniff.FooterFinder.Footer;
import dev.holdout.sniff.Layout.Evidence;
import java.util.List;

/** Says what speaks for each part of the layout of delimited text. */
final class LayoutEvidence {
  private final List<Evidence> evidence;

  LayoutEvidence(List<Evidence> evidence) {
    this.evidence = evidence;
  }

  void add(
      Reading reading,
      Dialect dialect,
      Frame frame,
      Footer footer,
      List<Rec> rows,
      boolean ragged,
      List<String> names) {
    int all = reading.agreeing() + reading.others();
    evidence.add(
        new Evidence(
            "delimiter",
            reading.width() == 1 ? "none" : dialect.delimiterName(),
            reading.agreeing()
                + " of "
                + all
                + " sampled records have "
                + fields(reading.width())));
    String quote =
        dialect.quote().isEmpty()
            ? "none"
            : dialect.quote().equals("'") ? "single quote" : "double quote";
    evidence.add(
        new Evidence(
            "quote",
            quote,
            reading.damaged() == 0
                ? "all sampled records can be taken apart"
                : reading.damaged() + " of " + all + " sampled records cannot be taken apart"));
    if (dialect.escape() == Escape.BACKSLASH) {
      evidence.add(
          new Evidence("escape", "backslash", "quotes inside quoted text follow a backslash"));
    }
    if (dialect.trim()) {
      evidence.add(new Evidence("trim", "yes", "values have blanks around them"));
    }
    if (frame.skipLines() > 0) {
      evidence.add(
          new Evidence(
              "preamble", lines(frame.skipLines()), "before the first line of the table's width"));
    }
    evidence.add(
        new Evidence(
            "header",
            frame.header().isEmpty()
                ? "none"
                : frame.header().size() == 1 ? "one row" : frame.header().size() + " rows",
            frame.why()));
    if (frame.rowNames()) {
      evidence.add(
          new Evidence(
              "row names",
              "yes",
              "the header has "
                  + (names.size() - 1)
                  + " names, rows have "
                  + fields(names.size())));
    }
    if (ragged) {
      long other =
          rows.stream().filter(row -> !row.blank() && row.width() != frame.width()).count();
      evidence.add(
          new Evidence(
              "ragged",
              "yes",
              other
                  + " of "
                  + rows.size()
                  + " rows leave out fields at their end or have empty ones too many"));
    }
    if (footer.lines() > 0) {
      evidence.add(
          new Evidence(
              "footer",
              lines(footer.lines()),
              "after the last row that is filled like the others"));
    }
  }

  private static String lines(int count) {
    return count == 1 ? "1 line" : count + " lines";
  }

  private static String fields(int count) {
    return count == 1 ? "1 field" : count + " fields";
  }
}
